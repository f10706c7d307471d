// The first pass over a form: every key is a known word of a database that it counts for, every
// value has the key's shape. What follows may then rely on both.
#pragma once

#include "forms/vocabulary.hpp"
#include "migrate/error.hpp"
#include "migrate/node.hpp"

#include <optional>
#include <string>
#include <vector>

namespace migrate::forms {

struct CheckScope {
    const Document& document;
    // A key without a prefix must be one that some of these databases have: the one at hand, or
    // those that `only` or a prefix names when it is not among them.
    Dialects here = on::all;
};

// The scope inside `only = [...]` or below a prefix.
CheckScope narrowed(const CheckScope& scope, Dialects to);
// The databases that a list of `only` names. Throws for what is no database.
Dialects read_only_list(const Document& document, const Node& only);

enum class KeyMode {
    values,
    changes, // alter_ steps: a value, or { from = , to = }
};

// One table whose keys are `keys`; `what` names it in messages: `table "users"`.
void check_members(const CheckScope& scope, const Node& table, const std::vector<Key>& keys,
                   KeyMode mode, const std::string& what);
// A value of a kind: its table, or its short form.
void check_object(const CheckScope& scope, const Node& value, const Kind& kind,
                  const std::string& what);
void check_value(const CheckScope& scope, const Node& value, const Key& key,
                 const std::string& what);

// True for { from = , to = } with at least one of them and nothing else.
bool is_change(const Node& value);

// The error for a key, verb or kind of other databases, with the ways out.
Error other_database_error(const Document& document, NodePos pos, const std::string& word,
                           Dialects dialects);
Error unknown_key_error(const Document& document, const Node::Member& member,
                        const std::vector<Key>& keys, const std::string& what);

} // namespace migrate::forms
