// Which of the relatives a server is. What differs between them stands in mariadb.* and oracle.*.
#pragma once

#include <string>
#include <string_view>

namespace migrate::mysql {

enum class Vendor { mysql, mariadb, tidb };

struct Server {
    Vendor vendor = Vendor::mysql;
    int version = 0;  // 10.11.19 is 101119
    std::string text; // "10.11.19"

    // For messages: "mariadb 10.11.19".
    std::string shown() const;
};

std::string_view name_of(Vendor vendor); // as in URLs: "mariadb"

// From what a server says when it greets: "9.7.4", "5.5.5-10.11.19-MariaDB-0+deb12u1",
// "8.0.11-TiDB-v7.5.0".
Server read_server(std::string_view greeting);

} // namespace migrate::mysql
