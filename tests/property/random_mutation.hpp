// Changes to a schema, of every kind that a person makes.
#pragma once

#include "property/random_parts.hpp"
#include "property/random_schema.hpp"

namespace migrate::test {

// A value for rows that have none.
Value fill_value(const Column& column, bool strict);

// One random change of `pair.b`.
void mutate(SchemaPair& pair, Random& random, NameSource& names, PartMaker& parts);

} // namespace migrate::test
