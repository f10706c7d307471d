// Changes to a schema, of every kind that a person makes.
#pragma once

#include "property/random_parts.hpp"
#include "property/random_schema.hpp"

namespace migrate::test {

// One random change of `pair.b`.
void mutate(const Subject& subject, SchemaPair& pair, Random& random, NameSource& names,
            PartMaker& parts);

} // namespace migrate::test
