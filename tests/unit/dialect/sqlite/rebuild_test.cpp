#include "support/sqlite_schema.hpp"

#include "sql/normalize.hpp"
#include "util/text.hpp"

using namespace migrate;
using migrate::test::ContainsSubstring;
using migrate::test::SqliteSchema;

namespace {

AlterColumn alter(const std::string& table, const std::string& column) {
    AlterColumn op;
    op.table.name = table;
    op.column = column;
    return op;
}

AlterColumn set_null(const std::string& table, const std::string& column, bool nullable) {
    AlterColumn op = alter(table, column);
    op.nullable = Change<bool>{!nullable, nullable};
    return op;
}

AlterColumn set_type(const std::string& table, const std::string& column, const std::string& type) {
    AlterColumn op = alter(table, column);
    op.type = Change<ColumnType>{std::nullopt, parse_type(type), false};
    return op;
}

AlterColumn set_default(const std::string& table, const std::string& column, const Value& value) {
    AlterColumn op = alter(table, column);
    op.default_value = Change<Value>{std::nullopt, value, false};
    return op;
}

Value number(const std::string& text) {
    return Literal{Literal::Kind::number, text};
}

Value string(const std::string& text) {
    return Literal{Literal::Kind::string, text};
}

std::string tokens(const std::string& sql) {
    return sql::normalize_statement(sql, sql::sqlite_syntax());
}

} // namespace

