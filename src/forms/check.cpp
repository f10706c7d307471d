#include "forms/check.hpp"

#include "toml/reader.hpp"
#include "util/edit_distance.hpp"

#include <algorithm>
#include <array>

namespace migrate::forms {
namespace {

using toml::error_at;
using toml::kind_name;

std::string quoted(std::string_view text) {
    return '"' + std::string(text) + '"';
}

Error shape_error(const Document& document, const Node& value, const std::string& what,
                  std::string_view expected) {
    return error_at(document, value.pos,
                    what + " should be " + std::string(expected) + ", not " +
                        std::string(kind_name(value)));
}

void expect(bool fits, const CheckScope& scope, const Node& value, const std::string& what,
            std::string_view expected) {
    if (!fits)
        throw shape_error(scope.document, value, what, expected);
}

bool all_texts(const Node& list) {
    return list.is_array() && std::ranges::all_of(list.items(), &Node::is_string);
}

// A literal, { sql = "..." } or { hex = "..." }.
bool is_value(const Node& value) {
    if (value.is_scalar())
        return true;
    if (!value.is_table() || value.members().size() != 1)
        return false;
    const Node::Member& member = value.members().front();
    return (member.key == "sql" || member.key == "hex") && member.value.is_string();
}

constexpr std::string_view expected_value = "a literal, { sql = \"...\" } or { hex = \"...\" }";

void check_parts(const CheckScope& scope, const Node& list, const std::string& what) {
    expect(list.is_array(), scope, list, what, "a list of columns");
    for (const Node& item : list.items()) {
        check_object(scope, item, kind_of("part"), "an element of " + what);
        if (item.is_table() && (item.find("column") != nullptr) == (item.find("sql") != nullptr))
            throw error_at(scope.document, item.pos,
                           "an element of " + what + " needs either \"column\" or \"sql\"");
    }
}

void check_identity(const CheckScope& scope, const Node& value, const std::string& what) {
    if (value.is_boolean() || value.text() == "always" || value.text() == "serial")
        return;
    expect(value.is_table(), scope, value, what,
           "true, \"always\", \"serial\" or a table such as { start = 100 }");
    check_members(scope, value, kind_of("identity").keys, KeyMode::values, what);
}

void check_rows(const CheckScope& scope, const Node& rows, const std::string& what) {
    expect(rows.is_array(), scope, rows, what, "a list of rows");
    for (const Node& row : rows.items()) {
        expect(row.is_array() || row.is_table(), scope, row, "a row of " + what,
               "a table such as { id = 1 }, or a list of values");
        for (const Node& item : row.items())
            expect(is_value(item), scope, item, "a value of " + what, expected_value);
        for (const Node::Member& member : row.members())
            expect(is_value(member.value), scope, member.value, quoted(member.key) + " in " + what,
                   expected_value);
    }
}

constexpr std::array<std::string_view, 5> nameless_kinds{"unique", "check", "foreign_key", "index",
                                                         "exclude"};

// The kind that an element of `unnamed` has, by the key that holds its columns or expression.
const Node::Member* nameless_part(const Node& item) {
    for (const Node::Member& member : item.members())
        if (std::ranges::find(nameless_kinds, member.key) != nameless_kinds.end() &&
            !member.value.is_boolean()) // an index may say unique = true
            return &member;
    return nullptr;
}

void check_unnamed(const CheckScope& scope, const Node& list, const std::string& what) {
    expect(list.is_array(), scope, list, what, "a list such as [{ unique = [\"a\"] }]");
    for (const Node& item : list.items()) {
        const Node::Member* part = item.is_table() ? nameless_part(item) : nullptr;
        if (!part)
            throw error_at(scope.document, item.pos,
                           "an element of " + what +
                               " says what it is by one of the keys unique, check, foreign_key, "
                               "index or exclude: { unique = [\"a\"] }");
        const Kind& kind = kind_of(part->key);
        std::vector<Key> keys = kind.keys;
        if (!find_key(kind, part->key) || kind.name == "index")
            keys.push_back(
                {kind.name, kind.name == "check" ? Shape::text : Shape::parts, kind.dialects});
        check_members(scope, item, keys, KeyMode::values, quoted(part->key) + " in " + what);
    }
}

void check_member(const CheckScope& scope, const Node& value, const Key& key,
                  const std::string& name) {
    if (key.shape == Shape::values_group)
        expect(is_value(value), scope, value, name, expected_value);
    else if (key.shape == Shape::texts_group)
        expect(value.is_string() || all_texts(value), scope, value, name,
               "a text or a list of texts");
    else
        check_object(scope, value, kind_of(key.kind), name);
}

void check_group(const CheckScope& scope, const Node& group, const Key& key,
                 const std::string& what, KeyMode mode = KeyMode::values) {
    expect(group.is_table(), scope, group, what,
           "a table of names, as in " + std::string(key.name) + ".NAME = ...");
    for (const Node::Member& member : group.members()) {
        const std::string name = std::string(key.name) + " " + quoted(member.key);
        if (mode == KeyMode::changes && is_change(member.value))
            for (const Node::Member& side : member.value.members())
                check_member(scope, side.value, key, name + "." + side.key);
        else
            check_member(scope, member.value, key, name);
    }
}

void check_simple(const CheckScope& scope, const Node& value, const Key& key,
                  const std::string& what) {
    switch (key.shape) {
    case Shape::text:
        return expect(value.is_string(), scope, value, what, "a text in quotes");
    case Shape::texts:
        return expect(all_texts(value), scope, value, what, "a list of texts");
    case Shape::text_or_texts:
        return expect(value.is_string() || all_texts(value), scope, value, what,
                      "a text or a list of texts");
    case Shape::boolean:
        return expect(value.is_boolean(), scope, value, what, "true or false");
    case Shape::boolean_or_text:
        return expect(value.is_boolean() || value.is_string(), scope, value, what,
                      "true, false or a text");
    case Shape::integer:
        return expect(value.is_integer(), scope, value, what, "an integer");
    case Shape::number:
        return expect(value.is_integer() || value.kind() == Node::Kind::real, scope, value, what,
                      "a number");
    case Shape::value:
        return expect(is_value(value), scope, value, what, expected_value);
    case Shape::free_table:
        return expect(value.is_table(), scope, value, what, "a table");
    default:
        return;
    }
}

void check_change(const CheckScope& scope, const Node& value, const Key& key,
                  const std::string& what) {
    if (is_group(key))
        return check_group(scope, value, key, what, KeyMode::changes);
    const bool takes_false = key.shape == Shape::object || key.shape == Shape::flag_or_object ||
                             key.shape == Shape::objects;
    if (is_change(value)) {
        for (const Node::Member& side : value.members())
            if (!takes_false || !side.value.is_boolean())
                check_value(scope, side.value, key, what + "." + side.key);
    } else if (!takes_false || !value.is_boolean()) {
        check_value(scope, value, key, what);
    }
}

// Keys below a prefix: those that its databases have.
void check_prefixed(const CheckScope& scope, const Node::Member& member, const Prefix& prefix,
                    const std::vector<Key>& keys, KeyMode mode, const std::string& what) {
    if (!member.value.is_table())
        throw error_at(scope.document, member.key_pos,
                       what + ": " + quoted(member.key) + " is a prefix: write " + member.key +
                           ".KEY = ...");
    std::vector<Key> known = keys;
    std::erase_if(known, [](const Key& key) { return key.name == "only"; });
    check_members(narrowed(scope, prefix.covers), member.value, known, mode,
                  what + ", " + member.key);
}

} // namespace

CheckScope narrowed(const CheckScope& scope, Dialects to) {
    const Dialects both = scope.here & to;
    return {scope.document, both != 0 ? both : to};
}

Dialects read_only_list(const Document& document, const Node& only) {
    if (!only.is_string() && !all_texts(only))
        throw shape_error(document, only, "\"only\"", "a list of databases");
    Dialects result = 0;
    std::vector<std::string> names;
    names.reserve(prefixes().size());
    for (const Prefix& prefix : prefixes())
        names.emplace_back(prefix.name);
    const std::vector<Node> single{only};
    for (const Node& item : only.is_array() ? only.items() : single) {
        const Prefix* prefix = find_prefix(item.text());
        if (!prefix)
            throw error_at(document, item.pos,
                           "\"only\": " + quoted(item.text()) + " is no database" +
                               did_you_mean(item.text(), names))
                .help("the databases are sqlite, postgresql, mysql, mariadb and tidb");
        result |= prefix->covers;
    }
    return result;
}

bool is_change(const Node& value) {
    return value.is_table() && !value.members().empty() &&
           std::ranges::all_of(value.members(), [](const Node::Member& member) {
               return member.key == "from" || member.key == "to";
           });
}

Error other_database_error(const Document& document, NodePos pos, const std::string& word,
                           Dialects dialects) {
    const std::string prefix(advised_prefix(dialects));
    return error_at(document, pos,
                    quoted(word) + " is " + display_names(dialects) + " only: write " + prefix +
                        "." + word);
}

Error unknown_key_error(const Document& document, const Node::Member& member,
                        const std::vector<Key>& keys, const std::string& what) {
    std::vector<std::string> names;
    names.reserve(keys.size());
    for (const Key& key : keys)
        names.emplace_back(key.name);
    Error error =
        error_at(document, member.key_pos,
                 what + ": unknown key " + quoted(member.key) + did_you_mean(member.key, names));
    if (!nearest(member.key, names) && names.size() <= 12) {
        std::string list = "the keys here are";
        for (const std::string& name : names)
            list += (&name == &names.front() ? " " : ", ") + name;
        error.help(std::move(list));
    }
    return error;
}

void check_members(const CheckScope& outer, const Node& table, const std::vector<Key>& keys,
                   KeyMode mode, const std::string& what) {
    expect(table.is_table(), outer, table, what, "a table");
    const Node* only = find_key(std::span<const Key>(keys), "only") ? table.find("only") : nullptr;
    const CheckScope scope = only ? narrowed(outer, read_only_list(outer.document, *only)) : outer;
    for (const Node::Member& member : table.members()) {
        const Key* key = find_key(std::span<const Key>(keys), member.key);
        const Prefix* prefix = key ? nullptr : find_prefix(member.key);
        if (prefix) {
            check_prefixed(scope, member, *prefix, keys, mode, what);
            continue;
        }
        if (!key)
            throw unknown_key_error(scope.document, member, keys, what);
        if ((key->dialects & scope.here) == 0)
            throw other_database_error(scope.document, member.key_pos, member.key, key->dialects);
        const std::string name = what + ": " + quoted(member.key);
        if (mode == KeyMode::changes && !key->fixed && key->shape != Shape::dialects)
            check_change(scope, member.value, *key, name);
        else
            check_value(scope, member.value, *key, name);
    }
}

void check_object(const CheckScope& scope, const Node& value, const Kind& kind,
                  const std::string& what) {
    if (kind.short_form == Shape::text && value.is_string())
        return;
    if (kind.short_form == Shape::parts && value.is_array())
        return check_parts(scope, value, what);
    const std::string_view expected = kind.short_form == Shape::text ? "a text or a table"
                                      : kind.short_form == Shape::parts
                                          ? "a list of columns or a table"
                                          : "a table";
    expect(value.is_table(), scope, value, what, expected);
    check_members(scope, value, kind.keys, KeyMode::values, what);
}

void check_value(const CheckScope& scope, const Node& value, const Key& key,
                 const std::string& what) {
    switch (key.shape) {
    case Shape::parts:
        return check_parts(scope, value, what);
    case Shape::identity:
        return check_identity(scope, value, what);
    case Shape::dialects:
        static_cast<void>(read_only_list(scope.document, value));
        return;
    case Shape::object:
        return check_object(scope, value, kind_of(key.kind), what);
    case Shape::flag_or_object:
        if (!value.is_boolean())
            check_object(scope, value, kind_of(key.kind), what);
        return;
    case Shape::objects:
        if (!value.is_array())
            return check_object(scope, value, kind_of(key.kind), what);
        for (const Node& item : value.items())
            check_object(scope, item, kind_of(key.kind), what);
        return;
    case Shape::group:
    case Shape::texts_group:
    case Shape::values_group:
        return check_group(scope, value, key, what);
    case Shape::unnamed:
        return check_unnamed(scope, value, what);
    case Shape::rows:
        return check_rows(scope, value, what);
    case Shape::naming:
        if (!(value.is_boolean() && !value.as_boolean()))
            check_object(scope, value, kind_of(key.kind), what);
        return;
    default:
        return check_simple(scope, value, key, what);
    }
}

} // namespace migrate::forms
