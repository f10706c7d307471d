// A program of somebody else's, built against what was installed: parses a URL, has SQLite answer,
// compares versions.
#include <migrate/connection.hpp>
#include <migrate/dialect.hpp>
#include <migrate/graph.hpp>
#include <migrate/version.hpp>

#include <iostream>

int main() {
    const migrate::Url url = migrate::parse_url("sqlite://");
    const auto connection = migrate::dialect_for(url).connect(url, {});
    std::cout << "migrate " << MIGRATE_VERSION << " with " << connection->server() << "\n";
    return migrate::query_value(*connection, "SELECT 40 + 2") == "42" ? 0 : 1;
}
