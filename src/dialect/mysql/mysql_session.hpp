// Opens sessions of the client library: with the TLS that was asked for, without LOCAL INFILE,
// several statements in one text, or reconnecting.
#pragma once

#include "dialect/mysql/mysql_url.hpp"

#include <memory>

struct st_mysql; // NOLINT(readability-identifier-naming): of the C library

namespace migrate::mysql {

struct CloseSession {
    void operator()(st_mysql* session) const noexcept;
};
using Session = std::unique_ptr<st_mysql, CloseSession>;

// Throws DbError(unreachable) when no session can be had now, `refused` when not later either;
// `shown` is the URL for messages.
Session open_session(const Target& target, const std::string& shown);

// Ends the statement that another session runs, from a session of its own; whether it could.
bool kill_statement(const Target& target, unsigned long session) noexcept;

// "MariaDB Connector/C 3.3.20"; empty where no library is there.
std::string client_library_text();

} // namespace migrate::mysql
