// A table that is changed by copying it, in plain SQL.
#pragma once

#include <string>
#include <vector>

namespace migrate::sql {
struct Syntax;
}

namespace migrate::runner {

// How many statements, from the first on, make a copy of a table, drop the table and give the copy
// its name; 1 if that is not what they do. In between, the rows are in two places or in none that
// anybody looks for, so that they must be kept or undone together.
std::size_t table_copy_length(const std::vector<std::string>& statements,
                              const sql::Syntax& syntax);

} // namespace migrate::runner
