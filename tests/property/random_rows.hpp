// Rows for the first schema of a pair, such that the second accepts them too, as far as can be told
// from the two schemas; whoever uses them asks the database what is left.
#pragma once

#include "property/random_parts.hpp"
#include "property/random_schema.hpp"
#include "property/random_source.hpp"

namespace migrate::test {

void add_rows(const Subject& subject, SchemaPair& pair, Random& random, PartMaker& parts);

// Changes the second schema so that it refuses rows of the first. False if there is no way.
bool make_hostile(const Subject& subject, SchemaPair& pair, Random& random);

} // namespace migrate::test
