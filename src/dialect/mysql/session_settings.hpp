// What the whole program relies on in a session, whatever the server, the database or the user have
// set.
#pragma once

#include "dialect/mysql/mysql_server.hpp"

#include <chrono>
#include <string>
#include <string_view>

namespace migrate::mysql {

// The mode that the vendor's servers come with: others change what statements mean, and routines
// keep the mode of the session that made them.
std::string_view pinned_sql_mode(Vendor vendor);

// One SET statement; an empty `sql_mode` is the pinned one.
std::string settings_text(const Server& server, const std::string& sql_mode);

// How long a statement waits for tables and rows. Negative: for ever.
std::string lock_limit_text(const Server& server, std::chrono::milliseconds limit);

} // namespace migrate::mysql
