// What a PostgreSQL database says of itself, for comparing two states of it.
#pragma once

#include "migrate/connection.hpp"

#include <string>
#include <vector>

namespace migrate::test {

// Sorted lines of everything in the catalog that a person made: PostgreSQL's own prints of
// definitions, without the order of columns, which a dropped one that comes back changes.
std::vector<std::string> postgres_truth(Connection& connection);

// The same, and every row.
std::string postgres_dump(Connection& connection);

} // namespace migrate::test
