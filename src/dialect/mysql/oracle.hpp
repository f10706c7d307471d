// What Oracle's MySQL does otherwise than MariaDB.
#pragma once

#include "dialect/mysql/mysql_server.hpp"

#include <string>
#include <string_view>

namespace migrate::mysql {

inline constexpr int oldest_mysql = 50700;
// NO_AUTO_CREATE_USER, which 5.7 has too, is no mode of 8.0.
inline constexpr std::string_view oracle_sql_mode =
    "ONLY_FULL_GROUP_BY,STRICT_TRANS_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,"
    "ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION";

// Of a session, to go on with a SET statement.
std::string oracle_settings(const Server& server);

} // namespace migrate::mysql
