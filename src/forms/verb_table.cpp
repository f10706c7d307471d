#include "forms/verb_table.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace migrate::forms {
namespace {

using Keys = std::vector<Key>;

constexpr Dialects pg = on::postgresql;
constexpr Dialects my = on::family;

Key fixed(std::string_view name, Shape shape = Shape::text, Dialects dialects = on::all) {
    return {name, shape, dialects, {}, true};
}

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
    return std::ranges::find(words, word) != words.end();
}

std::string_view word_of(Action action) {
    switch (action) {
    case Action::create:
        return "create_";
    case Action::add:
        return "add_";
    case Action::alter:
        return "alter_";
    case Action::rename:
        return "rename_";
    case Action::drop:
        return "drop_";
    case Action::other:
        break;
    }
    return "";
}

// IF EXISTS and IF NOT EXISTS, where an operation can say so.
Keys existence_keys(std::string_view kind, Action action) {
    const bool other_database = kind_of(kind).dialects != on::all;
    const bool made = action == Action::create || action == Action::add;
    if (made && (other_database || is_one_of(kind, {"table", "column", "index"})))
        return {fixed("if_not_exists", Shape::boolean)};
    if (action == Action::drop && kind != "raw")
        return {fixed("if_exists", Shape::boolean), fixed("cascade", Shape::boolean, pg)};
    return {};
}

Keys table_extra(Action action) {
    if (action == Action::alter)
        return {{"schema", Shape::text, pg | my},
                fixed("convert", Shape::boolean, my),
                fixed("rebuild", Shape::boolean, on::sqlite)};
    return {};
}

// MySQL by ALTER TABLE, SQLite by the rebuild.
constexpr Dialects places = my | on::sqlite;

Keys column_extra(Action action) {
    Keys keys{fixed("rebuild", Shape::boolean, on::sqlite)};
    if (action != Action::add && action != Action::alter)
        return keys;
    keys.insert(keys.end(), {fixed("fill", Shape::value),
                             {"after", Shape::text, places},
                             {"first", Shape::boolean, places}});
    if (action == Action::alter)
        keys.push_back(fixed("using"));
    return keys;
}

Keys kind_extra(std::string_view kind, Action action) {
    if (kind == "table")
        return table_extra(action);
    if (kind == "column")
        return column_extra(action);
    if (is_one_of(kind, {"primary_key", "unique"}) && action == Action::add)
        return {fixed("using_index", Shape::text, pg),
                fixed("rebuild", Shape::boolean, on::sqlite)};
    if (is_one_of(kind, {"primary_key", "unique", "check", "foreign_key"}))
        return {fixed("rebuild", Shape::boolean, on::sqlite)};
    if (kind == "enum" && action == Action::alter)
        return {fixed("rename_value", Shape::texts_group), fixed("replace", Shape::texts_group),
                fixed("columns", Shape::texts)};
    if (kind == "sequence" && action == Action::alter)
        return {fixed("restart", Shape::integer)};
    if (kind == "materialized_view")
        return {fixed("with_data", Shape::boolean)};
    if (kind == "index" && (action == Action::create || action == Action::drop))
        return {fixed("concurrently", Shape::boolean)};
    return {};
}

bool is_object(std::string_view kind) {
    return find_key(kind_of("file"), kind) != nullptr;
}

VerbInfo verb(std::string_view kind, Action action) {
    VerbInfo info;
    info.name = std::string(word_of(action)) + std::string(kind);
    info.kind = kind;
    info.action = action;
    info.dialects = kind_of(kind).dialects;
    if (action == Action::rename)
        info.extra = {fixed("to")};
    else
        info.extra = kind_extra(kind, action);
    for (const Key& key : existence_keys(kind, action))
        info.extra.push_back(key);
    if (action == Action::alter && is_object(kind) && kind != "table" && kind != "extension")
        info.extra.push_back({"schema", Shape::text, pg | my});
    if (kind == "unique" || kind == "check" || kind == "foreign_key" || kind == "column" ||
        kind == "primary_key" || kind == "index" || kind == "exclude")
        info.is_clause = true;
    for (const Key& key : {fixed("algorithm", Shape::text, my), fixed("lock", Shape::text, my)})
        info.extra.push_back(key);
    return info;
}

void add_verbs(std::vector<VerbInfo>& all, std::initializer_list<std::string_view> kinds,
               std::initializer_list<Action> actions) {
    for (const std::string_view kind : kinds)
        for (const Action action : actions)
            if (kind != "raw" || action != Action::rename)
                all.push_back(verb(kind, action));
}

VerbInfo other(std::string name, Dialects dialects, Keys extra, Shape value = Shape::text) {
    VerbInfo info;
    info.name = std::move(name);
    info.dialects = dialects;
    info.extra = std::move(extra);
    info.value = value;
    return info;
}

Keys rows_keys() {
    return {fixed("columns", Shape::texts), fixed("rows", Shape::rows)};
}

Keys sql_keys() {
    return {fixed("means", Shape::steps), fixed("session", Shape::boolean),
            fixed("split", Shape::boolean)};
}

