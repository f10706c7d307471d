#include "dialect/mysql/mysql_connection.hpp"

#include "dialect/mysql/mysql_dialect.hpp"
#include "support/catch.hpp"
#include "support/mysql_servers.hpp"

#include <filesystem>
#include <future>

using namespace migrate;
using namespace migrate::mysql;
using namespace migrate::test;

namespace {

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

std::string setting(Connection& session, const std::string& name) {
    return query_value(session, "SELECT @@" + name);
}

} // namespace

TEST_CASE("errors of the server carry their number and statement", "[mysql][server]") {
    MIGRATE_ON_EACH_MYSQL(server) {
        INFO(server.shown());
        MysqlConnection session(server, {});
        try {
            session.query("SELECT no_such_column FROM information_schema.tables");
            FAIL("it ran");
        } catch (const DbError& error) {
            CHECK(error.kind() == DbErrorKind::syntax);
            CHECK(error.native_code() == "1054");
            CHECK(error.statement().starts_with("SELECT no_such_column"));
        }
        CHECK(session.server().starts_with(server.dialect));
        CHECK(dialect_of(session)->name() == server.dialect);
    }
}

TEST_CASE("what the program relies on is set in every session", "[mysql][server]") {
    MIGRATE_ON_EACH_MYSQL(server) {
        INFO(server.shown());
        MysqlConnection session(server, {});
        CHECK(setting(session, "sql_mode").find("STRICT_TRANS_TABLES") != std::string::npos);
        CHECK(setting(session, "time_zone") == "+00:00");
        CHECK(setting(session, "character_set_client") == "utf8mb4");
        CHECK(setting(session, "lock_wait_timeout") == "5");
        Url url = server;
        url.query.emplace_back("sql_mode", "NO_ENGINE_SUBSTITUTION");
        MysqlConnection other(url, {});
        CHECK(setting(other, "sql_mode") == "NO_ENGINE_SUBSTITUTION");
    }
}

TEST_CASE("cells are as the server prints them", "[mysql][server]") {
    MIGRATE_ON_EACH_MYSQL(server) {
        INFO(server.shown());
        MysqlConnection session(server, {});
        const Result result = session.query(
            "SELECT 18446744073709551615 AS a, NULL AS b, X'00ff00' AS c, '' AS d, 1 = 1 AS e");
        CHECK(result.columns == std::vector<std::string>{"a", "b", "c", "d", "e"});
        CHECK(result.rows == std::vector<Row>{{"18446744073709551615", std::nullopt,
                                               std::string("\0\xff\0", 3), "", "1"}});
    }
}

TEST_CASE("matched rows are counted, also those that stay as they are", "[mysql][server]") {
    MIGRATE_ON_EACH_MYSQL(server) {
        INFO(server.shown());
        const ServerDatabase database(server);
        const auto session = database.connect();
        session->execute("CREATE TABLE t (a int)");
        CHECK(session->execute("INSERT INTO t VALUES (1), (1)") == 2);
        CHECK(session->execute("UPDATE t SET a = 1") == 2);
        CHECK(session->query("SELECT * FROM t").affected == 0);
    }
}

TEST_CASE("a procedure with several results leaves the session in order", "[mysql][server]") {
    MIGRATE_ON_EACH_MYSQL(server) {
        INFO(server.shown());
        const ServerDatabase database(server);
        const auto session = database.connect();
        session->execute("CREATE PROCEDURE p() BEGIN SELECT 1; SELECT 2; END");
        CHECK(session->query("CALL p()").rows == std::vector<Row>{{"1"}});
        CHECK(query_value(*session, "SELECT 3") == "3");
    }
}

TEST_CASE("files of this machine are not sent to a server", "[mysql][server]") {
    MIGRATE_ON_EACH_MYSQL(server) {
        INFO(server.shown());
        ServerDatabase database(server);
        database.server().execute("SET GLOBAL local_infile = 1");
        const auto session = database.connect();
        session->execute("CREATE TABLE t (a text)");
        CHECK_THROWS_AS(session->execute("LOAD DATA LOCAL INFILE '/etc/hostname' INTO TABLE t"),
                        DbError);
    }
}

