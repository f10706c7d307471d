#include "dialect/sqlite/sqlite_connection.hpp"
#include "support/catch.hpp"

#include <filesystem>
#include <fstream>

using namespace migrate;
using migrate::sqlite::SqliteConnection;
using migrate::test::ContainsSubstring;

namespace {

struct TempDir {
    std::filesystem::path path;
    TempDir() {
        std::string name = (std::filesystem::temp_directory_path() / "migrate-XXXXXX").string();
        path = mkdtemp(name.data());
    }
    ~TempDir() { std::filesystem::remove_all(path); }
    Url url(const std::string& file) const {
        Url url;
        url.dialect = "sqlite";
        url.database = (path / file).string();
        return url;
    }
};

Url memory() {
    Url url;
    url.dialect = "sqlite";
    return url;
}

DbError error_of(const std::function<void()>& work) {
    try {
        work();
    } catch (const DbError& error) {
        return error;
    }
    FAIL("nothing was thrown");
    return {DbErrorKind::other, "", ""};
}

const ConnectOptions create{true, false, std::chrono::milliseconds{5000}};

} // namespace

TEST_CASE("values come back as the database prints them", "[sqlite]") {
    SqliteConnection db(memory(), {});
    const std::vector<Param> params{std::int64_t{7}, std::string("x\0y", 3), std::monostate{}};
    const Result result = db.query("SELECT ? AS n, ? AS t, ? AS z, 1.5, x'41'", params);
    CHECK(result.columns[0] == "n");
    REQUIRE(result.rows.size() == 1);
    CHECK(result.rows[0] == Row{"7", std::string("x\0y", 3), std::nullopt, "1.5", "A"});
}

TEST_CASE("affected rows are those of the statement, none for DDL", "[sqlite]") {
    SqliteConnection db(memory(), {});
    CHECK(db.execute("CREATE TABLE t (a)") == 0);
    CHECK(db.execute("INSERT INTO t VALUES (1), (2), (3)") == 3);
    CHECK(db.execute("UPDATE t SET a = 0 WHERE a > 1") == 2);
    CHECK(db.execute("CREATE TABLE u (a)") == 0);
}

TEST_CASE("a statement that stays compiled sees a changed schema", "[sqlite]") {
    SqliteConnection db(memory(), {});
    db.execute("CREATE TABLE t (a)");
    db.execute("INSERT INTO t VALUES (1)");
    CHECK(db.query("SELECT * FROM t").columns == std::vector<std::string>{"a"});
    db.execute("ALTER TABLE t ADD COLUMN b");
    CHECK(db.query("SELECT * FROM t").columns == std::vector<std::string>{"a", "b"});
    CHECK_NOTHROW(db.execute("DROP TABLE t"));
}

TEST_CASE("two statements in one are refused, comments after one are not", "[sqlite]") {
    SqliteConnection db(memory(), {});
    CHECK_THROWS_WITH(db.query("SELECT 1; SELECT 2"), ContainsSubstring("two statements"));
    CHECK_NOTHROW(db.query("SELECT 1; -- done\n"));
    CHECK_NOTHROW(db.execute(" -- nothing"));
    CHECK_THROWS_AS(db.query(std::string("SELECT 1\0, 2", 12)), DbError);
}

TEST_CASE("errors carry SQLite's code by name, the statement and what they mean", "[sqlite]") {
    SqliteConnection db(memory(), {});
    db.execute("CREATE TABLE t (a NOT NULL, b UNIQUE)");
    const DbError null = error_of([&] { db.execute("INSERT INTO t VALUES (NULL, 1)"); });
    CHECK(null.kind() == DbErrorKind::constraint);
    CHECK(null.native_code() == "SQLITE_CONSTRAINT_NOTNULL");
    CHECK(std::string(null.what()) == "NOT NULL constraint failed: t.a");
    CHECK(null.statement() == "INSERT INTO t VALUES (NULL, 1)");
    const DbError syntax = error_of([&] { db.query("SELECT FRM t"); });
    CHECK(syntax.kind() == DbErrorKind::syntax);
    const DbError unknown = error_of([&] { db.query("SELECT nosuch(1)"); });
    CHECK_THAT(unknown.what(), ContainsSubstring("no such function: nosuch"));
}

TEST_CASE("a file that is not there is made only when asked", "[sqlite]") {
    const TempDir dir;
    const DbError error = error_of([&] { SqliteConnection db(dir.url("a.db"), {}); });
    CHECK(error.code() == ErrorCode::unreachable);
    CHECK_THAT(error.help_text(), ContainsSubstring("no such file"));
    CHECK_FALSE(std::filesystem::exists(dir.path / "a.db"));
    SqliteConnection made(dir.url("a.db"), create);
    CHECK(std::filesystem::exists(dir.path / "a.db"));
}

