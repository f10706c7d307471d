// What MariaDB does otherwise than MySQL.
#pragma once

#include "dialect/mysql/mysql_server.hpp"

#include <string>
#include <string_view>

namespace migrate::mysql {

inline constexpr int oldest_mariadb = 100300;
inline constexpr std::string_view mariadb_sql_mode =
    "STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_AUTO_CREATE_USER,NO_ENGINE_SUBSTITUTION";

// Of a session, to go on with a SET statement.
std::string mariadb_settings(const Server& server);

} // namespace migrate::mysql
