#include "db/recording.hpp"
#include "support/catch.hpp"

using namespace migrate;

TEST_CASE("a transaction that is not committed is taken back", "[db]") {
    RecordingConnection db;
    {
        Transaction transaction(db);
        db.execute("DELETE FROM t");
    }
    CHECK(db.statements() == std::vector<std::string>{"BEGIN", "DELETE FROM t", "ROLLBACK"});
}

TEST_CASE("a committed transaction ends once", "[db]") {
    RecordingConnection db(nullptr, {"BEGIN IMMEDIATE", "COMMIT", "ROLLBACK"});
    {
        Transaction transaction(db);
        transaction.commit();
    }
    CHECK(db.statements() == std::vector<std::string>{"BEGIN IMMEDIATE", "COMMIT"});
}

TEST_CASE("a savepoint's name is quoted and it is taken back unless released", "[db]") {
    RecordingConnection db;
    db.begin();
    {
        Savepoint kept(db, "a");
        kept.release();
    }
    {
        Savepoint undone(db, "b\"c");
    }
    CHECK(db.statements() == std::vector<std::string>{"BEGIN", "SAVEPOINT a", "RELEASE SAVEPOINT a",
                                                      "SAVEPOINT \"b\"\"c\"",
                                                      "ROLLBACK TO SAVEPOINT \"b\"\"c\"",
                                                      "RELEASE SAVEPOINT \"b\"\"c\""});
}

TEST_CASE("the n-th statement fails as told, and the next one runs", "[db]") {
    RecordingConnection db;
    db.fail_at(2, DbErrorKind::constraint, "X1", "no");
    db.execute("one");
    try {
        db.execute("two");
        FAIL("it ran");
    } catch (const DbError& error) {
        CHECK(error.kind() == DbErrorKind::constraint);
        CHECK(error.native_code() == "X1");
        CHECK(error.statement() == "two");
        CHECK(error.code() == ErrorCode::failed);
    }
    CHECK_NOTHROW(db.execute("three"));
}

TEST_CASE("a lost connection stays lost and a destructor is quiet about it", "[db]") {
    RecordingConnection db;
    {
        Transaction transaction(db);
        db.fail_at(1, DbErrorKind::lost_connection);
        CHECK_THROWS_AS(db.execute("x"), DbError);
        CHECK_THROWS_AS(db.query("y"), DbError);
    }
    CHECK_FALSE(db.in_transaction());
}

TEST_CASE("what means that the same may be tried again is retryable", "[db]") {
    CHECK(DbError(DbErrorKind::busy, "", "").retryable());
    CHECK(DbError(DbErrorKind::deadlock, "", "").retryable());
    CHECK_FALSE(DbError(DbErrorKind::constraint, "", "").retryable());
    CHECK(DbError(DbErrorKind::busy, "", "").code() == ErrorCode::locked);
    CHECK(DbError(DbErrorKind::not_a_database, "", "").code() == ErrorCode::unreachable);
}

TEST_CASE("a query for one value tells none from NULL by throwing or not", "[db]") {
    RecordingConnection db;
    db.answer("q", {{"n"}, {{Cell("7")}}, 0});
    CHECK(query_value(db, "q") == "7");
    CHECK(query_optional(db, "other") == std::nullopt);
    CHECK_THROWS_AS(query_value(db, "other"), DbError);
}

TEST_CASE("a shortened statement is one line and never half a character", "[db]") {
    CHECK(shortened("SELECT\n   1\n") == "SELECT 1");
    CHECK(shortened("aä", 2) == "a ...");
}
