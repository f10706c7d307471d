#include "support/sqlite_schema.hpp"

using namespace migrate;
using migrate::test::ContainsSubstring;
using migrate::test::SqliteSchema;

namespace {

constexpr const char* broken = R"(
    CREATE TABLE p (id INTEGER PRIMARY KEY, n TEXT);
    CREATE TABLE c (pid INTEGER REFERENCES p (id));
    INSERT INTO p VALUES (1, 'x');
    INSERT INTO c VALUES (1), (99);)";

AlterColumn not_null() {
    AlterColumn op;
    op.table.name = "p";
    op.column = "n";
    op.nullable = Change<bool>{true, false};
    return op;
}

} // namespace

TEST_CASE("references that were broken before are not a transaction's fault", "[sqlite][guard]") {
    SqliteSchema db(broken);
    CHECK_NOTHROW(db.apply(not_null()));
    CHECK(db.rows("SELECT count(*) FROM pragma_foreign_key_check") == "1");
    CHECK_NOTHROW(db.apply(RenameTable{{{}, "c"}, "c2"}));
    CHECK(db.rows("SELECT count(*) FROM sqlite_temp_schema") == "0");
}

TEST_CASE("a dropped parent that rows refer to stops the transaction", "[sqlite][guard]") {
    SqliteSchema db(broken);
    db.run("DELETE FROM c WHERE pid = 99");
    CHECK_THROWS_WITH(db.apply(DropTable{{{}, "p"}, false}), ContainsSubstring("refers"));
    CHECK(db.rows("SELECT id FROM p") == "1");
}

TEST_CASE("enforcement comes back, whatever the transaction's end", "[sqlite][guard]") {
    SqliteSchema db(broken);
    db.run("PRAGMA foreign_keys = ON");
    const auto guard = sqlite::sqlite_dialect().transaction_guard(db.connection());
    guard->before_begin();
    CHECK(db.rows("PRAGMA foreign_keys") == "0");
    {
        Transaction transaction(db.connection());
        guard->after_begin();
        db.run("INSERT INTO c VALUES (77)");
        CHECK_THROWS_AS(guard->before_commit(), DbError);
    }
    guard->after_end();
    CHECK(db.rows("PRAGMA foreign_keys") == "1");
    CHECK(db.rows("SELECT count(*) FROM c") == "2");
}

TEST_CASE("without a guard no table is rebuilt while foreign keys are enforced",
          "[sqlite][guard]") {
    SqliteSchema db(broken);
    db.run("PRAGMA foreign_keys = ON");
    CHECK_THROWS_WITH(db.render(not_null()), ContainsSubstring("while foreign keys are enforced"));
}

TEST_CASE("nothing is looked at when nothing is rebuilt", "[sqlite][guard]") {
    SqliteSchema db(broken);
    db.apply(RenameColumn{{{}, "p"}, "n", "m"});
    db.run("DELETE FROM p"); // not enforced, as SQLite has it
    CHECK(db.rows("SELECT count(*) FROM c") == "2");
}
