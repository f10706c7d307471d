#include "dialect/mysql/mysql_errors.hpp"

#include "dialect/mysql/bound_values.hpp"
#include "dialect/mysql/mysql_raw.hpp"
#include "dialect/mysql/mysql_server.hpp"
#include "dialect/mysql/session_settings.hpp"
#include "support/catch.hpp"

using namespace migrate;
using namespace migrate::mysql;

TEST_CASE("numbers of errors say what a failure means for the run", "[mysql]") {
    CHECK(kind_of(1062) == DbErrorKind::constraint);
    CHECK(kind_of(4025) == DbErrorKind::constraint);
    CHECK(kind_of(1146) == DbErrorKind::syntax);
    CHECK(kind_of(1205) == DbErrorKind::busy);
    CHECK(kind_of(1213) == DbErrorKind::deadlock);
    CHECK(kind_of(2013) == DbErrorKind::lost_connection);
    CHECK(kind_of(1317) == DbErrorKind::other);
    CHECK(kind_of(1317, true) == DbErrorKind::interrupted);
    CHECK(kind_of(4242) == DbErrorKind::other);
    CHECK(connect_kind_of(1045) == DbErrorKind::refused);
    CHECK(connect_kind_of(1049) == DbErrorKind::refused);
    CHECK(connect_kind_of(1040) == DbErrorKind::unreachable);
    CHECK(connect_kind_of(2002) == DbErrorKind::unreachable);
    CHECK(help_for(1045).find("password") != std::string::npos);
}

TEST_CASE("a server is known by its greeting", "[mysql]") {
    const Server mysql = read_server("9.7.4-2");
    CHECK(mysql.vendor == Vendor::mysql);
    CHECK(mysql.version == 90704);
    const Server mariadb = read_server("5.5.5-10.11.19-MariaDB-0+deb12u1");
    CHECK(mariadb.vendor == Vendor::mariadb);
    CHECK(mariadb.version == 101119);
    CHECK(mariadb.shown() == "mariadb 10.11.19");
    const Server tidb = read_server("8.0.11-TiDB-v7.5.0");
    CHECK(tidb.vendor == Vendor::tidb);
    CHECK(tidb.shown() == "tidb 7.5.0");
}

TEST_CASE("values are written so that no setting changes their meaning", "[mysql]") {
    const Param params[] = {std::monostate{},   std::int64_t{-7}, std::string("it's"),
                            std::string("a\\"), std::string("ä"), std::string("\xff")};
    CHECK(with_values("SELECT ?, ?, ?, ?, ?, ?", params) ==
          "SELECT NULL, -7, 'it''s', _utf8mb4 0x615c, _utf8mb4 0xc3a4, 0xff");
    const Param one[] = {std::int64_t{1}};
    CHECK(with_values("SELECT '?', `?`, @a, ? -- ?", one) == "SELECT '?', `?`, @a, 1 -- ?");
    CHECK_THROWS_AS(with_values("SELECT ?, ?", one), DbError);
}

TEST_CASE("statements that the server commits by itself are known", "[mysql]") {
    for (const char* statement :
         {"CREATE TABLE t (a int)", "alter table t add b int", "TRUNCATE t",
          "GRANT SELECT ON t TO u", "RENAME TABLE a TO b", "/*!50001 CREATE VIEW v AS SELECT 1 */",
          "SET PASSWORD = 'x'",
          "/*!50003 CREATE*/ /*!50003 TRIGGER t BEFORE INSERT ON x FOR EACH ROW SET @a = 1 */",
          "LOCK TABLES t WRITE", "SET autocommit = 0", "ANALYZE TABLE t", "BEGIN NOT ATOMIC END"}) {
        INFO(statement);
        CHECK(commits(statement));
    }
    for (const char* statement :
         {"INSERT INTO t VALUES (1)", "/* note */ update t SET a = 1", "SET @a = 1", "SELECT 1",
          "WITH x AS (SELECT 1) SELECT * FROM x", "CREATE TEMPORARY TABLE t (a int)",
          "/*M! INSERT INTO t VALUES (1) */", "(SELECT 1)", "CALL p()", "SAVEPOINT s",
          "ROLLBACK TO s"}) {
        INFO(statement);
        CHECK_FALSE(commits(statement));
    }
}

TEST_CASE("words that begin and end transactions are told from blocks and savepoints", "[mysql]") {
    for (const char* statement :
         {"BEGIN", "begin work", "COMMIT", "START TRANSACTION", "ROLLBACK", "XA START 'x'"}) {
        INFO(statement);
        CHECK(bounds_transaction(statement));
    }
    for (const char* statement : {"BEGIN NOT ATOMIC SELECT 1; END", "ROLLBACK TO SAVEPOINT s",
                                  "START SLAVE", "SAVEPOINT s"}) {
        INFO(statement);
        CHECK_FALSE(bounds_transaction(statement));
    }
}

TEST_CASE("waiting for locks is limited in whole seconds", "[mysql]") {
    using std::chrono::milliseconds;
    const Server mariadb = read_server("10.11.19-MariaDB");
    const Server mysql = read_server("9.7.4");
    const auto text = [](const char* seconds) {
        return "SET SESSION lock_wait_timeout = " + std::string(seconds) +
               ", innodb_lock_wait_timeout = " + seconds;
    };
    CHECK(lock_limit_text(mariadb, milliseconds{0}) == text("0"));
    CHECK(lock_limit_text(mysql, milliseconds{0}) == text("1"));
    CHECK(lock_limit_text(mysql, milliseconds{5001}) == text("6"));
    CHECK(lock_limit_text(mysql, milliseconds{-1}) == text("31536000"));
}