TEST_CASE("everything that a table has survives a rebuild", "[sqlite][rebuild]") {
    SqliteSchema db(R"(
        CREATE TABLE p (id INTEGER PRIMARY KEY);
        CREATE TABLE t (
            id INTEGER PRIMARY KEY AUTOINCREMENT, -- the key
            name TEXT COLLATE NOCASE NOT NULL ON CONFLICT REPLACE DEFAULT 'x',
            n INTEGER CHECK (n > 0),
            at TEXT DEFAULT current_timestamp,
            pid INTEGER CONSTRAINT fk_p REFERENCES p (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
            g INTEGER GENERATED ALWAYS AS (n * 2) STORED,
            /* the pair */ UNIQUE (name, n) ON CONFLICT IGNORE,
            CHECK (length(name) < 100)
        );
        CREATE UNIQUE INDEX ix_desc ON t (name DESC, lower(name)) WHERE n > 1;
        CREATE TRIGGER tr AFTER INSERT ON t WHEN new.n > 100 BEGIN UPDATE t SET n = 1; END;
        CREATE VIEW v AS SELECT name FROM t;
        INSERT INTO p VALUES (1);
        INSERT INTO t (id, name, n, pid, at) VALUES (1, 'a', 1, 1, 'now'), (7, 'b', 2, NULL, 'then');
        DELETE FROM t WHERE id = 7;
        INSERT INTO t (id, name, n, at) VALUES (3, 'c', 3, 'then');)");
    const std::string before = db.stored("t");
    db.apply(set_type("t", "n", "BIGINT"));
    CHECK(tokens(db.stored("t")) ==
          tokens(text::replace_all(before, "n INTEGER CHECK", "n BIGINT CHECK")));
    CHECK_THAT(db.stored("t"), ContainsSubstring("-- the key\n") &&
                                   ContainsSubstring("/* the pair */ UNIQUE (name, n)"));
    CHECK(db.rows("SELECT id, name, n, at, pid, g FROM t") == "1|a|1|now|1|2;3|c|3|then|NULL|6");
    CHECK(db.rows("SELECT seq FROM sqlite_sequence WHERE name = 't'") == "7");
    CHECK(db.rows("SELECT count(*) FROM sqlite_sequence") == "1");
    CHECK(db.stored("ix_desc") ==
          "CREATE UNIQUE INDEX ix_desc ON t (name DESC, lower(name)) WHERE n > 1");
    CHECK(db.stored("tr") == "CREATE TRIGGER tr AFTER INSERT ON t WHEN new.n > 100 BEGIN UPDATE t "
                             "SET n = 1; END");
    CHECK(db.rows("SELECT name FROM v") == "a;c");
    db.apply(set_type("t", "n", "INTEGER"));
    CHECK(tokens(db.stored("t")) == tokens(before));
}

TEST_CASE("options of tables survive, too", "[sqlite][rebuild]") {
    SqliteSchema db("CREATE TABLE t (a TEXT PRIMARY KEY, b INT) STRICT, WITHOUT ROWID;"
                    "INSERT INTO t VALUES ('x', 1);");
    db.apply(set_default("t", "b", number("5")));
    CHECK(tokens(db.stored("t")) ==
          tokens("CREATE TABLE t (a TEXT PRIMARY KEY, b INT DEFAULT 5) STRICT, WITHOUT ROWID"));
    CHECK(db.rows("SELECT a, b FROM t") == "x|1");
}

TEST_CASE("children keep their rows and their references", "[sqlite][rebuild]") {
    SqliteSchema db(R"(
        CREATE TABLE p (id INTEGER PRIMARY KEY, n TEXT, boss INTEGER REFERENCES p (id));
        CREATE TABLE c (pid INTEGER REFERENCES p (id) ON DELETE CASCADE);
        CREATE TRIGGER tc AFTER INSERT ON c BEGIN UPDATE p SET n = 'seen' WHERE id = new.pid; END;
        INSERT INTO p VALUES (1, 'x', NULL), (2, 'y', 1);
        INSERT INTO c VALUES (1);
        PRAGMA foreign_keys = ON;)");
    const std::string child = db.stored("c");
    db.apply(set_null("p", "n", false));
    CHECK(db.rows("SELECT pid FROM c") == "1");
    CHECK(db.stored("c") == child);
    CHECK(db.rows("PRAGMA foreign_key_check").empty());
    CHECK(db.rows("PRAGMA foreign_keys") == "1");
    CHECK_THAT(db.stored("p"), ContainsSubstring("REFERENCES p (id)"));
    db.run("INSERT INTO c VALUES (2)");
    CHECK(db.rows("SELECT n FROM p WHERE id = 2") == "seen");
}

TEST_CASE("rowids that no column holds stay", "[sqlite][rebuild]") {
    SqliteSchema db("CREATE TABLE t (a TEXT); INSERT INTO t (rowid, a) VALUES (5, 'x'), (9, 'y');");
    db.apply(set_null("t", "a", false));
    CHECK(db.rows("SELECT rowid, a FROM t") == "5|x;9|y");
}

TEST_CASE("the copy's name is one that nothing has", "[sqlite][rebuild]") {
    SqliteSchema db(
        "CREATE TABLE t (a TEXT); CREATE TABLE migrate_new_t (keep TEXT);"
        "CREATE VIEW migrate_new_2_t AS SELECT 1; INSERT INTO migrate_new_t VALUES ('k');");
    db.apply(set_null("t", "a", false));
    CHECK(db.rows("SELECT keep FROM migrate_new_t") == "k");
    CHECK_THAT(db.stored("t"), ContainsSubstring("a TEXT NOT NULL"));
}

TEST_CASE("NOT NULL takes the place of NULLs from fill, then from the default",
          "[sqlite][rebuild]") {
    SqliteSchema db("CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT, b TEXT DEFAULT 'z');"
                    "INSERT INTO t VALUES (1, NULL, NULL), (2, 'a', 'b');");
    AlterColumn a = set_null("t", "a", false);
    CHECK_THROWS_WITH(db.apply(a), ContainsSubstring("NULL in t.a"));
    a.fill = string("it's");
    db.apply(a);
    db.apply(set_null("t", "b", false));
    CHECK(db.rows("SELECT a, b FROM t") == "it's|z;a|b");
}

TEST_CASE("values are converted by the new affinity or by an expression", "[sqlite][rebuild]") {
    SqliteSchema db("CREATE TABLE t (id INTEGER PRIMARY KEY, n TEXT, m TEXT);"
                    "INSERT INTO t VALUES (1, '42', '1,5'), (2, 'abc', '2');");
    db.apply(set_type("t", "n", "INTEGER"));
    CHECK(db.rows("SELECT typeof(n) FROM t ORDER BY id") == "integer;text");
    AlterColumn m = set_type("t", "m", "REAL");
    m.using_expression = "replace(m, ',', '.')";
    db.apply(m);
    CHECK(db.rows("SELECT m FROM t ORDER BY id") == "1.5;2.0");
}

TEST_CASE("a changed clause is edited, a new one stands at its place", "[sqlite][rebuild]") {
    SqliteSchema db("CREATE TABLE t (\n  a TEXT DEFAULT 'x' CHECK (a <> ''), -- first\n  b INT\n)");
    const std::string before = db.stored("t");
    db.apply(set_default("t", "a", string("y")));
    db.apply(set_null("t", "a", false));
    db.apply(set_null("t", "b", false));
    CHECK(db.stored("t") == "CREATE TABLE \"t\" (\n  a TEXT NOT NULL DEFAULT 'y' CHECK (a <> ''), "
                            "-- first\n  b INT NOT NULL\n)");
    db.apply(set_null("t", "b", true));
    db.apply(set_null("t", "a", true));
    db.apply(set_default("t", "a", string("x")));
    CHECK(tokens(db.stored("t")) == tokens(before));
}

TEST_CASE("keys and autoincrement come and go", "[sqlite][rebuild]") {
    SqliteSchema db(
        "CREATE TABLE t (id INTEGER PRIMARY KEY, v TEXT); INSERT INTO t VALUES (4, 'x');");
    AlterColumn counted = alter("t", "id");
    counted.autoincrement = Change<bool>{false, true};
    db.apply(counted);
    CHECK(db.stored("t") == "CREATE TABLE \"t\" (id INTEGER PRIMARY KEY AUTOINCREMENT, v TEXT)");
    CHECK(db.rows("SELECT name, seq FROM sqlite_sequence") == "t|4");
    counted.autoincrement = Change<bool>{true, false};
    db.apply(counted);
    CHECK(db.stored("t") == "CREATE TABLE \"t\" (id INTEGER PRIMARY KEY, v TEXT)");
    CHECK(db.rows("SELECT count(*) FROM sqlite_sequence") == "0");
    AlterConstraint composite;
    composite.table.name = "t";
    composite.kind = ConstraintKind::primary_key;
    composite.columns = Change<std::vector<KeyPart>>{std::nullopt, {{{"v"}, {"id"}}}, false};
    db.apply(composite);
    CHECK(db.stored("t") == "CREATE TABLE \"t\" (id INTEGER, v TEXT, PRIMARY KEY (v, id))");
    CHECK(db.rows("SELECT rowid, id FROM t") == "4|4");
}

TEST_CASE("a descending key moves out of its column and becomes the rowid", "[sqlite][rebuild]") {
    SqliteSchema db("CREATE TABLE t (id INTEGER PRIMARY KEY DESC, v TEXT);"
                    "INSERT INTO t VALUES (4, 'x'), (9, 'y');");
    PrimaryKey key;
    key.columns = {{"id"}};
    key.columns[0].desc = true;
    AlterTable move;
    move.name.name = "t";
    move.clauses = {DropConstraint{.table = move.name, .kind = ConstraintKind::primary_key},
                    AddConstraint{move.name, key}};
    db.apply(move);
    CHECK(db.stored("t") == "CREATE TABLE \"t\" (id INTEGER, v TEXT, PRIMARY KEY (id DESC))");
    CHECK(db.rows("SELECT rowid, id FROM t") == "4|4;9|9");
    AlterColumn back = alter("t", "id");
    key.in_column = true;
    back.primary_key = Change<PrimaryKey>{std::nullopt, key, true};
    db.apply(back);
    CHECK(db.stored("t") == "CREATE TABLE \"t\" (id INTEGER PRIMARY KEY DESC, v TEXT)");
    db.run("INSERT INTO t VALUES (NULL, 'no rowid')");
    CHECK(db.rows("SELECT count(*) FROM t WHERE id IS NULL") == "1");
}

TEST_CASE("constraints are added, replaced and taken away", "[sqlite][rebuild]") {
    SqliteSchema db("CREATE TABLE p (id INTEGER PRIMARY KEY);"
                    "CREATE TABLE t (a INT UNIQUE, b INT); INSERT INTO t VALUES (1, 2);");
    const std::string before = db.stored("t");
    const QualifiedName t{{}, "t"};
    Unique pair;
    pair.name = "uq";
    pair.columns = {{"a"}, {"b"}};
    db.apply(AddConstraint{t, pair});
    Check check;
    check.name = "order items";
    check.expression = "a < b";
    db.apply(AddConstraint{t, check});
    ForeignKey key;
    key.columns = {"b"};
    key.table.name = "p";
    key.on_delete = FkAction::set_null;
    CHECK_THROWS_WITH(db.apply(AddConstraint{t, key}), ContainsSubstring("table t, rowid 1"));
    db.run("INSERT INTO p VALUES (2)");
    db.apply(AddConstraint{t, key});
    CHECK(db.stored("t") ==
          "CREATE TABLE \"t\" (a INT UNIQUE, b INT, CONSTRAINT uq UNIQUE (a, b), CONSTRAINT "
          "\"order items\" CHECK (a < b), FOREIGN KEY (b) REFERENCES p ON DELETE SET NULL)");
    db.apply(DropConstraint{t, ConstraintKind::foreign_key, "", {"b"}, "", false});
    db.apply(RenameConstraint{t, "uq", "uq2", {}});
    db.apply(DropConstraint{t, ConstraintKind::check, "order items", {}, "", false});
    CHECK(db.stored("t") ==
          "CREATE TABLE \"t\" (a INT UNIQUE, b INT, CONSTRAINT uq2 UNIQUE (a, b))");
    db.apply(DropConstraint{t, ConstraintKind::unique, "uq2", {}, "", false});
    CHECK(tokens(db.stored("t")) == tokens(before));
}

TEST_CASE("rows that a new constraint refuses are counted before anything is copied",
          "[sqlite][rebuild]") {
    SqliteSchema db(
        "CREATE TABLE t (a INT, b INT); INSERT INTO t VALUES (1, 1), (1, -1), (2, -2);");
    const std::string before = db.stored("t");
    Unique unique;
    unique.name = "uq";
    unique.columns = {{"a"}};
    CHECK_THROWS_WITH(db.apply(AddConstraint{{{}, "t"}, unique}),
                      ContainsSubstring("{occur} more than once") && ContainsSubstring("(1)"));
    Check check;
    check.expression = "b > 0";
    CHECK_THROWS_WITH(db.apply(AddConstraint{{{}, "t"}, check}),
                      ContainsSubstring("{break} the check (b > 0) (2)"));
    CHECK(db.stored("t") == before);
    CHECK(db.rows("SELECT count(*) FROM t") == "3");
}

TEST_CASE("many clauses are one rebuild, renames among them", "[sqlite][rebuild]") {
    SqliteSchema db(R"(
        CREATE TABLE users (id INTEGER PRIMARY KEY, name varchar(50), mail TEXT, nick TEXT);
        CREATE INDEX ix_mail ON users (mail);
        CREATE VIEW v AS SELECT mail FROM users;
        INSERT INTO users VALUES (1, 'Ada', 'a@b', 'x');)");
    const QualifiedName users{{}, "users"};
    AlterTable op;
    op.name = users;
    AddColumn age;
    age.table = users;
    age.definition.column.name = "age";
    age.definition.column.type = parse_type("integer");
    age.definition.column.nullable = false;
    age.fill = number("30");
    op.clauses = {age, DropColumn{users, "nick", false}, set_null("users", "name", false),
                  RenameColumn{users, "mail", "nick"}};
    int copies = 0;
    for (const Statement& statement : db.render(op))
        copies += statement.sql.starts_with("CREATE TABLE");
    CHECK(copies == 1);
    db.run("DROP TABLE IF EXISTS temp.migrate_broken_before");
    db.apply(op);
    CHECK(db.stored("users") == "CREATE TABLE \"users\" (id INTEGER PRIMARY KEY, name varchar(50) "
                                "NOT NULL, nick TEXT, age integer NOT NULL)");
    CHECK(db.rows("SELECT * FROM users") == "1|Ada|a@b|30");
    CHECK(db.rows("SELECT * FROM v") == "a@b");
    CHECK_THAT(db.stored("ix_mail"), ContainsSubstring("(nick)"));
}

TEST_CASE("a check may name its own table", "[sqlite][rebuild]") {
    SqliteSchema db("CREATE TABLE t (a INT CHECK (t.a > 0), b INT); INSERT INTO t VALUES (1, 2);");
    db.apply(set_null("t", "b", false));
    CHECK(db.stored("t") == "CREATE TABLE t (a INT CHECK (t.a > 0), b INT NOT NULL)");
    CHECK(db.rows("SELECT a, b FROM t") == "1|2");
    CHECK_THROWS_WITH(db.run("INSERT INTO t VALUES (0, 1)"), ContainsSubstring("t.a > 0"));
    CHECK(db.rows("PRAGMA integrity_check") == "ok");
}

TEST_CASE("NOT NULL comes back to where the table writes it", "[sqlite][rebuild]") {
    SqliteSchema db("CREATE TABLE t (a INT DEFAULT 1 NOT NULL, b INT DEFAULT 2 NOT NULL)");
    const std::string before = db.stored("t");
    db.apply(set_null("t", "b", true));
    db.apply(set_null("t", "b", false));
    CHECK(tokens(db.stored("t")) == tokens(before));
}

TEST_CASE("a rebuild starts from the text that is stored now, not from one before a rename",
          "[sqlite][rebuild]") {
    SqliteSchema db(R"(
        CREATE TABLE p (id INTEGER PRIMARY KEY);
        CREATE TABLE t (a TEXT, pid INTEGER, FOREIGN KEY (pid) REFERENCES p (id));
    )");
    Database replayed = db.introspect();
    const Op rename = RenameColumn{{"", "p"}, "id", "code"};
    db.apply(rename);
    apply(rename, replayed, sql::sqlite_syntax());
    const auto& ddl = sqlite::sqlite_dialect().ddl();
    db.run("PRAGMA foreign_keys = OFF");
    for (const Statement& statement :
         ddl.render(set_null("t", "a", false), replayed, &db.connection()))
        if (!statement.probe)
            db.connection().execute(statement.sql);
    CHECK_THAT(db.stored("t"), ContainsSubstring("code"));
}

TEST_CASE("a rebuild that keeps no column keeps the number of rows", "[sqlite][rebuild]") {
    for (const int rows : {0, 3}) {
        SqliteSchema db("CREATE TABLE t (a INTEGER)");
        for (int i = 0; i < rows; ++i)
            db.run("INSERT INTO t VALUES (7)");
        AddColumn id;
        id.table.name = "t";
        id.definition.column.name = "id";
        id.definition.column.type = parse_type("integer");
        id.definition.primary_key = PrimaryKey{.name = {}, .columns = {KeyPart{.column = "id"}}};
        AlterTable op;
        op.name.name = "t";
        op.clauses = {id, DropColumn{{"", "t"}, "a"}};
        db.apply(op);
        CHECK(db.rows("SELECT count(*) FROM t") == std::to_string(rows));
    }
}

TEST_CASE("a generated column may stand before the column that it is made of",
          "[sqlite][rebuild]") {
    SqliteSchema db("CREATE TABLE t (a INTEGER); INSERT INTO t VALUES (1)");
    AddColumn doubled;
    doubled.table.name = "t";
    doubled.definition.column.name = "d";
    doubled.definition.column.type = parse_type("integer");
    doubled.definition.column.generated = Generated{"2 * n", false};
    AddColumn n = doubled;
    n.definition.column.name = "n";
    n.definition.column.generated.reset();
    n.definition.column.default_value = number("4");
    AlterTable op;
    op.name.name = "t";
    op.clauses = {doubled, n};
    db.apply(op);
    CHECK(db.rows("SELECT a, d, n FROM t") == "1|8|4");
}