TEST_CASE("a folder, a missing folder and a text file are told apart", "[sqlite]") {
    const TempDir dir;
    std::ofstream(dir.path / "text") << std::string(4096, 'x');
    const DbError text = error_of([&] { SqliteConnection db(dir.url("text"), {}); });
    CHECK(text.kind() == DbErrorKind::not_a_database);
    CHECK(text.code() == ErrorCode::unreachable);
    CHECK(text.native_code() == "SQLITE_NOTADB");
    const DbError folder = error_of([&] { SqliteConnection db(dir.url(""), {}); });
    CHECK_THAT(folder.help_text(), ContainsSubstring("folder"));
    const DbError missing = error_of([&] { SqliteConnection db(dir.url("x/y.db"), create); });
    CHECK_THAT(missing.help_text(), ContainsSubstring("mkdir -p"));
}

TEST_CASE("mode=ro refuses to write", "[sqlite]") {
    const TempDir dir;
    {
        SqliteConnection db(dir.url("a.db"), create);
        db.execute("CREATE TABLE t (a)");
    }
    Url url = dir.url("a.db");
    url.query = {{"mode", "ro"}};
    SqliteConnection db(url, {});
    const DbError error = error_of([&] { db.execute("DROP TABLE t"); });
    CHECK(error.kind() == DbErrorKind::read_only);
    CHECK(error.code() == ErrorCode::failed);
}

TEST_CASE("foreign keys are enforced when the URL asks for it", "[sqlite]") {
    Url url = memory();
    CHECK(query_value(*std::make_unique<SqliteConnection>(url, ConnectOptions{}),
                      "PRAGMA foreign_keys") == "0");
    url.query = {{"foreign_keys", "on"}};
    SqliteConnection db(url, {});
    CHECK(query_value(db, "PRAGMA foreign_keys") == "1");
}

TEST_CASE("an unknown parameter or value of the URL is refused", "[sqlite]") {
    Url url = memory();
    url.query = {{"forein_keys", "on"}};
    CHECK_THROWS_WITH(SqliteConnection(url, {}), ContainsSubstring("did you mean"));
    url.query = {{"mode", "fast"}};
    CHECK_THROWS_AS(SqliteConnection(url, {}), Error);
    url.query = {{"foreign_keys", "maybe"}};
    CHECK_THROWS_AS(SqliteConnection(url, {}), Error);
}

TEST_CASE("a second writer waits, tells of it and gives up as busy", "[sqlite]") {
    const TempDir dir;
    SqliteConnection first(dir.url("a.db"), create);
    first.begin();
    ConnectOptions patient;
    patient.lock_timeout = std::chrono::milliseconds{300};
    SqliteConnection second(dir.url("a.db"), patient);
    int told = 0;
    second.on_wait([&](std::chrono::milliseconds) { return ++told > 0; });
    const DbError error = error_of([&] { second.begin(); });
    CHECK(error.kind() == DbErrorKind::busy);
    CHECK(error.retryable());
    CHECK(told >= 1);
    second.on_wait([&](std::chrono::milliseconds) { // the other one ends while we wait
        if (first.in_transaction())
            first.commit();
        return true;
    });
    second.begin();
    CHECK(second.in_transaction());
}

TEST_CASE("an observer that says no ends the wait", "[sqlite]") {
    const TempDir dir;
    SqliteConnection first(dir.url("a.db"), create);
    first.begin();
    SqliteConnection second(dir.url("a.db"), create);
    second.on_wait([](std::chrono::milliseconds) { return false; });
    CHECK(error_of([&] { second.begin(); }).kind() == DbErrorKind::busy);
    second.on_wait([&](std::chrono::milliseconds) {
        second.interrupt();
        return true;
    });
    CHECK(error_of([&] { second.begin(); }).kind() == DbErrorKind::interrupted);
}

TEST_CASE("transactions and savepoints on a real session", "[sqlite]") {
    SqliteConnection db(memory(), {});
    db.execute("CREATE TABLE t (a)");
    {
        Transaction transaction(db);
        db.execute("INSERT INTO t VALUES (1)");
        {
            Savepoint undone(db, "s");
            db.execute("INSERT INTO t VALUES (2)");
        }
        transaction.commit();
    }
    CHECK(query_value(db, "SELECT count(*) FROM t") == "1");
    {
        Transaction undone(db);
        db.execute("DELETE FROM t");
    }
    CHECK(query_value(db, "SELECT count(*) FROM t") == "1");
}
