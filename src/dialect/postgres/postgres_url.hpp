// A URL as the keywords of PostgreSQL's client library.
#pragma once

#include "migrate/url.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace migrate::postgres {

using Keywords = std::vector<std::pair<std::string, std::string>>;

// host, port, user, password and dbname from the URL's parts, the rest from its parameters: any
// that the library knows (host for sockets, service, sslmode, passfile, ...). What is not given the
// library takes from its environment, service file and .pgpass. Throws Error(usage) for others.
Keywords connection_keywords(const Url& url);

// How long opening a session may take: connect_timeout in seconds, PGCONNECT_TIMEOUT, or half a
// minute; nothing (0) waits as long as the network does.
std::optional<std::chrono::milliseconds> connect_timeout(const Url& url);

// Whether a host is this machine: a socket's folder, localhost, a loopback address, nothing.
bool is_local_host(const std::string& host);

} // namespace migrate::postgres
