#include "contract/databases.hpp"
#include "runner/version_table.hpp"
#include "support/catch.hpp"

using namespace migrate;

namespace {

std::string count(Connection& connection) {
    return query_value(connection, "SELECT count(*) FROM contract_t");
}

} // namespace

TEST_CASE("what is committed stays, and another session sees it", "[contract]") {
    MIGRATE_ON_EACH_DATABASE(dialect, database) {
        INFO(dialect.name());
        const auto one = database.connect();
        const auto two = database.connect();
        one->execute("CREATE TABLE contract_t (a integer)");
        {
            Transaction transaction(*one);
            one->execute("INSERT INTO contract_t VALUES (1)");
            CHECK(one->in_transaction());
            transaction.commit();
        }
        CHECK_FALSE(one->in_transaction());
        CHECK(count(*two) == "1");
        {
            Transaction transaction(*one);
            one->execute("INSERT INTO contract_t VALUES (2)");
        }
        CHECK(one->transaction_state() == TransactionState::none);
        CHECK(count(*two) == "1");
        one->execute("DROP TABLE contract_t");
    }
}

TEST_CASE("a savepoint is taken back alone", "[contract]") {
    MIGRATE_ON_EACH_DATABASE(dialect, database) {
        INFO(dialect.name());
        if (!dialect.capabilities().savepoints)
            continue;
        const auto connection = database.connect();
        connection->execute("CREATE TABLE contract_t (a integer)");
        Transaction transaction(*connection);
        {
            Savepoint kept(*connection, "kept");
            connection->execute("INSERT INTO contract_t VALUES (1)");
            kept.release();
        }
        {
            Savepoint lost(*connection, "lost");
            connection->execute("INSERT INTO contract_t VALUES (2)");
            CHECK_THROWS_AS(connection->execute("SELECT no_such_column FROM contract_t"), DbError);
            lost.rollback();
        }
        CHECK(connection->transaction_state() == TransactionState::open);
        CHECK(count(*connection) == "1");
        transaction.commit();
        connection->execute("DROP TABLE contract_t");
    }
}

TEST_CASE("DDL is taken back with its transaction where the database can do that", "[contract]") {
    MIGRATE_ON_EACH_DATABASE(dialect, database) {
        INFO(dialect.name());
        if (!dialect.capabilities().transactional_ddl)
            continue;
        const auto connection = database.connect();
        {
            Transaction transaction(*connection);
            connection->execute("CREATE TABLE contract_t (a integer)");
        }
        CHECK(dialect.introspect(*connection, {}).tables.empty());
    }
}

TEST_CASE("values come back as they were bound, and errors name their statement", "[contract]") {
    MIGRATE_ON_EACH_DATABASE(dialect, database) {
        INFO(dialect.name());
        const auto connection = database.connect();
        connection->execute("CREATE TABLE contract_t (a bigint, b varchar(20))");
        const std::vector<Param> row{std::int64_t{-7}, std::string("it's ?")};
        CHECK(connection->execute("INSERT INTO contract_t VALUES (?, ?)", row) == 1);
        const std::vector<Param> nulls{std::monostate{}, std::monostate{}};
        connection->execute("INSERT INTO contract_t VALUES (?, ?)", nulls);
        const Result result =
            connection->query("SELECT a, b FROM contract_t ORDER BY CASE WHEN a IS NULL THEN 1 "
                              "ELSE 0 END");
        CHECK(result.columns == std::vector<std::string>{"a", "b"});
        CHECK(result.rows == std::vector<Row>{{"-7", "it's ?"}, {std::nullopt, std::nullopt}});
        try {
            connection->execute("SELECT no_such_column FROM contract_t");
            FAIL("the statement ran");
        } catch (const DbError& error) {
            CHECK(error.statement().find("no_such_column") != std::string::npos);
        }
        CHECK_THROWS_AS(connection->execute("SELECT 1; SELECT 2"), Error);
        connection->execute("DROP TABLE contract_t");
    }
}

TEST_CASE("version rows are compared and set", "[contract]") {
    MIGRATE_ON_EACH_DATABASE(dialect, database) {
        INFO(dialect.name());
        const auto connection = database.connect();
        runner::VersionTable table(*connection, dialect, "", "contract_version");
        CHECK_FALSE(table.exists());
        table.create();
        CHECK(table.exists());
        const auto change = [&](const VersionChange& wanted) {
            Transaction transaction(*connection);
            table.change(wanted);
            transaction.commit();
        };
        change({.removed = {}, .updated = {}, .added = {"a"}});
        change({.removed = {}, .updated = {{"a", "b"}}, .added = {}});
        CHECK(table.rows() == std::vector<std::string>{"b"});
        CHECK_THROWS_AS(change({.removed = {}, .updated = {{"a", "c"}}, .added = {}}), Error);
        CHECK(table.rows() == std::vector<std::string>{"b"});
        connection->execute("DROP TABLE contract_version");
    }
}
