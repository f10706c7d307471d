// The table of verbs: what each works on, the databases that have it, and its further keys.
#pragma once

#include "forms/vocabulary.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace migrate::forms {

enum class Action { create, add, alter, rename, drop, other };

struct VerbInfo {
    std::string name;
    std::string_view kind{}; // of vocabulary.hpp; empty for verbs such as sql
    Action action = Action::other;
    Dialects dialects = on::all;
    Shape value = Shape::text;
    std::vector<Key> extra{}; // keys beside those of the kind
    bool is_clause = false;   // may stand in alter_table
};

const std::vector<VerbInfo>& verbs();
const VerbInfo* find_verb(std::string_view name);

// What any step may say.
const std::vector<Key>& option_keys();

// All keys of a step with the verb: its kind's, its own, the options, and the verb itself.
std::vector<Key> keys_of(const VerbInfo& verb);
// Those that the step has besides its object's, options among them.
std::vector<Key> step_keys_of(const VerbInfo& verb);

// What Alembic calls it, to what it is called here; empty when it is no such name.
std::string_view alembic_advice(std::string_view name);

} // namespace migrate::forms
