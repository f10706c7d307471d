#include "dialect/mysql/oracle.hpp"

namespace migrate::mysql {

// The catalog keeps counters and sizes for a day unless it is told not to.
std::string oracle_settings(const Server& server) {
    std::string text = ", max_execution_time = 0, session_track_transaction_info = 'STATE'";
    if (server.version >= 80000)
        text += ", information_schema_stats_expiry = 0";
    return text;
}

} // namespace migrate::mysql
