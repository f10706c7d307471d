// The words of model and revision files as data: every kind of object, its keys, the databases that
// have them and the shape of their values. Reading, checking, writing and suggestions go by it.
#pragma once

#include "forms/form_dialect.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace migrate::forms {

// A set of databases.
using Dialects = unsigned;

namespace on {
constexpr Dialects sqlite = 1;
constexpr Dialects postgresql = 2;
constexpr Dialects mysql = 4;
constexpr Dialects mariadb = 8;
constexpr Dialects tidb = 16;
constexpr Dialects family = mysql | mariadb | tidb;
constexpr Dialects all = sqlite | postgresql | family;
} // namespace on

// A word that may stand before a key: `mysql.engine`.
struct Prefix {
    std::string_view name;
    std::string_view display;
    Dialects own;    // the database itself
    Dialects covers; // all that a key under it reaches
};

std::span<const Prefix> prefixes();
const Prefix* find_prefix(std::string_view name);
// The database at hand, as a set of one.
Dialects database_of(const FormDialect& dialect);
// "PostgreSQL", "PostgreSQL and MySQL".
std::string display_names(Dialects dialects);
// The prefix to advise for a key that only these databases have.
std::string_view advised_prefix(Dialects dialects);

enum class Shape {
    none,
    any,
    text,
    texts,
    text_or_texts,
    boolean,
    boolean_or_text,
    integer,
    number,
    value,          // a literal, or { sql = } or { hex = }
    parts,          // columns: names, or tables of kind "part"
    identity,       // true, "always", "serial", or a table
    dialects,       // only
    object,         // a table of Key::kind, or its short form
    flag_or_object, // true, false, or an object
    objects,        // an object or a list of them
    group,          // NAME = an object of Key::kind
    texts_group,    // NAME = a text, or a list of texts
    values_group,   // NAME = a value
    free_table,
    unnamed,
    rows,
    steps,
    naming,
};

struct Key {
    std::string_view name;
    Shape shape = Shape::text;
    Dialects dialects = on::all;
    std::string_view kind{};
    bool fixed = false;     // in an alter_ step too a value, no change
    bool attribute = false; // no struct of the schema has a member for it
};

struct Kind {
    std::string_view name;
    Dialects dialects = on::all;
    Shape short_form = Shape::none; // text for a check, parts for an index
    std::vector<Key> keys{};        // in the order in which they are written
};

const Kind* find_kind(std::string_view name);
const Kind& kind_of(std::string_view name);
const Key* find_key(const Kind& kind, std::string_view name);
const Key* find_key(std::span<const Key> keys, std::string_view name);

// A key whose members are named objects or values, merged one by one.
bool is_group(const Key& key);

} // namespace migrate::forms
