#include "dialect/postgres/postgres_concurrent.hpp"
#include "dialect/postgres/postgres_connection.hpp"
#include "dialect/postgres/postgres_lock.hpp"
#include "dialect/postgres/postgres_scratch.hpp"
#include "support/catch.hpp"
#include "support/server_database.hpp"

using namespace migrate;
using namespace migrate::test;

TEST_CASE("one session has the lock of a version table, and others see who", "[postgres][server]") {
    const auto server = server_url("MIGRATE_TEST_POSTGRESQL");
    if (!server)
        return;
    const ServerDatabase database(*server);
    const auto one = database.connect();
    const auto two = database.connect();
    const QualifiedName table{"", "alembic_version"};
    const auto other = postgres::run_lock(*two, table);
    {
        const auto lock = postgres::run_lock(*one, table);
        CHECK(other->is_free());
        CHECK(lock->try_take());
        CHECK_FALSE(other->is_free());
        CHECK_FALSE(other->try_take());
        CHECK(other->holder().starts_with("migrate "));
        CHECK_FALSE(postgres::run_lock(*two, {"public", "alembic_version"})->try_take());
        CHECK(postgres::run_lock(*two, {"", "other_version"})->try_take());
    }
    CHECK(other->is_free());
    CHECK(other->try_take());
}

TEST_CASE("a scratch database is empty, like the one beside it, and goes with its connection",
          "[postgres][server]") {
    const auto server = server_url("MIGRATE_TEST_POSTGRESQL");
    if (!server)
        return;
    ServerDatabase database(*server);
    std::string name;
    const auto is_there = [&] {
        const Param params[] = {name};
        return query_value(database.server(), "SELECT count(*) FROM pg_database WHERE datname = ?",
                           params) == "1";
    };
    {
        const auto scratch = postgres::scratch_database(database.url());
        name = query_value(*scratch, "SELECT current_database()");
        CHECK(name.starts_with("migrate_scratch_"));
        CHECK(is_there());
        scratch->execute("CREATE TABLE t (a int)");
        CHECK_THROWS_AS(scratch->execute("SELECT 1/0"), DbError);
    }
    CHECK_FALSE(is_there());
}

TEST_CASE("a user who may make no database is told of scratch_url", "[postgres][server]") {
    const auto server = server_url("MIGRATE_TEST_POSTGRESQL");
    if (!server)
        return;
    ServerDatabase database(*server);
    const std::string user = "migrate_test_" + RandomIds().next();
    database.server().execute("CREATE ROLE " + user + " LOGIN PASSWORD 's3cret'");
    Url url = database.url();
    url.user = user;
    url.password = "s3cret";
    std::string help;
    try {
        postgres::scratch_database(url);
    } catch (const Error& error) {
        help = error.help_text();
    }
    database.server().execute("DROP ROLE " + user);
    CHECK(help.find("scratch_url") != std::string::npos);
}

TEST_CASE("half an index is dropped before it is made again", "[postgres][server]") {
    const auto server = server_url("MIGRATE_TEST_POSTGRESQL");
    if (!server)
        return;
    const ServerDatabase database(*server);
    const auto session = database.connect();
    session->execute("CREATE TABLE \"T\" (a int)");
    session->execute("INSERT INTO \"T\" VALUES (1), (1)");
    const std::string create = "CREATE UNIQUE INDEX CONCURRENTLY Ix_A ON \"T\" (a)";
    const Op op = Sql{.text = create};
    CHECK_FALSE(postgres::concurrent_took_effect(op, *session).has_value());
    CHECK_THROWS_AS(session->execute(create), DbError);
    CHECK(postgres::concurrent_took_effect(op, *session) == false);
    session->execute("TRUNCATE \"T\"");
    for (const Statement& statement : postgres::without_half_done({{.sql = create}}, *session))
        session->execute(statement.sql);
    CHECK(postgres::concurrent_took_effect(op, *session) == true);
    CHECK(postgres::without_half_done({{.sql = create}}, *session).size() == 1);
}
