#include "dialect/mysql/mysql_lock.hpp"

#include "dialect/mysql/mysql_scratch.hpp"
#include "support/catch.hpp"
#include "support/mysql_servers.hpp"

using namespace migrate;
using namespace migrate::mysql;
using namespace migrate::test;

TEST_CASE("one session of MySQL has the lock of a version table, and others see who",
          "[mysql][server]") {
    MIGRATE_ON_EACH_MYSQL(server) {
        INFO(server.shown());
        const ServerDatabase database(server);
        const ServerDatabase elsewhere(server);
        const auto one = database.connect();
        const auto two = database.connect();
        const auto three = elsewhere.connect();
        const QualifiedName table{"", "alembic_version"};
        const auto other = run_lock(*two, table);
        {
            const auto lock = run_lock(*one, table);
            CHECK(other->is_free());
            CHECK(lock->try_take());
            CHECK_FALSE(other->is_free());
            CHECK_FALSE(other->try_take());
            CHECK(other->holder().find("server session " +
                                       query_value(*one, "SELECT CONNECTION_ID()")) !=
                  std::string::npos);
            CHECK_FALSE(run_lock(*two, {database.url().database, "alembic_version"})->try_take());
            CHECK(run_lock(*two, {"", "other_version"})->try_take());
            CHECK(run_lock(*three, table)->try_take());
        }
        CHECK(other->is_free());
        CHECK(other->holder().empty());
        CHECK(other->try_take());
    }
}

TEST_CASE("the lock goes with its session", "[mysql][server]") {
    MIGRATE_ON_EACH_MYSQL(server) {
        INFO(server.shown());
        ServerDatabase database(server);
        auto one = database.connect();
        const auto two = database.connect();
        const QualifiedName table{"", "alembic_version"};
        const auto lock = run_lock(*one, table);
        CHECK(lock->try_take());
        database.server().execute("KILL " + query_value(*one, "SELECT CONNECTION_ID()"));
        const auto other = run_lock(*two, table);
        while (!other->try_take())
            continue;
        CHECK_THROWS_AS(lock->try_take(), DbError);
    }
}

TEST_CASE(
    "a scratch database of MySQL is empty, like the one beside it, and goes with its connection",
    "[mysql][server]") {
    MIGRATE_ON_EACH_MYSQL(server) {
        INFO(server.shown());
        ServerDatabase database(server);
        database.server().execute("ALTER DATABASE " + database.url().database +
                                  " CHARACTER SET latin1 COLLATE latin1_bin");
        std::string name;
        const auto is_there = [&] {
            const Param params[] = {name};
            return query_value(database.server(),
                               "SELECT count(*) FROM information_schema.schemata WHERE "
                               "schema_name = ?",
                               params) == "1";
        };
        {
            const auto scratch = scratch_database(database.url());
            name = query_value(*scratch, "SELECT DATABASE()");
            CHECK(name.starts_with("migrate_scratch_"));
            CHECK(is_there());
            CHECK(query_value(*scratch, "SELECT @@collation_database") == "latin1_bin");
            scratch->execute("CREATE TABLE t (a int)");
            scratch->begin();
            scratch->execute("INSERT INTO t VALUES (1)");
        }
        CHECK_FALSE(is_there());
        Url not_there = database.url();
        not_there.database = "migrate_test_no_such";
        CHECK_NOTHROW(scratch_database(not_there));
    }
}

TEST_CASE("a user of MySQL who may make no database is told of scratch_url", "[mysql][server]") {
    MIGRATE_ON_EACH_MYSQL(server) {
        INFO(server.shown());
        ServerDatabase database(server);
        Connection& root = database.server();
        const std::string& name = database.url().database;
        const std::string user = "'" + name.substr(0, 24) + "'@'%'";
        root.execute("CREATE USER " + user + " IDENTIFIED BY 's3cret'");
        root.execute("GRANT ALL ON " + name + ".* TO " + user);
        Url url = database.url();
        url.user = name.substr(0, 24);
        url.password = "s3cret";
        try {
            scratch_database(url);
            FAIL("it was made");
        } catch (const Error& error) {
            CHECK(error.help_text().find("scratch_url") != std::string::npos);
            CHECK(std::string(error.what()).find("s3cret") == std::string::npos);
        }
        root.execute("DROP USER " + user);
    }
}
