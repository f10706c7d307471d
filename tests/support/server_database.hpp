// Databases of their own on a server for tests, dropped afterwards.
#pragma once

#include "migrate/dialect.hpp"
#include "util/random_id.hpp"

#include <cstdlib>
#include <iostream>
#include <memory>
#include <optional>

namespace migrate::test {

// The server that the environment names; nothing, and a word about it, where it names none.
inline std::optional<Url> server_url(const char* variable) {
    if (const char* url = std::getenv(variable); url != nullptr && *url != '\0')
        return parse_url(url);
    std::cout << "skipped: no " << variable << "\n";
    return std::nullopt;
}

class ServerDatabase {
  public:
    explicit ServerDatabase(const Url& server)
        : url_(server),
          dialect_(dialect_for(server)),
          server_(dialect_.connect(server, {})) {
        url_.database = "migrate_test_" + RandomIds().next();
        server_->execute("CREATE DATABASE " + url_.database);
    }
    ~ServerDatabase() {
        const std::string force = dialect_.name() == "postgresql" ? " WITH (FORCE)" : "";
        try {
            server_->execute("DROP DATABASE " + url_.database + force);
        } catch (const Error& error) {
            std::cout << "left behind: " << url_.database << ": " << error.what() << "\n";
        }
    }
    ServerDatabase(const ServerDatabase&) = delete;
    ServerDatabase& operator=(const ServerDatabase&) = delete;

    const Url& url() const { return url_; }
    std::unique_ptr<Connection> connect(const ConnectOptions& options = {}) const {
        return dialect_.connect(url_, options);
    }
    // A session of the server's, for looking on and for breaking things.
    Connection& server() { return *server_; }

  private:
    Url url_;
    const Dialect& dialect_;
    std::unique_ptr<Connection> server_;
};

} // namespace migrate::test
