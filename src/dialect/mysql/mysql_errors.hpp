// What the error numbers of MySQL and its relatives mean.
#pragma once

#include "migrate/connection.hpp"

#include <string>

namespace migrate::mysql {

// `stopped`: this program asked for the statement to be killed.
DbErrorKind kind_of(unsigned int number, bool stopped = false);

// The same for what is said when a session is opened: whether it can be had later.
DbErrorKind connect_kind_of(unsigned int number);

// What to do about it; may be empty.
std::string help_for(unsigned int number);

} // namespace migrate::mysql
