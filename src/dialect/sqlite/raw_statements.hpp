// What can be told of a statement that somebody else wrote.
#pragma once

#include <string_view>

namespace migrate::sqlite {

// VACUUM, ATTACH and DETACH fail in a transaction; some pragmas do nothing there.
bool stands_alone(std::string_view statement);

// DROP TABLE deletes the table's rows, and with enforced foreign keys those that refer to them.
bool drops_table(std::string_view statement);
bool script_drops_table(std::string_view script);

} // namespace migrate::sqlite
