#include "dialect/mysql/mysql_server.hpp"

#include <algorithm>
#include <charconv>

namespace migrate::mysql {

namespace {

bool is_version_char(char c) {
    return (c >= '0' && c <= '9') || c == '.';
}

std::string_view leading_version(std::string_view text) {
    return text.substr(0, static_cast<std::size_t>(std::ranges::find_if_not(text, is_version_char) -
                                                   text.begin()));
}

int number_of(std::string_view version) {
    int number = 0;
    for (int part = 0; part < 3; ++part) {
        int value = 0;
        const auto read = std::from_chars(version.data(), version.data() + version.size(), value);
        number = number * 100 + value;
        version.remove_prefix(static_cast<std::size_t>(read.ptr - version.data()));
        if (version.starts_with('.'))
            version.remove_prefix(1);
    }
    return number;
}

} // namespace

std::string Server::shown() const {
    return std::string(name_of(vendor)) + " " + text;
}

std::string_view name_of(Vendor vendor) {
    switch (vendor) {
    case Vendor::mysql:
        return "mysql";
    case Vendor::mariadb:
        return "mariadb";
    case Vendor::tidb:
        return "tidb";
    }
    return {};
}

Server read_server(std::string_view greeting) {
    Server server;
    if (const auto tidb = greeting.find("-TiDB-v"); tidb != std::string_view::npos) {
        server.vendor = Vendor::tidb;
        greeting.remove_prefix(tidb + 7);
    } else if (greeting.find("MariaDB") != std::string_view::npos) {
        server.vendor = Vendor::mariadb;
        constexpr std::string_view for_old_replicas = "5.5.5-";
        if (greeting.starts_with(for_old_replicas))
            greeting.remove_prefix(for_old_replicas.size());
    }
    server.text = leading_version(greeting);
    server.version = number_of(server.text);
    return server;
}

} // namespace migrate::mysql