TEST_CASE("a statement that commits ends the transaction", "[mysql][server]") {
    MIGRATE_ON_EACH_MYSQL(server) {
        INFO(server.shown());
        const ServerDatabase database(server);
        const auto session = database.connect();
        session->begin();
        CHECK(session->in_transaction());
        session->execute("CREATE TABLE t (a int)");
        CHECK_FALSE(session->in_transaction());
        session->begin();
        session->execute("INSERT INTO t VALUES (1)");
        CHECK(query_value(*session, "SELECT count(*) FROM t") == "1");
        CHECK(session->in_transaction());
        session->rollback();
        CHECK(query_value(*session, "SELECT count(*) FROM t") == "0");
    }
}

TEST_CASE("a statement of MySQL that waits or runs too long is stopped", "[mysql][server]") {
    MIGRATE_ON_EACH_MYSQL(server) {
        INFO(server.shown());
        const ServerDatabase database(server);
        const auto one = database.connect();
        const auto two = database.connect();
        one->execute("CREATE TABLE t (a int PRIMARY KEY)");
        one->execute("INSERT INTO t VALUES (1)");
        one->begin();
        one->execute("UPDATE t SET a = 2");
        two->set_limits({std::chrono::milliseconds{0}, std::nullopt});
        CHECK(kind_of_failure([&] { two->execute("UPDATE t SET a = 3"); }) == DbErrorKind::busy);
        CHECK(kind_of_failure([&] { two->execute("ALTER TABLE t ADD b int"); }) ==
              DbErrorKind::busy);
        two->set_limits({std::chrono::milliseconds{0}, std::chrono::milliseconds{50}});
        CHECK(kind_of_failure([&] {
                  two->query("SELECT count(*) FROM information_schema.collations a, "
                             "information_schema.collations b, information_schema.collations c, "
                             "information_schema.collations d");
              }) == DbErrorKind::timeout);
        CHECK(query_value(*two, "SELECT 1") == "1");
    }
}

TEST_CASE("an interrupt stops the statement and not the session", "[mysql][server]") {
    MIGRATE_ON_EACH_MYSQL(server) {
        INFO(server.shown());
        const ServerDatabase database(server);
        const auto session = database.connect();
        const auto looker = database.connect();
        const std::string id = query_value(*session, "SELECT CONNECTION_ID()");
        auto running = std::async(std::launch::async, [&] {
            return kind_of_failure([&] {
                session->query("SELECT count(*) FROM information_schema.collations a, "
                               "information_schema.collations b, information_schema.collations c, "
                               "information_schema.collations d");
            });
        });
        while (query_optional(*looker, "SELECT count(*) FROM information_schema.processlist WHERE "
                                       "id = " +
                                           id + " AND info LIKE 'SELECT count%'") != "1")
            continue;
        session->interrupt();
        CHECK(running.get() == DbErrorKind::interrupted);
        CHECK(query_value(*session, "SELECT 1") == "1");
    }
}

TEST_CASE("after a deadlock nothing runs before the rollback", "[mysql][server]") {
    MIGRATE_ON_EACH_MYSQL(server) {
        INFO(server.shown());
        const ServerDatabase database(server);
        const auto one = database.connect();
        const auto two = database.connect();
        one->execute("CREATE TABLE t (a int PRIMARY KEY, b int)");
        one->execute("INSERT INTO t VALUES (1, 0), (2, 0), (3, 0), (4, 0)");
        one->begin();
        two->begin();
        one->execute("UPDATE t SET b = 1 WHERE a = 1");
        two->execute("UPDATE t SET b = 2 WHERE a >= 2"); // has done more: it is not chosen
        auto waiting =
            std::async(std::launch::async, [&] { two->execute("UPDATE t SET b = 2 WHERE a = 1"); });
        CHECK(kind_of_failure([&] {
                  for (;;)
                      one->execute("UPDATE t SET b = 1 WHERE a = 2");
              }) == DbErrorKind::deadlock);
        waiting.get();
        CHECK(one->transaction_state() == TransactionState::failed);
        CHECK(kind_of_failure([&] { one->query("SELECT 1"); }) == DbErrorKind::transaction_failed);
        CHECK(kind_of_failure([&] { one->commit(); }) == DbErrorKind::transaction_failed);
        one->rollback();
        CHECK(query_value(*one, "SELECT 1") == "1");
        two->commit();
    }
}

