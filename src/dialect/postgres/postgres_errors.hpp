// What PostgreSQL's error codes (SQLSTATE) mean.
#pragma once

#include "migrate/connection.hpp"

#include <string>
#include <string_view>

namespace migrate::postgres {

// `stopped`: this program asked for the statement to be cancelled.
DbErrorKind kind_of(std::string_view sqlstate, bool stopped = false);

// The same for what a server says when a session is opened; empty: it said nothing.
DbErrorKind connect_kind_of(std::string_view sqlstate);

// What to do about it; may be empty.
std::string help_for(std::string_view sqlstate);

// What libpq says when no session could be opened, at its most verbose: the SQLSTATE stands in it.
struct ConnectFailure {
    std::string sqlstate; // empty: the server did not answer
    std::string message;  // one line
};
ConnectFailure read_connect_failure(std::string_view text);

} // namespace migrate::postgres
