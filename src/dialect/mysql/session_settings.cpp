#include "dialect/mysql/session_settings.hpp"

#include "dialect/mysql/mariadb.hpp"
#include "dialect/mysql/oracle.hpp"

#include <algorithm>

namespace migrate::mysql {

namespace {

// Time zones and waiting as nobody's configuration has them; what the client sends is UTF-8.
constexpr std::string_view for_all = "SET NAMES utf8mb4, SESSION time_zone = '+00:00', "
                                     "autocommit = 1, foreign_key_checks = 1, unique_checks = 1, "
                                     "sql_auto_is_null = 0, sql_safe_updates = 0, "
                                     "sql_quote_show_create = 1, group_concat_max_len = 16777216, "
                                     "wait_timeout = 31536000, net_read_timeout = 600, "
                                     "net_write_timeout = 600";

} // namespace

std::string_view pinned_sql_mode(Vendor vendor) {
    return vendor == Vendor::mariadb ? mariadb_sql_mode : oracle_sql_mode;
}

std::string settings_text(const Server& server, const std::string& sql_mode) {
    const std::string mode =
        sql_mode.empty() ? std::string(pinned_sql_mode(server.vendor)) : sql_mode;
    std::string text(for_all);
    text += ", sql_mode = '" + mode + "'";
    if (server.vendor == Vendor::mariadb)
        text += mariadb_settings(server);
    else if (server.vendor == Vendor::mysql)
        text += oracle_settings(server);
    return text;
}

std::string lock_limit_text(const Server& server, std::chrono::milliseconds limit) {
    constexpr long long longest = 31536000;
    const long long shortest = server.vendor == Vendor::mariadb ? 0 : 1;
    const long long seconds =
        limit.count() < 0 ? longest : std::clamp((limit.count() + 999LL) / 1000, shortest, longest);
    const std::string text = std::to_string(seconds);
    return "SET SESSION lock_wait_timeout = " + text + ", innodb_lock_wait_timeout = " + text;
}

} // namespace migrate::mysql
