// A URL, and the option file behind it, as what the client library needs to open a session.
#pragma once

#include "migrate/url.hpp"

#include <chrono>
#include <string>

namespace migrate::mysql {

enum class Tls {
    off,
    prefer,      // where the server has it
    require,     // whoever the server is
    verify_ca,   // one that the authority vouches for
    verify_full, // and that has the host's name
};

struct Target {
    std::string host;
    unsigned int port = 0;
    std::string socket; // a Unix socket; the host then does not count
    std::string user;
    std::string password;
    std::string database;
    Tls tls = Tls::prefer;
    std::string ssl_ca, ssl_capath, ssl_cert, ssl_key, ssl_cipher, ssl_crl;
    std::chrono::seconds connect_timeout{30};
    std::string sql_mode; // empty: the one that is pinned
};

// What the URL leaves open comes from its read_default_file or ~/.my.cnf (group client, and that of
// read_default_group), the password at last from MYSQL_PWD. Throws Error(usage) for a parameter
// that is not known.
Target read_target(const Url& url);

// Whether the host is this machine.
bool is_local(const Target& target);

const char* word_of(Tls tls); // as in URLs

} // namespace migrate::mysql
