#include "forms/vocabulary.hpp"

#include "forms/members.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>

namespace migrate::forms {
namespace {

constexpr std::array<Prefix, 5> all_known_prefixes{{
    {"sqlite", "SQLite", on::sqlite, on::sqlite},
    {"postgresql", "PostgreSQL", on::postgresql, on::postgresql},
    {"mysql", "MySQL", on::mysql, on::family},
    {"mariadb", "MariaDB", on::mariadb, on::mariadb},
    {"tidb", "TiDB", on::tidb, on::tidb},
}};

using Keys = std::vector<Key>;

constexpr Dialects lite = on::sqlite;
constexpr Dialects pg = on::postgresql;
constexpr Dialects my = on::family;

Keys operator+(Keys left, const Keys& right) {
    left.insert(left.end(), right.begin(), right.end());
    return left;
}

Keys without(Keys keys, std::string_view name) {
    std::erase_if(keys, [&](const Key& key) { return key.name == name; });
    return keys;
}

// What every object may say: before its own keys, and after them.
Keys object_keys(const Keys& own, Dialects dialects = on::all) {
    Keys before{{"comment", Shape::text, dialects}, {"renamed_from", Shape::text, dialects}};
    return before + own +
           Keys{{"owner", Shape::text, pg},
                {"grant", Shape::texts_group, pg | my},
                {"only", Shape::dialects}};
}

Keys part_keys(const Keys& own) {
    return own + Keys{{"comment"}, {"renamed_from"}, {"only", Shape::dialects}};
}

Keys constraint_keys(const Keys& own) {
    return own + Keys{{"comment", Shape::text, pg}, {"only", Shape::dialects}};
}

Keys pg_key_options() {
    return {{"include", Shape::texts, pg},
            {"deferrable", Shape::boolean, pg},
            {"initially", Shape::text, pg},
            {"with", Shape::free_table, pg}};
}

Keys foreign_key_options() {
    return {{"references"},
            {"on_delete"},
            {"on_update"},
            {"match", Shape::text, pg | lite},
            {"deferrable", Shape::boolean},
            {"initially"},
            {"validated", Shape::boolean},
            {"enforced", Shape::boolean, pg},
            {"on_delete_columns", Shape::texts, pg}};
}

Keys primary_key_keys() {
    return constraint_keys(Keys{{"name"},
                                {"columns", Shape::parts},
                                {"on_conflict", Shape::text, lite},
                                {"clustered", Shape::boolean, my}} +
                           pg_key_options());
}

Keys unique_keys() {
    return constraint_keys(Keys{{"columns", Shape::parts},
                                {"on_conflict", Shape::text, lite},
                                {"nulls_distinct", Shape::boolean, pg},
                                {"method", Shape::text, my}} +
                           pg_key_options());
}

Keys check_keys() {
    return constraint_keys({{"expression"},
                            {"validated", Shape::boolean},
                            {"no_inherit", Shape::boolean, pg},
                            {"enforced", Shape::boolean, pg | my}});
}

Keys index_keys() {
    return part_keys({{"columns", Shape::parts},
                      {"unique", Shape::boolean},
                      {"where"},
                      {"method", Shape::text, pg | my},
                      {"include", Shape::texts, pg},
                      {"nulls_distinct", Shape::boolean, pg},
                      {"with", Shape::free_table, pg},
                      {"tablespace", Shape::text, pg},
                      {"kind", Shape::text, my},
                      {"parser", Shape::text, my},
                      {"visible", Shape::boolean, my}});
}

Keys trigger_keys() {
    return Keys{{"only", Shape::dialects}} +
           without(part_keys({{"before", Shape::text_or_texts},
                              {"after", Shape::text_or_texts},
                              {"instead_of", Shape::text_or_texts},
                              {"on", Shape::text_or_texts},
                              {"where"},
                              {"body"},
                              {"execute", Shape::text, pg},
                              {"for_each", Shape::text, pg | lite},
                              {"old_table", Shape::text, pg},
                              {"new_table", Shape::text, pg},
                              {"constraint", Shape::boolean, pg},
                              {"deferrable", Shape::boolean, pg},
                              {"initially", Shape::text, pg},
                              {"enabled", Shape::any, pg},
                              {"definer", Shape::text, my},
                              {"sql_mode", Shape::text, my},
                              {"follows", Shape::text, my}}),
                   "only");
}

Keys column_keys() {
    return part_keys(Keys{{"type"},
                          {"null", Shape::boolean},
                          {"default", Shape::value},
                          {"primary_key", Shape::flag_or_object, on::all, "column_primary_key"},
                          {"identity", Shape::identity, on::all, "identity"},
                          {"autoincrement", Shape::boolean, lite},
                          {"generated"},
                          {"stored", Shape::boolean},
                          {"collation"},
                          {"unique", Shape::flag_or_object, on::all, "column_unique"},
                          {"check", Shape::objects, on::all, "column_check"},
                          {"references", Shape::object, on::all, "column_references"}} +
                     without(foreign_key_options(), "references") +
                     Keys{{"index", Shape::flag_or_object, on::all, "column_index"},
                          {"not_null", Shape::object, pg | lite, "not_null"},
                          {"storage", Shape::text, pg},
                          {"compression", Shape::text, pg},
                          {"statistics", Shape::integer, pg},
                          {"charset", Shape::text, my},
                          {"on_row_update", Shape::text, my},
                          {"invisible", Shape::boolean, my},
                          {"srid", Shape::integer, my},
                          {"auto_random", Shape::any, on::tidb}});
}

Keys table_options() {
    return {{"partition_by"},
            {"partition_of", Shape::text, pg},
            {"values", Shape::text, pg},
            {"inherits", Shape::texts, pg},
            {"unlogged", Shape::boolean, pg},
            {"with", Shape::free_table, pg},
            {"tablespace", Shape::text, pg},
            {"access_method", Shape::text, pg},
            {"replica_identity", Shape::text, pg},
            {"row_security", Shape::boolean_or_text, pg},
            {"cluster_on", Shape::text, pg},
            {"engine", Shape::text, my},
            {"charset", Shape::text, my},
            {"collation", Shape::text, my},
            {"row_format", Shape::text, my},
            {"key_block_size", Shape::integer, my},
            {"auto_increment", Shape::integer, my},
            {"options", Shape::any, my},
            {"system_versioning", Shape::any, on::mariadb},
            {"period", Shape::texts_group, on::mariadb},
            {"shard_row_id_bits", Shape::integer, on::tidb},
            {"pre_split_regions", Shape::integer, on::tidb},
            {"placement_policy", Shape::text, on::tidb},
            {"ttl", Shape::any, on::tidb},
            {"strict", Shape::boolean, lite},
            {"without_rowid", Shape::boolean, lite},
            {"virtual", Shape::text, lite}};
}

Keys table_keys() {
    return object_keys(Keys{{"column", Shape::group, on::all, "column"},
                            {"primary_key", Shape::object, on::all, "primary_key"},
                            {"unique", Shape::group, on::all, "unique"},
                            {"check", Shape::group, on::all, "check"},
                            {"foreign_key", Shape::group, on::all, "foreign_key"},
                            {"exclude", Shape::group, pg, "exclude"},
                            {"unnamed", Shape::unnamed},
                            {"index", Shape::group, on::all, "index"},
                            {"statistics", Shape::group, pg, "statistics"},
                            {"rule", Shape::group, pg, "rule"},
                            {"policy", Shape::group, pg, "policy"},
                            {"partition", Shape::group, pg | my, "partition"}} +
                       table_options() + Keys{{"trigger", Shape::group, on::all, "trigger"}});
}

// Parts of a column's definition and of a table.
std::vector<Kind> table_kinds() {
    const Key name{"name"};
    return {
        {"table", on::all, Shape::none, table_keys()},
        {"column", on::all, Shape::none, column_keys()},
        {"primary_key", on::all, Shape::parts, primary_key_keys()},
        {"unique", on::all, Shape::parts, unique_keys()},
        {"check", on::all, Shape::text, check_keys()},
        {"foreign_key", on::all, Shape::none,
         constraint_keys(Keys{{"columns", Shape::texts}} + foreign_key_options())},
        {"index", on::all, Shape::parts, index_keys()},
        {"trigger", on::all, Shape::none, trigger_keys()},
        {"part",
         on::all,
         Shape::text,
         {{"column"},
          {"sql"},
          {"desc", Shape::boolean},
          {"collation", Shape::text, pg | lite},
          {"nulls", Shape::text, pg},
          {"opclass", Shape::text, pg},
          {"operator", Shape::text, pg},
          {"length", Shape::integer, my}}},
        {"column_primary_key", on::all, Shape::none,
         Keys{name, {"desc", Shape::boolean}} +
             without(without(primary_key_keys(), "columns"), "name")},
        {"column_unique", on::all, Shape::none, Keys{name} + without(unique_keys(), "columns")},
        {"column_check", on::all, Shape::text, Keys{name} + check_keys()},
        {"column_references", on::all, Shape::text,
         Keys{name} + constraint_keys(foreign_key_options())},
        {"column_index", on::all, Shape::none,
         Keys{name, {"desc", Shape::boolean}, {"collation", Shape::text, pg | lite}} +
             without(index_keys(), "columns")},
        {"not_null",
         pg | lite,
         Shape::none,
         {name,
          {"on_conflict", Shape::text, lite},
          {"validated", Shape::boolean, pg},
          {"no_inherit", Shape::boolean, pg}}},
        {"identity",
         on::all,
         Shape::none,
         {{"always", Shape::boolean},
          {"start", Shape::integer},
          {"increment", Shape::integer},
          {"min", Shape::integer},
          {"max", Shape::integer},
          {"cache", Shape::integer},
          {"cycle", Shape::boolean}}},
        {"exclude", pg, Shape::none,
         constraint_keys({{"columns", Shape::parts},
                          {"method"},
                          {"where"},
                          {"include", Shape::texts},
                          {"deferrable", Shape::boolean},
                          {"initially"}})},
        {"rule", pg, Shape::none,
         part_keys({{"on"}, {"where"}, {"instead", Shape::boolean}, {"do", Shape::text}})},
        {"policy", pg, Shape::none,
         part_keys({{"for"},
                    {"to", Shape::text_or_texts},
                    {"using"},
                    {"with_check"},
                    {"permissive", Shape::boolean}})},
        {"statistics", pg, Shape::none,
         part_keys({{"kinds", Shape::texts}, {"columns", Shape::parts}})},
        {"partition", pg | my, Shape::text, part_keys({{"values"}})},
    };
}

Keys sequence_keys() {
    return {{"type"},
            {"start", Shape::integer},
            {"increment", Shape::integer},
            {"min", Shape::integer},
            {"max", Shape::integer},
            {"cache", Shape::integer},
            {"cycle", Shape::boolean},
            {"owned_by"},
            {"unlogged", Shape::boolean}};
}

Keys routine_keys() {
    return {{"arguments"},
            {"returns"},
            {"language", Shape::text, pg},
            {"volatility", Shape::text, pg},
            {"strict", Shape::boolean, pg},
            {"security"},
            {"parallel", Shape::text, pg},
            {"leakproof", Shape::boolean, pg},
            {"cost", Shape::number, pg},
            {"rows", Shape::number, pg},
            {"set", Shape::values_group, pg},
            {"deterministic", Shape::boolean, my},
            {"data_access", Shape::text, my},
            {"definer", Shape::text, my},
            {"sql_mode", Shape::text, my},
            {"body"}};
}

Keys view_keys() {
    return object_keys({{"columns", Shape::texts},
                        {"check_option", Shape::text, pg | my},
                        {"with", Shape::free_table, pg},
                        {"method", Shape::text, my},
                        {"security", Shape::text, my},
                        {"definer", Shape::text, my},
                        {"as"},
                        {"trigger", Shape::group, on::all, "trigger"}});
}

// Objects that stand for themselves.
std::vector<Kind> object_kinds() {
    return {
        {"view", on::all, Shape::none, view_keys()},
        {"materialized_view", pg, Shape::none,
         object_keys({{"as"},
                      {"index", Shape::group, on::all, "index"},
                      {"with", Shape::free_table},
                      {"tablespace"}})},
        {"enum", on::all, Shape::none, object_keys({{"values", Shape::texts}})},
        {"sequence", pg | on::mariadb | on::tidb, Shape::none, object_keys(sequence_keys())},
        {"function", pg | my, Shape::none, object_keys(routine_keys())},
        {"procedure", pg | my, Shape::none, object_keys(routine_keys())},
        {"domain", pg, Shape::none,
         object_keys({{"type"},
                      {"null", Shape::boolean},
                      {"default", Shape::value},
                      {"check", Shape::group, on::all, "check"},
                      {"collation"}})},
        {"composite", pg, Shape::none, object_keys({{"field", Shape::group, on::all, "field"}})},
        {"field", pg, Shape::none, part_keys({{"type"}, {"collation"}})},
        {"range", pg, Shape::none,
         object_keys({{"subtype"}, {"opclass"}, {"collation"}, {"canonical"}})},
        {"aggregate", pg, Shape::none,
         object_keys({{"sfunc"}, {"stype"}, {"finalfunc"}, {"initcond"}})},
        {"extension", pg, Shape::none, object_keys({{"schema"}, {"version"}})},
        {"schema", pg | my, Shape::none,
         object_keys({{"charset", Shape::text, my}, {"collation", Shape::text, my}})},
        {"event", my, Shape::none,
         object_keys(
             {{"schedule"}, {"status"}, {"preserve", Shape::boolean}, {"definer"}, {"body"}})},
        {"raw",
         on::all,
         Shape::none,
         {{"create"}, {"drop"}, {"needs", Shape::texts}, {"only", Shape::dialects}}},
    };
}

// The file itself: its own keys, then a group for each kind of object.
Kind file_kind(const std::vector<Kind>& objects) {
    Kind file{"file",
              on::all,
              Shape::none,
              {{"format", Shape::integer},
               {"default_schema"},
               {"naming", Shape::naming, on::all, "naming"},
               {"only", Shape::dialects}}};
    for (const std::string_view first : {"schema", "extension", "enum", "domain", "composite",
                                         "range", "sequence", "function", "procedure", "aggregate"})
        file.keys.push_back({first, Shape::group, on::all, first});
    file.keys.push_back({"table", Shape::group, on::all, "table"});
    for (const Kind& kind : objects)
        if (kind.name != "field" && !find_key(file.keys, kind.name))
            file.keys.push_back({kind.name, Shape::group, on::all, kind.name});
    return file;
}

std::vector<Kind> build_kinds() {
    std::vector<Kind> kinds = table_kinds();
    const std::vector<Kind> objects = object_kinds();
    kinds.insert(kinds.end(), objects.begin(), objects.end());
    kinds.push_back({"naming",
                     on::all,
                     Shape::none,
                     {{"index"}, {"unique"}, {"foreign_key"}, {"check"}, {"primary_key"}}});
    kinds.push_back(file_kind(objects));
    for (Kind& kind : kinds)
        for (Key& key : kind.keys)
            key.attribute = !is_member(kind.name, key.name);
    return kinds;
}

} // namespace

std::span<const Prefix> prefixes() {
    return all_known_prefixes;
}

const Prefix* find_prefix(std::string_view name) {
    const auto found = std::ranges::find(all_known_prefixes, name, &Prefix::name);
    return found == all_known_prefixes.end() ? nullptr : &*found;
}

Dialects database_of(const FormDialect& dialect) {
    const Prefix* narrowest =
        find_prefix(dialect.prefixes.empty() ? dialect.name : dialect.prefixes.back());
    if (!narrowest)
        throw std::logic_error("no prefix is known for " + dialect.name);
    return narrowest->own;
}

std::string display_names(Dialects dialects) {
    if ((dialects & on::family) == on::family)
        dialects &= ~(on::mariadb | on::tidb);
    std::vector<std::string> names;
    for (const Prefix& prefix : all_known_prefixes)
        if ((dialects & prefix.own) != 0)
            names.emplace_back(prefix.display);
    std::string result;
    for (std::size_t at = 0; at < names.size(); ++at)
        result += (at == 0 ? "" : at + 1 == names.size() ? " and " : ", ") + names[at];
    return result;
}

std::string_view advised_prefix(Dialects dialects) {
    for (const Prefix& prefix : all_known_prefixes)
        if ((dialects & prefix.own) != 0)
            return prefix.name;
    return {};
}

const Kind* find_kind(std::string_view name) {
    static const std::vector<Kind> kinds = build_kinds();
    const auto found = std::ranges::find(kinds, name, &Kind::name);
    return found == kinds.end() ? nullptr : &*found;
}

const Kind& kind_of(std::string_view name) {
    const Kind* found = find_kind(name);
    if (!found)
        throw std::logic_error("no kind is called " + std::string(name));
    return *found;
}

const Key* find_key(std::span<const Key> keys, std::string_view name) {
    const auto found = std::ranges::find(keys, name, &Key::name);
    return found == keys.end() ? nullptr : &*found;
}

const Key* find_key(const Kind& kind, std::string_view name) {
    return find_key(std::span<const Key>(kind.keys), name);
}

bool is_group(const Key& key) {
    return key.shape == Shape::group || key.shape == Shape::texts_group ||
           key.shape == Shape::values_group;
}

} // namespace migrate::forms
