// The ways of a database to make a change while others go on reading and writing the table.
#pragma once

#include "migrate/dialect.hpp"

#include <string>
#include <vector>

namespace migrate {

struct Recipe {
    // What to do instead, in this order; empty: the step stays as it is.
    std::vector<PlannedOp> steps;
    // What has no recipe: whom the change keeps waiting, and for how long. A sentence for the file.
    std::string blocks;
};

class Recipes {
  public:
    virtual ~Recipes() = default;
    // `step` changes a table that others may use; `before` is the schema before it. The recipe is
    // made of steps that a person could have written, and leads to the same schema. `live` tells
    // what the server can do; null: as the newest one.
    virtual Recipe recipe_for(const PlannedOp& step, const Database& before,
                              Connection* live) const = 0;
};

// Null where every change holds the whole database, whatever is done.
const Recipes* recipes_of(const Dialect& dialect);

} // namespace migrate
