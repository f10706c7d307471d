#include "dialect/postgres/postgres_connection.hpp"
#include "support/catch.hpp"
#include "support/server_database.hpp"

using namespace migrate;
using namespace migrate::test;

namespace {

// The kind of the error that the work ends in.
template <typename Work>
DbErrorKind kind_of_failure(Work&& work) {
    try {
        work();
    } catch (const DbError& error) {
        return error.kind();
    }
    FAIL("it did not fail");
    return DbErrorKind::other;
}

} // namespace

TEST_CASE("errors of the server carry their code, detail, hint, place and statement",
          "[postgres][server]") {
    const auto server = server_url("MIGRATE_TEST_POSTGRESQL");
    if (!server)
        return;
    postgres::PostgresConnection session(*server, {});
    try {
        session.query("SELECT 'ä', no_such_column FROM pg_catalog.pg_class");
        FAIL("it ran");
    } catch (const DbError& error) {
        CHECK(error.kind() == DbErrorKind::syntax);
        CHECK(error.native_code() == "42703");
        CHECK(error.notes().back().find("at: no_such_column") != std::string::npos);
        CHECK(error.statement().starts_with("SELECT 'ä'"));
    }
    CHECK(session.server().starts_with("postgresql 1"));
}

TEST_CASE("a COMMIT that the server answers with a rollback is an error", "[postgres][server]") {
    const auto server = server_url("MIGRATE_TEST_POSTGRESQL");
    if (!server)
        return;
    postgres::PostgresConnection session(*server, {});
    session.begin();
    CHECK_THROWS_AS(session.execute("SELECT 1/0"), DbError);
    CHECK(session.transaction_state() == TransactionState::failed);
    CHECK(kind_of_failure([&] { session.execute("SELECT 1"); }) == DbErrorKind::transaction_failed);
    CHECK(kind_of_failure([&] { session.commit(); }) == DbErrorKind::transaction_failed);
    CHECK(session.transaction_state() == TransactionState::none);
}

TEST_CASE("a session that ends before COMMIT, or whose COMMIT is not answered, is told apart",
          "[postgres][server]") {
    const auto server = server_url("MIGRATE_TEST_POSTGRESQL");
    if (!server)
        return;
    ServerDatabase database(*server);
    const auto session = database.connect();
    const auto end_it = [&] {
        const Param pid[] = {query_value(*session, "SELECT pg_backend_pid()")};
        session->begin();
        session->execute("CREATE TABLE t (a int)");
        database.server().query("SELECT pg_terminate_backend(?::int, 5000)", pid);
    };
    end_it();
    CHECK(kind_of_failure([&] { session->commit(); }) == DbErrorKind::commit_in_doubt);
    CHECK(session->transaction_state() == TransactionState::lost);
    CHECK_FALSE(session->in_transaction());
    session->rollback();
    CHECK(kind_of_failure([&] { session->commit(); }) == DbErrorKind::lost_connection);
    CHECK(kind_of_failure([&] { session->query("SELECT 1"); }) == DbErrorKind::lost_connection);
}

TEST_CASE("limits hold in and after transactions, however they end", "[postgres][server]") {
    const auto server = server_url("MIGRATE_TEST_POSTGRESQL");
    if (!server)
        return;
    postgres::PostgresConnection session(*server, {});
    const auto lock = [&] { return query_value(session, "SHOW lock_timeout"); };
    CHECK(lock() == "5s");
    session.set_limits({std::chrono::milliseconds{700}, std::nullopt});
    CHECK(lock() == "700ms");
    session.begin();
    session.set_limits({std::chrono::milliseconds{900}, std::nullopt});
    CHECK(lock() == "900ms");
    session.rollback();
    CHECK(lock() == "900ms");
    session.begin();
    session.set_limits({std::chrono::milliseconds{800}, std::nullopt});
    session.execute("SAVEPOINT s");
    CHECK(lock() == "800ms");
    session.execute("ROLLBACK TO SAVEPOINT s");
    CHECK(lock() == "800ms");
    session.commit();
    CHECK(lock() == "800ms");
}

