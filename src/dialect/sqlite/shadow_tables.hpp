// The tables in which the virtual tables that come with SQLite keep their content.
#pragma once

#include <string_view>

namespace migrate::sqlite {

// Whether `table` belongs to a virtual table, given by its name and module ("fts5(a, b)").
bool is_shadow_table(std::string_view table, std::string_view owner, std::string_view module);

} // namespace migrate::sqlite
