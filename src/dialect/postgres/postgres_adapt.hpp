// A model as PostgreSQL would hold it.
#pragma once

#include "migrate/dialect.hpp"

namespace migrate::postgres {

// Second names of types that are more than names (serial), and what only repeats PostgreSQL's own
// defaults. Portable words and parts without a name stay as they are: a step that is written from
// the model is good for other databases, and a nameless part is found by what it says.
void adapt(Database& model);

// apply() on a schema that introspection read: afterwards new parts have the names that PostgreSQL
// gives them, and key columns are NOT NULL.
void follow(const Op& op, Database& db);

} // namespace migrate::postgres
