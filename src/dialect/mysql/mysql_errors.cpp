#include "dialect/mysql/mysql_errors.hpp"

#include <algorithm>
#include <iterator>

namespace migrate::mysql {

namespace {

struct Meaning {
    unsigned int number;
    DbErrorKind kind;
};

// https://dev.mysql.com/doc/mysql-errors/en/server-error-reference.html and
// https://mariadb.com/kb/en/mariadb-error-code-reference/
constexpr Meaning meanings[] = {
    {1020, DbErrorKind::deadlock}, // a row has changed since the snapshot (MariaDB)
    {1021, DbErrorKind::out_of_space},
    {1022, DbErrorKind::constraint}, // duplicate key
    {1048, DbErrorKind::constraint}, // NULL
    {1049, DbErrorKind::syntax},     // no such database
    {1051, DbErrorKind::syntax},     // no such table
    {1053, DbErrorKind::lost_connection},
    {1054, DbErrorKind::syntax}, // no such column
    {1062, DbErrorKind::constraint},
    {1064, DbErrorKind::syntax},
    {1065, DbErrorKind::syntax}, // nothing but blanks
    {1072, DbErrorKind::syntax}, // no such column, in a key
    {1091, DbErrorKind::syntax}, // nothing of that name to drop
    {1109, DbErrorKind::syntax},
    {1114, DbErrorKind::out_of_space},
    {1146, DbErrorKind::syntax}, // no such table
    {1152, DbErrorKind::lost_connection},
    {1158, DbErrorKind::lost_connection},
    {1159, DbErrorKind::lost_connection},
    {1160, DbErrorKind::lost_connection},
    {1161, DbErrorKind::lost_connection},
    {1169, DbErrorKind::constraint},
    {1180, DbErrorKind::transaction_failed}, // an error while it committed
    {1193, DbErrorKind::syntax},             // no such system variable
    {1205, DbErrorKind::busy},
    {1213, DbErrorKind::deadlock},
    {1216, DbErrorKind::constraint},
    {1217, DbErrorKind::constraint},
    {1305, DbErrorKind::syntax}, // no such routine or savepoint
    {1360, DbErrorKind::syntax}, // no such trigger
    {1451, DbErrorKind::constraint},
    {1452, DbErrorKind::constraint},
    {1539, DbErrorKind::syntax}, // no such event
    {1557, DbErrorKind::constraint},
    {1586, DbErrorKind::constraint},
    {1614, DbErrorKind::deadlock},
    {1761, DbErrorKind::constraint},
    {1762, DbErrorKind::constraint},
    {1792, DbErrorKind::read_only},       // the transaction
    {1836, DbErrorKind::read_only},       // the server
    {1927, DbErrorKind::lost_connection}, // killed (MariaDB)
    {1969, DbErrorKind::timeout},         // max_statement_time (MariaDB)
    {2006, DbErrorKind::lost_connection},
    {2013, DbErrorKind::lost_connection},
    {2026, DbErrorKind::lost_connection}, // the other end of TLS is gone
    {2055, DbErrorKind::lost_connection},
    {3024, DbErrorKind::timeout},         // max_execution_time (MySQL)
    {3101, DbErrorKind::deadlock},        // another member of the group won
    {3169, DbErrorKind::lost_connection}, // killed
    {3572, DbErrorKind::busy},            // NOWAIT
    {3819, DbErrorKind::constraint},      // a check (MySQL)
    {4025, DbErrorKind::constraint},      // a check (MariaDB)
    {4031, DbErrorKind::lost_connection}, // idle for too long
};

// What a server says to those whom it lets not in, whenever they ask.
constexpr unsigned int refusals[] = {
    1044, // this database
    1045, // the user or the password
    1049, // no such database
    1129, // this host, after too many errors
    1130, // this host
    1142, 1227,
    1251,                   // how it asks for the password
    1524,                   // no such plugin on the server
    1698,                   // another way than a password
    1820,                   // the password has to be changed
    1862,                   // the password has expired
    2026,                   // TLS
    2054,                   // how it hashes passwords
    2058, 2059, 2060, 2061, // plugins of the client
    3118,                   // the account is locked
    3159,                   // without TLS
    4151,                   // the account is locked (MariaDB)
};

struct Help {
    unsigned int number;
    const char* text;
};

constexpr Help helps[] = {
    {1040, "the server has no connection left: try again, or wait with --wait"},
    {1044, "the user of the URL lacks a right on the database: grant it, or connect as another"},
    {1045, "the password comes from the URL, ~/.my.cnf or MYSQL_PWD: look there"},
    {1046, "name it in the URL: mysql://user@host/database"},
    {1049, "make it first: CREATE DATABASE on the server"},
    {1114, "make room on the server's disk, then run the same again"},
    {1130, "the server lets nobody in from this machine: look at its users, CREATE USER "
           "'name'@'host'"},
    {1142, "the user of the URL lacks a right: grant it, or connect as another"},
    {1143, "the user of the URL lacks a right: grant it, or connect as another"},
    {1205, "another session uses the table or its rows: try again, or wait longer with "
           "lock_timeout"},
    {1227, "the user of the URL lacks a right: grant it, or connect as another"},
    {1290, "this server takes no changes: give the URL of the primary"},
    {1698, "the user of the URL is let in another way, as by a Unix socket: unix_socket=/path"},
    {1836, "this server takes no changes: give the URL of the primary"},
    {1969, "give it more time with statement_timeout"},
    {2026, "look at ssl_ca, ssl_cert and ssl_key in the URL, and whether the server has TLS and a "
           "certificate with the name of its host"},
    {2059, "the client library lacks the plugin that the user's account asks for: install "
           "libmariadb3, or give the account caching_sha2_password"},
    {2061, "the password is sent over TLS only: tls=require in the URL"},
    {3024, "give it more time with statement_timeout"},
};

} // namespace

DbErrorKind kind_of(unsigned int number, bool stopped) {
    if (number == 1317 && stopped)
        return DbErrorKind::interrupted;
    const auto* found = std::ranges::find(meanings, number, &Meaning::number);
    return found == std::end(meanings) ? DbErrorKind::other : found->kind;
}

DbErrorKind connect_kind_of(unsigned int number) {
    return std::ranges::find(refusals, number) == std::end(refusals) ? DbErrorKind::unreachable
                                                                     : DbErrorKind::refused;
}

std::string help_for(unsigned int number) {
    const auto* found = std::ranges::find(helps, number, &Help::number);
    return found == std::end(helps) ? "" : found->text;
}

} // namespace migrate::mysql
