#include "dialect/postgres/placeholders.hpp"
#include "dialect/postgres/postgres_errors.hpp"
#include "dialect/postgres/postgres_url.hpp"
#include "support/catch.hpp"

#include <algorithm>

using namespace migrate;
using namespace migrate::postgres;

namespace {

std::string value_of(const Keywords& keywords, const std::string& key) {
    const auto found = std::find_if(keywords.rbegin(), keywords.rend(),
                                    [&](const auto& pair) { return pair.first == key; });
    return found == keywords.rend() ? "(none)" : found->second;
}

} // namespace

TEST_CASE("question marks become numbers, but not in strings, names, comments and bodies",
          "[postgres]") {
    const Placeholders made =
        numbered("SELECT '?', \"?\", $$?$$, E'\\'?' /* ? /* ? */ */ -- ?\n, a=?,(?)");
    CHECK(made.sql == "SELECT '?', \"?\", $$?$$, E'\\'?' /* ? /* ? */ */ -- ?\n, a=$1,($2)");
    CHECK(made.count == 2);
}

TEST_CASE("codes of PostgreSQL have a meaning", "[postgres]") {
    CHECK(kind_of("23505") == DbErrorKind::constraint);
    CHECK(kind_of("42P01") == DbErrorKind::syntax);
    CHECK(kind_of("42501") == DbErrorKind::other);
    CHECK(kind_of("42P07") == DbErrorKind::other);
    CHECK(kind_of("55P03") == DbErrorKind::busy);
    CHECK(kind_of("40P01") == DbErrorKind::deadlock);
    CHECK(kind_of("25001") == DbErrorKind::needs_no_transaction);
    CHECK(kind_of("57014") == DbErrorKind::timeout);
    CHECK(kind_of("57014", true) == DbErrorKind::interrupted);
    CHECK(kind_of("P0001") == DbErrorKind::other);
    CHECK(connect_kind_of("") == DbErrorKind::unreachable);
    CHECK(connect_kind_of("57P03") == DbErrorKind::unreachable);
    CHECK(connect_kind_of("28P01") == DbErrorKind::refused);
    CHECK(connect_kind_of("3D000") == DbErrorKind::refused);
}

TEST_CASE("the code is read from what libpq says of a refused session", "[postgres]") {
    const ConnectFailure told = read_connect_failure(
        "connection to server at \"h\" (::1), port 1 failed: FATAL:  28P01: password "
        "authentication failed for user \"ada\"\nLOCATION:  auth_failed, auth.c:338\n");
    CHECK(told.sqlstate == "28P01");
    CHECK(told.message == "connection to server at \"h\" (::1), port 1 failed: FATAL: password "
                          "authentication failed for user \"ada\"");
    const ConnectFailure silent = read_connect_failure("no route\n\tIs the server running?\n");
    CHECK(silent.sqlstate.empty());
    CHECK(silent.message == "no route. Is the server running?");
}

TEST_CASE("a URL becomes libpq's keywords, and what is not given is left to libpq", "[postgres]") {
    const Keywords all = connection_keywords(
        parse_url("postgresql+psycopg2://ada:p%40ss@db.example:5433/app?sslmode=require"));
    CHECK(value_of(all, "host") == "db.example");
    CHECK(value_of(all, "port") == "5433");
    CHECK(value_of(all, "user") == "ada");
    CHECK(value_of(all, "password") == "p@ss");
    CHECK(value_of(all, "dbname") == "app");
    CHECK(value_of(all, "sslmode") == "require");
    CHECK(value_of(all, "fallback_application_name").starts_with("migrate "));
    CHECK(value_of(all, "fallback_application_name").size() <= 63);
    const Keywords socket = connection_keywords(parse_url("postgres:///app?host=/run/postgresql"));
    CHECK(value_of(socket, "host") == "/run/postgresql");
    CHECK(value_of(socket, "user") == "(none)");
    const Keywords service = connection_keywords(parse_url("postgresql://?service=billing"));
    CHECK(value_of(service, "service") == "billing");
    CHECK(value_of(service, "dbname") == "(none)");
}

TEST_CASE("an unknown parameter of a URL is refused with the nearest known one", "[postgres]") {
    try {
        connection_keywords(parse_url("postgresql://ada:secret@h/app?sslmod=require"));
        FAIL("it was taken");
    } catch (const Error& error) {
        CHECK(error.code() == ErrorCode::usage);
        CHECK(std::string(error.what()).find("sslmode") != std::string::npos);
        CHECK(std::string(error.what()).find("secret") == std::string::npos);
    }
}

TEST_CASE("the time for opening a session stands in the URL", "[postgres]") {
    using std::chrono::seconds;
    CHECK(connect_timeout(parse_url("postgresql://h/a?connect_timeout=3")) == seconds{3});
    CHECK_FALSE(connect_timeout(parse_url("postgresql://h/a?connect_timeout=0")).has_value());
    CHECK_THROWS_AS(connect_timeout(parse_url("postgresql://h/a?connect_timeout=soon")), Error);
}

TEST_CASE("a socket and a loopback address are this machine", "[postgres]") {
    for (const char* host : {"", "/run/postgresql", "localhost", "127.0.0.1", "::1"})
        CHECK(is_local_host(host));
    CHECK_FALSE(is_local_host("db.example"));
}
