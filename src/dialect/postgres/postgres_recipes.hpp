// How PostgreSQL changes a table that is in use: indexes are built beside the writers, constraints
// are added unproven and proven later, rows are filled in batches.
#pragma once

#include "dialect/recipes.hpp"

namespace migrate::postgres {

const Recipes& postgres_recipes();

} // namespace migrate::postgres
