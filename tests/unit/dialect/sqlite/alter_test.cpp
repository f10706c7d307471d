#include "support/sqlite_schema.hpp"

using namespace migrate;
using migrate::test::ContainsSubstring;
using migrate::test::SqliteSchema;

namespace {

AddColumn add(const std::string& column, const std::string& type) {
    AddColumn op;
    op.table.name = "t";
    op.definition.column.name = column;
    op.definition.column.type = parse_type(type);
    return op;
}

bool rebuilds(SqliteSchema& db, const Op& op) {
    bool found = false;
    for (const Statement& statement : db.render(op))
        found = found || statement.sql.starts_with("DROP TABLE");
    db.run("DROP TABLE IF EXISTS temp.migrate_broken_before");
    return found;
}

const Value zero = Literal{Literal::Kind::number, "0"};
const Value now = Expression{"CURRENT_TIMESTAMP"};

} // namespace

TEST_CASE("a plain column is added by ALTER TABLE", "[sqlite][alter]") {
    SqliteSchema db("CREATE TABLE p (id INTEGER PRIMARY KEY); CREATE TABLE t (a INTEGER);"
                    "INSERT INTO t VALUES (1);");
    AddColumn age = add("age", "integer");
    age.definition.column.nullable = false;
    age.definition.column.default_value = zero;
    Check check;
    check.expression = "age >= 0";
    check.in_column = "age";
    age.definition.checks = {check};
    CHECK_FALSE(rebuilds(db, age));
    db.apply(age);
    AddColumn parent = add("order", "INTEGER");
    ForeignKey key;
    key.columns = {"order"};
    key.table.name = "p";
    key.referred = {"id"};
    key.in_column = true;
    parent.definition.foreign_key = key;
    CHECK_FALSE(rebuilds(db, parent));
    db.apply(parent);
    CHECK(db.stored("t") ==
          "CREATE TABLE t (a INTEGER, age integer NOT NULL DEFAULT 0 CHECK (age >= "
          "0), \"order\" INTEGER REFERENCES p (id))");
    CHECK(db.rows("SELECT * FROM t") == "1|0|NULL");
}

TEST_CASE("a column that ADD COLUMN would refuse where rows are is added by a rebuild",
          "[sqlite][alter]") {
    SqliteSchema db("CREATE TABLE t (a INTEGER); INSERT INTO t VALUES (3);");
    AddColumn at = add("at", "TEXT");
    at.definition.column.default_value = now;
    CHECK(rebuilds(db, at));
    AddColumn unique = add("u", "TEXT");
    unique.definition.unique = Unique{};
    unique.definition.unique->columns = {{"u"}};
    unique.definition.unique->in_column = true;
    CHECK(rebuilds(db, unique));
    AddColumn stored = add("s", "INTEGER");
    stored.definition.column.generated = Generated{"a * 2", true};
    CHECK(rebuilds(db, stored));
    db.apply(at);
    db.apply(unique);
    db.apply(stored);
    CHECK(db.rows("SELECT a, at IS NOT NULL, u, s FROM t") == "3|1|NULL|6");
    CHECK(db.stored("t") ==
          "CREATE TABLE \"t\" (a INTEGER, at TEXT DEFAULT CURRENT_TIMESTAMP, u TEXT UNIQUE, s "
          "INTEGER GENERATED ALWAYS AS (a * 2) STORED)");
}

TEST_CASE("NOT NULL without a value stops where rows are and not in an empty table",
          "[sqlite][alter]") {
    SqliteSchema db("CREATE TABLE t (a INTEGER)");
    AddColumn strict = add("b", "TEXT");
    strict.definition.column.nullable = false;
    db.apply(strict);
    db.run("INSERT INTO t VALUES (1, 'x')");
    AddColumn more = strict;
    more.definition.column.name = "c";
    CHECK_THROWS_WITH(db.apply(more), ContainsSubstring("no value for the new column t.c"));
    more.fill = Literal{Literal::Kind::string, "y"};
    db.apply(more);
    CHECK(db.rows("SELECT * FROM t") == "1|x|y");
}

TEST_CASE("fill goes to the rows that are there and is no default", "[sqlite][alter]") {
    SqliteSchema db("CREATE TABLE t (a INTEGER); INSERT INTO t VALUES (1);");
    AddColumn op = add("b", "INTEGER");
    op.fill = Literal{Literal::Kind::number, "7"};
    CHECK_FALSE(rebuilds(db, op));
    db.apply(op);
    db.run("INSERT INTO t (a) VALUES (2)");
    CHECK(db.rows("SELECT b FROM t") == "7;NULL");
}

TEST_CASE("a column that is asked to stand elsewhere stands there", "[sqlite][alter]") {
    SqliteSchema db("CREATE TABLE t (a INTEGER, b INTEGER); INSERT INTO t VALUES (1, 2);");
    AddColumn op = add("c", "INTEGER");
    op.after = "a";
    db.apply(op);
    CHECK(db.rows("SELECT * FROM t") == "1|NULL|2");
}