void add_other_verbs(std::vector<VerbInfo>& all) {
    all.push_back(other("rename_constraint", on::all,
                        {fixed("to"), fixed("rebuild", Shape::boolean, on::sqlite)}));
    all.back().is_clause = true;
    all.back().action = Action::rename;
    all.push_back(other("validate", on::all, {}));
    all.push_back(other("attach_partition", pg, {fixed("values")}));
    all.push_back(other("detach_partition", pg, {fixed("concurrently", Shape::boolean)}));
    all.push_back(
        other("refresh_materialized_view", pg,
              {fixed("concurrently", Shape::boolean), fixed("with_data", Shape::boolean)}));
    Keys insert = rows_keys();
    insert.push_back(fixed("key", Shape::texts));
    insert.push_back(fixed("on_conflict"));
    all.push_back(other("insert_rows", on::all, insert));
    all.push_back(
        other("update_rows", on::all, {fixed("set", Shape::values_group), fixed("where")}));
    Keys remove = rows_keys();
    remove.push_back(fixed("where"));
    all.push_back(other("delete_rows", on::all, remove));
    all.push_back(
        other("backfill", on::all,
              {fixed("set", Shape::values_group), fixed("where"), fixed("key", Shape::texts),
               fixed("batch", Shape::integer), fixed("pause")}));
    all.push_back(other("sql", on::all, sql_keys()));
    all.push_back(other("sql_file", on::all, sql_keys()));
    all.push_back(other("program", on::all, {}, Shape::texts));
    all.push_back(other("assert", on::all, {fixed("message")}));
    all.push_back(other("irreversible", on::all, {}));
}

std::vector<VerbInfo> build_verbs() {
    using enum Action;
    std::vector<VerbInfo> all;
    add_verbs(all,
              {"table", "view", "materialized_view", "enum", "domain", "composite", "range",
               "sequence", "function", "procedure", "aggregate", "event", "schema", "extension",
               "raw"},
              {create, alter, rename, drop});
    add_verbs(all, {"column", "unique", "check", "foreign_key", "exclude", "partition"},
              {add, alter, rename, drop});
    add_verbs(all, {"primary_key"}, {add, alter, drop});
    add_verbs(all, {"index", "trigger", "rule", "policy", "statistics"},
              {create, alter, rename, drop});
    add_other_verbs(all);
    return all;
}

constexpr std::array<std::pair<std::string_view, std::string_view>, 19> alembic_names{{
    {"execute", "sql"},
    {"bulk_insert", "insert_rows"},
    {"drop_constraint", "drop_unique, drop_check, drop_foreign_key or drop_primary_key"},
    {"add_constraint", "add_unique, add_check, add_foreign_key or add_primary_key"},
    {"create_unique_constraint", "add_unique"},
    {"create_check_constraint", "add_check"},
    {"create_foreign_key", "add_foreign_key"},
    {"create_primary_key", "add_primary_key"},
    {"create_exclude_constraint", "add_exclude"},
    {"create_table_comment", "alter_table with comment = { to = \"...\" }"},
    {"drop_table_comment", "alter_table with comment = { from = \"...\" }"},
    {"batch_alter_table", "alter_table"},
    {"create_unique", "add_unique"},
    {"create_check", "add_check"},
    {"create_column", "add_column"},
    {"add_index", "create_index"},
    {"add_table", "create_table"},
    {"insert", "insert_rows"},
    {"run_sql", "sql"},
}};

} // namespace

const std::vector<VerbInfo>& verbs() {
    static const std::vector<VerbInfo> all = build_verbs();
    return all;
}

const VerbInfo* find_verb(std::string_view name) {
    const auto found = std::ranges::find(verbs(), name, &VerbInfo::name);
    return found == verbs().end() ? nullptr : &*found;
}

const std::vector<Key>& option_keys() {
    static const std::vector<Key> keys{fixed("only", Shape::dialects),
                                       fixed("transaction", Shape::boolean),
                                       fixed("on_error"),
                                       fixed("done_when"),
                                       fixed("destructive", Shape::boolean),
                                       fixed("allow", Shape::texts),
                                       fixed("lock_timeout"),
                                       fixed("statement_timeout"),
                                       fixed("retries", Shape::integer)};
    return keys;
}

std::vector<Key> step_keys_of(const VerbInfo& verb) {
    std::vector<Key> keys = verb.extra;
    keys.push_back({verb.name, verb.value, verb.dialects, {}, true});
    keys.insert(keys.end(), option_keys().begin(), option_keys().end());
    return keys;
}

namespace {

// Parts are changed by verbs of their own, and hints say nothing in a step.
bool can_change(const VerbInfo& verb, const Key& key) {
    if (is_one_of(key.name, {"renamed_from", "validated"}))
        return false;
    if (is_one_of(verb.kind, {"table", "view", "materialized_view"}))
        return key.shape != Shape::group && key.shape != Shape::unnamed &&
               key.name != "primary_key";
    return verb.kind != "column" || key.name != "index";
}

} // namespace

std::vector<Key> keys_of(const VerbInfo& verb) {
    std::vector<Key> keys;
    if (!verb.kind.empty() && verb.action != Action::rename)
        for (const Key& key : kind_of(verb.kind).keys) {
            const bool doubled = find_key(std::span<const Key>(verb.extra), key.name) != nullptr;
            if (!doubled && key.name != "only" &&
                (verb.action != Action::alter || can_change(verb, key)))
                keys.push_back(key);
        }
    // Where the verb takes the table alone, the name is a key.
    for (Key& key : step_keys_of(verb))
        keys.push_back(std::move(key));
    return keys;
}

std::string_view alembic_advice(std::string_view name) {
    const auto found = std::ranges::find(alembic_names, name,
                                         &std::pair<std::string_view, std::string_view>::first);
    return found == alembic_names.end() ? std::string_view() : found->second;
}

} // namespace migrate::forms
