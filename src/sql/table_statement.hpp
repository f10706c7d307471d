// Statements that make, drop or rename a table, told by their first words.
#pragma once

#include "sql/syntax.hpp"

#include <string>
#include <string_view>

namespace migrate::sql {

// The lower-case name of the table, without its schema's; empty for any other statement.
std::string created_table(std::string_view statement, const Syntax& syntax);
std::string dropped_table(std::string_view statement, const Syntax& syntax);

struct RenamedTable {
    std::string from, to;
};
RenamedTable renamed_table(std::string_view statement, const Syntax& syntax);

} // namespace migrate::sql