TEST_CASE("a column that nothing names is dropped by ALTER TABLE", "[sqlite][alter]") {
    SqliteSchema db("CREATE TABLE t (a INTEGER, b TEXT CHECK (b <> ''));");
    CHECK_FALSE(rebuilds(db, DropColumn{{{}, "t"}, "b", false}));
    db.apply(DropColumn{{{}, "t"}, "b", false});
    CHECK(db.stored("t") == "CREATE TABLE t (a INTEGER)");
    CHECK_NOTHROW(db.apply(DropColumn{{{}, "t"}, "b", true}));
    CHECK_THROWS_AS(db.apply(DropColumn{{{}, "t"}, "b", false}), Error);
}

TEST_CASE("a column that others name is dropped by a rebuild, their parts with it",
          "[sqlite][alter]") {
    SqliteSchema db("CREATE TABLE t (a INTEGER, b INTEGER UNIQUE, c TEXT, CHECK (a < b));"
                    "CREATE INDEX ix_b ON t (b); CREATE INDEX ix_a ON t (a);"
                    "CREATE TRIGGER tr AFTER UPDATE OF c ON t BEGIN SELECT 1; END;"
                    "INSERT INTO t VALUES (1, 2, 'x');");
    db.apply(DropColumn{{{}, "t"}, "b", false});
    CHECK(db.stored("t") == "CREATE TABLE \"t\" (a INTEGER, c TEXT)");
    CHECK(db.stored("ix_b") == "(none)");
    CHECK(db.stored("ix_a") == "CREATE INDEX ix_a ON t (a)");
    CHECK(rebuilds(db, DropColumn{{{}, "t"}, "c", false})); // SQLite would leave a broken trigger
}

TEST_CASE("renames reach everything that names the column or table", "[sqlite][alter]") {
    SqliteSchema db(R"(
        CREATE TABLE t (id INTEGER PRIMARY KEY, nm TEXT CHECK (nm <> ''));
        CREATE TABLE c (tn TEXT REFERENCES t (nm));
        CREATE INDEX t_nm ON t (nm);
        CREATE VIEW v AS SELECT nm FROM t;
        CREATE TRIGGER tr AFTER UPDATE OF nm ON t BEGIN INSERT INTO t (nm) VALUES (new.nm); END;
        INSERT INTO t VALUES (1, 'Ada');)");
    db.apply(RenameColumn{{{}, "t"}, "nm", "full name"});
    CHECK(db.rows("SELECT \"full name\" FROM v") == "Ada");
    CHECK_THAT(db.stored("tr"), ContainsSubstring("UPDATE OF \"full name\"") &&
                                    ContainsSubstring("INSERT INTO t (\"full name\")"));
    CHECK_THAT(db.stored("c"), ContainsSubstring("t (\"full name\")"));
    db.apply(RenameTable{{{}, "t"}, "people"});
    db.apply(RenameTable{{{}, "people"}, "People"});
    CHECK(db.rows("SELECT * FROM v") == "Ada");
    CHECK(db.rows("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY 1") == "People;c");
    CHECK_THAT(db.stored("c"), ContainsSubstring("People"));
}

TEST_CASE("indexes are made, altered, renamed and dropped without a rebuild", "[sqlite][alter]") {
    SqliteSchema db(
        "CREATE TABLE t (a INTEGER, st TEXT); INSERT INTO t VALUES (1, 'x'), (1, 'y');");
    Index index;
    index.name = "i";
    index.columns = {{"a"}};
    index.where = "st = 'open'";
    const QualifiedName t{{}, "t"};
    db.apply(CreateIndex{t, index, false, false});
    AlterIndex alter{t, "i", {}, {}, {}, {}};
    alter.where = Change<std::string>{std::nullopt, "st IN ('open', 'WHERE')", false};
    db.apply(alter);
    CHECK(db.stored("i") == "CREATE INDEX i ON t (a) WHERE st IN ('open', 'WHERE')");
    db.apply(RenameIndex{t, "i", "j"});
    CHECK(db.stored("i") == "(none)");
    index.name = "u";
    index.unique = true;
    index.where.clear();
    CHECK_THROWS_WITH(db.apply(CreateIndex{t, index, false, false}),
                      ContainsSubstring("{occur} more than once"));
    db.apply(DropIndex{t, "j", false, false});
    CHECK(db.introspect().tables[0].indexes.empty());
}

TEST_CASE("a step may forbid or demand the rebuild", "[sqlite][alter]") {
    SqliteSchema db("CREATE TABLE t (a INTEGER)");
    AlterTable op;
    op.name.name = "t";
    op.rebuild = true;
    CHECK(rebuilds(db, op));
    op.rebuild = false;
    op.strict = Change<bool>{false, true};
    CHECK_THROWS_WITH(db.render(op), ContainsSubstring("the step forbids it"));
    op.rebuild.reset();
    db.apply(op);
    CHECK(db.stored("t") == "CREATE TABLE \"t\" (a INTEGER) STRICT");
}
