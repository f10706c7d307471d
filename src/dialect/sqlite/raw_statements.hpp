// What can be told of a statement that somebody else wrote.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace migrate::sqlite {

// VACUUM, ATTACH and DETACH fail in a transaction; some pragmas do nothing there.
bool stands_alone(std::string_view statement);

// DROP TABLE deletes the table's rows, and with enforced foreign keys those that refer to them.
bool drops_table(std::string_view statement);
bool script_drops_table(std::string_view script);

// How many statements, from the first on, copy a table, drop it and give the copy its name; 1 if
// that is not what they do.
std::size_t rebuild_length(const std::vector<std::string>& statements);

} // namespace migrate::sqlite