TEST_CASE("a COMMIT that MySQL does not answer is in doubt, a session that was lost before is lost",
          "[mysql][server]") {
    MIGRATE_ON_EACH_MYSQL(server) {
        INFO(server.shown());
        ServerDatabase database(server);
        const auto session = database.connect();
        session->execute("CREATE TABLE t (a int)");
        const std::string id = query_value(*session, "SELECT CONNECTION_ID()");
        session->begin();
        session->execute("INSERT INTO t VALUES (1)");
        database.server().execute("KILL " + id);
        while (query_optional(database.server(),
                              "SELECT count(*) FROM information_schema.processlist WHERE id = " +
                                  id) != "0")
            continue;
        CHECK(kind_of_failure([&] { session->commit(); }) == DbErrorKind::commit_in_doubt);
        CHECK(session->transaction_state() == TransactionState::lost);
        session->rollback();
        CHECK(kind_of_failure([&] { session->commit(); }) == DbErrorKind::lost_connection);
        CHECK(kind_of_failure([&] { session->query("SELECT 1"); }) == DbErrorKind::lost_connection);
    }
}

TEST_CASE("warnings of the server are told, notes are not", "[mysql][server]") {
    MIGRATE_ON_EACH_MYSQL(server) {
        INFO(server.shown());
        std::vector<std::string> told;
        ConnectOptions options;
        options.on_warning = [&](const std::string& text) { told.push_back(text); };
        const ServerDatabase database(server);
        const auto session = database.connect(options);
        session->execute("DROP TABLE IF EXISTS no_such_table");
        CHECK(told.empty());
        session->execute("DO CAST('1x' AS SIGNED)");
        REQUIRE(told.size() == 1);
        CHECK(told.front().find("1x") != std::string::npos);
    }
}

TEST_CASE("TLS is what was asked for, or there is no session", "[mysql][server]") {
    MIGRATE_ON_EACH_MYSQL(server) {
        INFO(server.shown());
        const auto with = [&](const std::string& tls, const std::string& ca = "") {
            Url url = server;
            url.query.emplace_back("tls", tls);
            if (!ca.empty())
                url.query.emplace_back("ssl_ca", ca);
            return std::make_unique<MysqlConnection>(url, ConnectOptions());
        };
        const auto cipher = [](Connection& session) {
            return session.query("SHOW SESSION STATUS LIKE 'Ssl_cipher'").rows.at(0).at(1);
        };
        CHECK(cipher(*with("off")) == "");
        const auto preferred = with("prefer");
        if (cipher(*preferred) == "") { // a server without TLS
            CHECK(kind_of_failure([&] { with("require"); }) == DbErrorKind::refused);
            CHECK(kind_of_failure([&] { with("verify-full"); }) == DbErrorKind::refused);
            continue;
        }
        CHECK(cipher(*with("require")) != "");
        const std::string ca = setting(*preferred, "datadir") + setting(*preferred, "ssl_ca");
        if (!std::filesystem::exists(ca)) // on another machine
            continue;
        CHECK(cipher(*with("verify-ca", ca)) != "");
        // Its name is not in the certificate that the server has made for itself.
        CHECK(kind_of_failure([&] { with("verify-full", ca); }) == DbErrorKind::refused);
        CHECK(kind_of_failure([&] { with("verify-ca", "/etc/ssl/certs/ca-certificates.crt"); }) ==
              DbErrorKind::refused);
    }
}

TEST_CASE("no server, a wrong database and a wrong password are told without the password",
          "[mysql][server]") {
    MIGRATE_ON_EACH_MYSQL(server) {
        INFO(server.shown());
        const auto failure = [&](const Url& url) {
            try {
                MysqlConnection session(url, {});
            } catch (const DbError& error) {
                CHECK(std::string(error.what()).find("s3cret") == std::string::npos);
                return std::pair(error.kind(), error.native_code());
            }
            FAIL("it connected");
            return std::pair(DbErrorKind::other, std::string());
        };
        Url wrong = server;
        wrong.database = "migrate_test_no_such";
        CHECK(failure(wrong) == std::pair(DbErrorKind::refused, std::string("1049")));
        wrong.password = "s3cret";
        CHECK(failure(wrong) == std::pair(DbErrorKind::refused, std::string("1045")));
        wrong.host = "127.0.0.1";
        wrong.port = 1;
        CHECK(failure(wrong).first == DbErrorKind::unreachable);
    }
}
