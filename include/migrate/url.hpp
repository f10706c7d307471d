// Database URLs, as SQLAlchemy writes them
// (https://docs.sqlalchemy.org/en/20/core/engines.html#database-urls).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace migrate {

// dialect[+driver]://user:password@host:port/database?key=value; every part decoded.
struct Url {
    std::string
        dialect; // as written, lower case: sqlite, postgresql, postgres, mysql, mariadb, tidb
    std::string driver; // read and ignored
    std::string user;
    std::optional<std::string> password;
    std::string host; // IPv6 without its brackets
    std::optional<int> port;
    std::string database; // SQLite: the path of the file; empty is a database in memory
    std::vector<std::pair<std::string, std::string>> query; // in order

    bool operator==(const Url&) const = default;

    const std::string* parameter(std::string_view key) const; // the last of that key, or nullptr

    // Percent-encoded; parse_url() of it is this Url again. Holds the password: for connecting,
    // never for people.
    std::string secret_text() const;
    // The same with *** for the password: the only form that may be printed, logged or stored.
    std::string shown() const;
};

// `%` that two hex digits do not follow stands for itself. Throws Error(usage) that says what is
// wrong and never repeats a password.
Url parse_url(std::string_view text);

// The text with *** for what stands where a URL has its password (up to the last `@`, so that a
// password with an `@` in it is hidden too) and for the values of `password=` and the like: for
// lines of files and words of other programs.
std::string mask_passwords(std::string_view text);

} // namespace migrate
