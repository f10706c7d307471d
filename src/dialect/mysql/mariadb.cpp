#include "dialect/mysql/mariadb.hpp"

namespace migrate::mysql {

std::string mariadb_settings(const Server&) {
    return ", max_statement_time = 0, idle_transaction_timeout = 0, "
           "idle_write_transaction_timeout = 0, session_track_transaction_info = 'STATE'";
}

} // namespace migrate::mysql
