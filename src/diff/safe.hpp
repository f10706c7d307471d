// Safe by choice: the recipes that do not block others, in place of the blunt steps.
#pragma once

#include "dialect/recipes.hpp"

#include <string>
#include <vector>

namespace migrate::diff {

// Puts the recipe of the database in place of each step that changes a table which is there before
// and after, both ways. `live` is the schema before the upgrade. Returns what still blocks others,
// a line for each step of the upgrade that has no recipe; the steps say it in a comment too.
std::vector<std::string> make_safe(OpTree& tree, Database live, const Dialect& dialect,
                                   const Recipes& recipes, Connection* connection);

} // namespace migrate::diff
