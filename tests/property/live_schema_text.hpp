// What a SQLite database says of itself, for comparing two states of it.
#pragma once

#include "migrate/connection.hpp"

#include <string>
#include <vector>

namespace migrate::test {

// Sorted lines: pragmas, and the tokens of the stored texts with everything folded that means the
// same (quotes of names, letter case, NO ACTION, ASC, the order of a table's parts).
std::vector<std::string> schema_truth(Connection& connection);

// Every stored text and every row, as they are.
std::string whole_dump(Connection& connection);

// The lines of one list that the other has not, "- " and "+ " before them; empty if there are none.
std::string lines_difference(const std::vector<std::string>& before,
                             const std::vector<std::string>& after);

} // namespace migrate::test