TEST_CASE("waiting for a lock, and running, end at their limits", "[postgres][server]") {
    const auto server = server_url("MIGRATE_TEST_POSTGRESQL");
    if (!server)
        return;
    const ServerDatabase database(*server);
    const auto one = database.connect();
    const auto two = database.connect();
    one->execute("CREATE TABLE t (a int)");
    one->begin();
    one->execute("LOCK TABLE t");
    two->set_limits({std::chrono::milliseconds{0}, std::nullopt});
    CHECK(kind_of_failure([&] { two->query("SELECT * FROM t"); }) == DbErrorKind::busy);
    two->set_limits({std::chrono::milliseconds{0}, std::chrono::milliseconds{20}});
    CHECK(kind_of_failure([&] { two->query("SELECT pg_sleep(60)"); }) == DbErrorKind::timeout);
}

TEST_CASE("COPY takes its rows from the text behind the statement", "[postgres][server]") {
    const auto server = server_url("MIGRATE_TEST_POSTGRESQL");
    if (!server)
        return;
    const ServerDatabase database(*server);
    const auto session = database.connect();
    session->execute("CREATE TABLE t (a int, b text)");
    CHECK(session->execute("COPY t (a, b) FROM stdin;\n1\tone;\n2\t\\N\n\\.\n") == 2);
    CHECK(session->query("SELECT a, b FROM t ORDER BY a").rows ==
          std::vector<Row>{{"1", "one;"}, {"2", std::nullopt}});
    CHECK_THROWS_AS(session->execute("COPY t (a, b) FROM stdin;\nx\tone\n\\.\n"), DbError);
    CHECK(session->execute("COPY t TO stdout") == 0);
    CHECK(query_value(*session, "SELECT count(*) FROM t") == "2");
}

TEST_CASE("several queries take one round trip and answer in order", "[postgres][server]") {
    const auto server = server_url("MIGRATE_TEST_POSTGRESQL");
    if (!server)
        return;
    postgres::PostgresConnection session(*server, {});
    const std::string queries[] = {"BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
                                   "SELECT 1 AS a", "SELECT 2 WHERE false", "COMMIT"};
    const std::vector<Result> results = session.query_all(queries);
    REQUIRE(results.size() == 4);
    CHECK(results[1].rows == std::vector<Row>{{"1"}});
    CHECK(results[2].rows.empty());
    CHECK_FALSE(session.in_transaction());
    const std::string broken[] = {"SELECT 1", "SELECT 1/0", "SELECT 3"};
    CHECK_THROWS_AS(session.query_all(broken), DbError);
    CHECK(query_value(session, "SELECT 4") == "4");
}

TEST_CASE("warnings of the server are told", "[postgres][server]") {
    const auto server = server_url("MIGRATE_TEST_POSTGRESQL");
    if (!server)
        return;
    std::vector<std::string> told;
    ConnectOptions options;
    options.on_warning = [&](const std::string& text) { told.push_back(text); };
    postgres::PostgresConnection session(*server, options);
    session.execute("COMMIT");
    session.execute("DROP TABLE IF EXISTS no_such_table"); // a notice is none
    REQUIRE(told.size() == 1);
    CHECK(told.front().find("transaction") != std::string::npos);
}

TEST_CASE("no server, a wrong database and a dead port are told without the password",
          "[postgres][server]") {
    const auto server = server_url("MIGRATE_TEST_POSTGRESQL");
    if (!server)
        return;
    Url wrong = *server;
    wrong.database = "migrate_test_no_such";
    wrong.password = "s3cret";
    try {
        postgres::PostgresConnection session(wrong, {});
        FAIL("it connected");
    } catch (const DbError& error) {
        CHECK(error.kind() == DbErrorKind::refused);
        CHECK(error.native_code() == "3D000");
        CHECK(std::string(error.what()).find("s3cret") == std::string::npos);
    }
    wrong.host = "127.0.0.1";
    wrong.port = 1;
    CHECK(kind_of_failure([&] { postgres::PostgresConnection session(wrong, {}); }) ==
          DbErrorKind::unreachable);
}
