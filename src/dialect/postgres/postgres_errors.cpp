#include "dialect/postgres/postgres_errors.hpp"

#include "util/text.hpp"

#include <algorithm>
#include <array>
#include <iterator>

namespace migrate::postgres {

namespace {

struct Meaning {
    std::string_view sqlstate; // five characters, or a class of two
    DbErrorKind kind;
};

// The first that fits counts: codes before their classes.
constexpr Meaning meanings[] = {
    {"08", DbErrorKind::lost_connection},
    {"23", DbErrorKind::constraint},
    {"25001", DbErrorKind::needs_no_transaction},
    {"25006", DbErrorKind::read_only},
    {"25P02", DbErrorKind::transaction_failed},
    {"25P03", DbErrorKind::lost_connection}, // idle_in_transaction_session_timeout
    {"25P04", DbErrorKind::lost_connection}, // transaction_timeout
    {"40001", DbErrorKind::deadlock},
    {"40P01", DbErrorKind::deadlock},
    {"40", DbErrorKind::transaction_failed},
    {"42501", DbErrorKind::other}, // no right to
    {"42P04", DbErrorKind::other}, // already there: database, table, object, schema
    {"42P06", DbErrorKind::other},
    {"42P07", DbErrorKind::other},
    {"42701", DbErrorKind::other},
    {"42710", DbErrorKind::other},
    {"42723", DbErrorKind::other},
    {"42", DbErrorKind::syntax},
    {"3F000", DbErrorKind::syntax}, // no such schema
    {"53100", DbErrorKind::out_of_space},
    {"53200", DbErrorKind::out_of_space},
    {"55P03", DbErrorKind::busy},
    {"57014", DbErrorKind::timeout},
    {"57P01", DbErrorKind::lost_connection},
    {"57P02", DbErrorKind::lost_connection},
    {"57P03", DbErrorKind::lost_connection},
    {"57P05", DbErrorKind::lost_connection}, // idle_session_timeout
};

struct Help {
    std::string_view sqlstate;
    const char* text;
};

constexpr Help helps[] = {
    {"25006", "this server or session takes no changes: a standby wants its primary "
              "(target_session_attrs=read-write in the URL looks for it), "
              "default_transaction_read_only may be set for the user"},
    {"28000", "look at the user in the URL, and at the server's pg_hba.conf"},
    {"28P01", "the password comes from the URL, PGPASSWORD or ~/.pgpass: look there"},
    {"3D000", "make it first: createdb, or CREATE DATABASE on the server"},
    {"42501", "the user of the URL lacks a right: grant it, or connect as the owner"},
    {"53100", "make room on the server's disk, then run the same again"},
    {"53300", "the server has no connection left: try again, or wait with --wait"},
    {"55P03", "another session uses the object: try again, or wait longer with lock_timeout"},
    {"55P04", "a new enum value can be used after the transaction that adds it: put the step into "
              "a revision of its own"},
    {"57014", "give it more time with statement_timeout"},
    {"57P03", "the server is starting or stopping: wait with --wait 30s"},
};

bool is_sqlstate(std::string_view text) {
    return text.size() == 5 && std::ranges::all_of(text, [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z');
           });
}

} // namespace

DbErrorKind kind_of(std::string_view sqlstate, bool stopped) {
    if (sqlstate == "57014" && stopped)
        return DbErrorKind::interrupted;
    const auto* found = std::ranges::find_if(
        meanings, [&](const Meaning& each) { return sqlstate.starts_with(each.sqlstate); });
    return found == std::end(meanings) ? DbErrorKind::other : found->kind;
}

DbErrorKind connect_kind_of(std::string_view sqlstate) {
    const bool may_pass = sqlstate.empty() || sqlstate.starts_with("08") ||
                          sqlstate.starts_with("53") || sqlstate.starts_with("57P");
    return may_pass ? DbErrorKind::unreachable : DbErrorKind::refused;
}

std::string help_for(std::string_view sqlstate) {
    const auto* found = std::ranges::find(helps, sqlstate, &Help::sqlstate);
    return found == std::end(helps) ? "" : found->text;
}

// "connection to server at ... failed: FATAL:  28P01: password ...\nLOCATION:  auth_failed, ...".
ConnectFailure read_connect_failure(std::string_view text) {
    ConnectFailure failure;
    for (const std::string& whole : text::split(text, '\n')) {
        std::string line(text::trim(whole));
        if (line.empty() || line.starts_with("LOCATION:"))
            continue;
        const auto gap = line.find(":  ");
        if (gap != std::string::npos && is_sqlstate(std::string_view(line).substr(gap + 3, 5)) &&
            std::string_view(line).substr(gap + 8, 2) == ": ") {
            failure.sqlstate = line.substr(gap + 3, 5);
            line.erase(gap + 1, 8);
        }
        if (!failure.message.empty())
            failure.message += ". ";
        failure.message += line;
    }
    return failure;
}

} // namespace migrate::postgres
