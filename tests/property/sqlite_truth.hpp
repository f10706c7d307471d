// What a SQLite database says of itself, for comparing two states of it.
#pragma once

#include "migrate/connection.hpp"

#include <string>
#include <vector>

namespace migrate::test {

// Sorted lines: pragmas, and the tokens of the stored texts with everything folded that means the
// same (quotes of names, letter case, NO ACTION, ASC, the order of a table's parts).
std::vector<std::string> sqlite_truth(Connection& connection);

// Every stored text and every row, as they are.
std::string sqlite_dump(Connection& connection);

} // namespace migrate::test
