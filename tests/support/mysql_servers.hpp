// The servers of MySQL's family that the environment names: each is tried.
#pragma once

#include "support/server_database.hpp"

#include <vector>

namespace migrate::test {

inline std::vector<Url> mysql_servers() {
    std::vector<Url> servers;
    for (const char* variable : {"MIGRATE_TEST_MYSQL", "MIGRATE_TEST_MARIADB"})
        if (const auto server = server_url(variable))
            servers.push_back(*server);
    return servers;
}

// Runs what follows for each of them.
#define MIGRATE_ON_EACH_MYSQL(server)                                                              \
    for (const migrate::Url& server : migrate::test::mysql_servers())

} // namespace migrate::test
