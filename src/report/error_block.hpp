// An error as the person who reads a pipeline's log sees it.
//
//   error: upgrade 3f2a9c81d0b4 failed at step 2 of 3
//     --> migrations/revisions/3f2a9c81d0b4_add_age_to_users.toml:14
//      |  alter_column = "users.age"
//      = postgresql 23502: column "age" of relation "users" contains null values
//      = help: fill the column first, in a step of its own
#pragma once

#include "migrate/error.hpp"
#include "report/color.hpp"

#include <string>

namespace migrate::report {

// Ends in a line end. A caret stands below the quoted line when the column is known. `width` is of
// the terminal; 0: there is none, no line is broken.
std::string error_block(const Error& error, const Style& style, int width = 0);

// "file:line:column", as far as it is known.
std::string shown_position(const SourcePos& pos);

} // namespace migrate::report
