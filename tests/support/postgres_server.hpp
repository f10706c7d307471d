// A database of its own on the PostgreSQL server that MIGRATE_TEST_POSTGRESQL names, dropped
// afterwards.
#pragma once

#include "dialect/postgres/postgres_connection.hpp"
#include "util/random_id.hpp"

#include <cstdlib>
#include <iostream>
#include <memory>
#include <optional>

namespace migrate::test {

// Nothing, and a word about it, where no server is named.
inline std::optional<Url> postgres_server() {
    if (const char* url = std::getenv("MIGRATE_TEST_POSTGRESQL"))
        return parse_url(url);
    std::cout << "skipped: no MIGRATE_TEST_POSTGRESQL\n";
    return std::nullopt;
}

class PostgresDatabase {
  public:
    explicit PostgresDatabase(const Url& server) : url_(server), server_(server, {}) {
        url_.database = "migrate_test_" + RandomIds().next();
        server_.execute("CREATE DATABASE " + url_.database);
    }
    ~PostgresDatabase() {
        try {
            server_.execute("DROP DATABASE " + url_.database + " WITH (FORCE)");
        } catch (const Error& error) {
            std::cout << "left behind: " << url_.database << ": " << error.what() << "\n";
        }
    }
    PostgresDatabase(const PostgresDatabase&) = delete;
    PostgresDatabase& operator=(const PostgresDatabase&) = delete;

    const Url& url() const { return url_; }
    std::unique_ptr<postgres::PostgresConnection>
    connect(const ConnectOptions& options = {}) const {
        return std::make_unique<postgres::PostgresConnection>(url_, options);
    }
    // A session of the server's, for looking on and for breaking things.
    Connection& server() { return server_; }

  private:
    Url url_;
    postgres::PostgresConnection server_;
};

} // namespace migrate::test
