// SQLite's result codes by name, and what they mean for a run (https://sqlite.org/rescode.html).
#pragma once

#include "migrate/connection.hpp"

namespace migrate::sqlite {

// "SQLITE_CONSTRAINT_NOTNULL"; of an extended code that has no name here, its primary code's.
std::string code_name(int extended_code);
DbErrorKind kind_of(int extended_code);
// What to do about it; may be empty.
std::string help_for(int extended_code);

} // namespace migrate::sqlite
