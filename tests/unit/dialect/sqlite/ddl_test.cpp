#include "support/sqlite_schema.hpp"

using namespace migrate;
using migrate::test::ContainsSubstring;
using migrate::test::SqliteSchema;

namespace {

const Ddl& ddl() {
    return sqlite::sqlite_dialect().ddl();
}

Value text(const std::string& value) {
    return Literal{Literal::Kind::string, value};
}
Value number(const std::string& value) {
    return Literal{Literal::Kind::number, value};
}

View view(const std::string& name, const std::string& as) {
    View result;
    result.name.name = name;
    result.as = as;
    return result;
}

} // namespace

TEST_CASE("what a dump makes is the same schema", "[sqlite][ddl]") {
    const char* script = R"(
        CREATE TABLE "order items" (id INTEGER PRIMARY KEY DESC, a TEXT DEFAULT 'it''s' -- note
        );
        CREATE TABLE w (k TEXT, n INT, PRIMARY KEY (k, n DESC)) WITHOUT ROWID;
        CREATE INDEX i ON w (n COLLATE nocase DESC) WHERE k <> '';
        CREATE VIEW v (x) AS SELECT k FROM w;
        CREATE TRIGGER tv INSTEAD OF INSERT ON v BEGIN INSERT INTO w VALUES (new.x, 1); END;
        CREATE VIRTUAL TABLE ft USING fts5(a, content='w');)";
    SqliteSchema db(script);
    const Database before = db.introspect();
    SqliteSchema again(sqlite::sqlite_dialect().dump_sql(before));
    CHECK(again.introspect() == before);
    Database model = before; // and when nothing stored is known
    for (Table& table : model.tables)
        table.stored_sql.clear();
    SqliteSchema rendered(sqlite::sqlite_dialect().dump_sql(model));
    Database after = rendered.introspect();
    for (Table& table : after.tables)
        table.stored_sql.clear();
    CHECK(after == model);
}

TEST_CASE("views are replaced with the triggers on them, and with what names them",
          "[sqlite][ddl]") {
    SqliteSchema db("CREATE TABLE t (a INTEGER, b INTEGER); CREATE VIEW v AS SELECT a FROM t;"
                    "CREATE VIEW w AS SELECT a FROM v;"
                    "CREATE TRIGGER ti INSTEAD OF INSERT ON v BEGIN INSERT INTO t (a) VALUES "
                    "(new.a); END;");
    AlterView op;
    op.name.name = "v";
    op.as = Change<std::string>{std::nullopt, "SELECT a, b FROM t", false};
    db.apply(op);
    db.apply(RenameView{{{}, "v"}, "v2"});
    db.run("INSERT INTO v2 (a) VALUES (5)");
    CHECK(db.rows("SELECT * FROM w") == "5");
    db.apply(DropView{{{}, "w"}, false});
    db.apply(CreateView{view("x", "SELECT 1 AS one")});
    CHECK(db.rows("SELECT one FROM x") == "1");
}

TEST_CASE("triggers are altered and renamed by making them anew", "[sqlite][ddl]") {
    SqliteSchema db("CREATE TABLE t (a INTEGER);"
                    "CREATE TRIGGER tr AFTER INSERT ON t BEGIN SELECT 1; END;");
    AlterTrigger op{{{}, "t"}, "tr", {}, {}, {}, {}, {}};
    op.where = Change<std::string>{std::nullopt, "NEW.a > 1", false};
    op.body = Change<std::string>{std::nullopt, "BEGIN DELETE FROM t WHERE a = ';'; END", false};
    db.apply(op);
    CHECK(db.stored("tr") == "CREATE TRIGGER tr AFTER INSERT ON t WHEN NEW.a > 1 BEGIN DELETE FROM "
                             "t WHERE a = ';'; END");
    db.apply(RenameTrigger{{{}, "t"}, "tr", "tr2"});
    db.apply(DropTrigger{{{}, "t"}, "tr2", false});
    CHECK(db.introspect().tables[0].triggers.empty());
}

TEST_CASE("an enum is TEXT with a check that bears its name", "[sqlite][ddl]") {
    SqliteSchema db("");
    EnumType state;
    state.name.name = "state";
    state.values = {"new", "it's"};
    Database model;
    model.folding = NameFolding::ascii;
    model.enums = {state};
    Table table;
    table.name.name = "t";
    Column column;
    column.name = "s";
    column.type = parse_type("state");
    table.columns = {column};
    model.tables = {table};
    for (const Statement& statement : sqlite::sqlite_dialect().ddl().render(
             CreateTable{model.tables[0], false}, model, &db.connection()))
        db.run(statement.sql);
    CHECK(db.stored("t") == "CREATE TABLE t (\n    s TEXT CONSTRAINT ck_t_s_state CHECK (s IN "
                            "('new', 'it''s'))\n)");
    db.run("INSERT INTO t VALUES ('new'), ('it''s'), (NULL)");
    AlterEnum op;
    op.name.name = "state";
    op.values = Change<std::vector<std::string>>{std::nullopt, {{"old", "done"}}, false};
    op.rename_value = {{"new", "old"}};
    op.replace = {{"it's", "done"}};
    db.apply(op);
    CHECK(db.rows("SELECT s FROM t") == "old;done;NULL");
    CHECK_THAT(db.stored("t"), ContainsSubstring("CHECK (s IN ('old', 'done'))"));
    db.apply(RenameEnum{{{}, "state"}, "mood"});
    CHECK_THAT(db.stored("t"), ContainsSubstring("ck_t_s_mood"));
}

TEST_CASE("rows are inserted, changed and deleted as the step says", "[sqlite][rows]") {
    SqliteSchema db("CREATE TABLE r (id INTEGER PRIMARY KEY, name TEXT, x)");
    InsertRows insert;
    insert.table.name = "r";
    insert.rows = {
        {{"id", number("1")}, {"name", text("it's")}, {"x", Literal{Literal::Kind::bytes, "00ff"}}},
        {{"id", number("2")}, {"name", Expression{"upper('b')"}}},
        {{"id", number("3")}, {"name", Literal{}}}};
    db.apply(insert);
    CHECK(db.rows("SELECT id, name, hex(x) FROM r") == "1|it's|00FF;2|B|;3|NULL|");
    insert.rows = {{{"id", number("1")}, {"name", text("new")}}};
    insert.key = {"id"};
    insert.on_conflict = InsertRows::OnConflict::skip;
    db.apply(insert);
    CHECK(db.rows("SELECT name FROM r WHERE id = 1") == "it's");
    insert.on_conflict = InsertRows::OnConflict::update;
    db.apply(insert);
    CHECK(db.rows("SELECT name, hex(x) FROM r WHERE id = 1") == "new|00FF");
    db.apply(UpdateRows{{{}, "r"}, {{"name", text("u")}}, "id = 2"});
    db.apply(DeleteRows{{{}, "r"}, "", {{{"name", Literal{}}}, {{"id", number("1")}}}});
    CHECK(db.rows("SELECT id, name FROM r") == "2|u");
    insert.key.clear();
    CHECK_THROWS_WITH(db.render(insert), ContainsSubstring("by which key"));
}

TEST_CASE("a backfill outside a transaction goes in batches that meet every row",
          "[sqlite][rows]") {
    SqliteSchema db("CREATE TABLE t (a INTEGER)");
    db.run("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 25) "
           "INSERT INTO t SELECT CASE WHEN i % 2 THEN NULL ELSE i END FROM n");
    Backfill op;
    op.table.name = "t";
    op.set = {{"a", number("0")}};
    op.where = "a IS NULL OR a < 0";
    op.batch = 5;
    op.pause_ms = 10;
    const std::vector<Statement> statements = db.render(op);
    CHECK(statements.size() == 3);
    CHECK(statements[0].pause_ms == 10);
    for (const Statement& statement : statements)
        CHECK(db.connection().execute(statement.sql) <= 5);
    CHECK(db.rows("SELECT count(*) FROM t WHERE a = 0") == "13");
    CHECK(ddl().render(op, db.introspect(), nullptr).size() == 1);
}

TEST_CASE("scripts are split and what cannot stand in a transaction is known", "[sqlite][ddl]") {
    Sql script;
    script.text = "CREATE TRIGGER x AFTER INSERT ON t BEGIN SELECT 1; END; SELECT 2;";
    CHECK(ddl().render(script, {}, nullptr).size() == 2);
    const auto alone = [](const std::string& text) { return ddl().outside_transaction(Sql{text}); };
    CHECK(alone("-- tidy\nvacuum;"));
    CHECK(alone("PRAGMA main.journal_mode = WAL"));
    CHECK(alone("SELECT 1; ATTACH 'x' AS y"));
    CHECK_FALSE(alone("PRAGMA foreign_keys"));
    CHECK_FALSE(alone("SELECT 'VACUUM'"));
    CHECK(ddl().outside_transaction(Program{{"true"}}));
}

TEST_CASE("an assertion is a probe", "[sqlite][ddl]") {
    SqliteSchema db("CREATE TABLE t (a)");
    CHECK_NOTHROW(db.apply(Assert{"SELECT count(*) = 0 FROM t;", "rows are left"}));
    CHECK_THROWS_WITH(db.apply(Assert{"SELECT count(*) > 0 FROM t", "no rows"}),
                      ContainsSubstring("no rows"));
}

TEST_CASE("what SQLite has not is refused before anything runs", "[sqlite][ddl]") {
    Table table;
    table.name = {"shop", "t"};
    CHECK_THROWS_WITH(ddl().check(CreateTable{table, false}, {}), ContainsSubstring("no schemas"));
    table.name = {"", "t"};
    CHECK_THROWS_WITH(ddl().check(CreateTable{table, false}, {}), ContainsSubstring("no columns"));
    table.columns.resize(1);
    table.columns[0].name = "a";
    table.columns[0].identity = Identity{};
    table.columns[0].identity->start = 5;
    CHECK_THROWS_WITH(ddl().check(CreateTable{table, false}, {}), ContainsSubstring("start"));
    CHECK_THROWS_WITH(ddl().render(Irreversible{"gone"}, {}, nullptr), ContainsSubstring("gone"));
}

TEST_CASE("types are declared as they are written unless their words change values",
          "[sqlite][types]") {
    const Types& types = sqlite::sqlite_dialect().types();
    const auto render = [&](const std::string& type, bool identity = false) {
        Column column;
        column.type = parse_type(type);
        if (identity)
            column.identity = Identity{};
        return types.render(column);
    };
    CHECK(render("varchar(50)") == "varchar(50)");
    CHECK(render("UUID") == "TEXT");
    CHECK(render("time") == "TEXT");
    CHECK(render("bigint", true) == "INTEGER");
    CHECK(render("double") == "double");
    CHECK(types.read("VARCHAR(20)").kind == TypeKind::varchar);
    CHECK(types.read("uuid").native);
    CHECK(types.read("").kind == TypeKind::none);
    Column a;
    Column b;
    a.type = parse_type("numeric(12, 2)");
    b.type = native_type("NUMERIC(12,2)");
    CHECK(types.same(a, b));
    b.type = native_type("NUMERIC(12,3)");
    CHECK_FALSE(types.same(a, b));
}

TEST_CASE("expressions that differ in spelling alone are the same", "[sqlite][ddl]") {
    const Dialect& dialect = sqlite::sqlite_dialect();
    CHECK(dialect.same_expression("a  == 1.0", "(\"a\" = 1.00)"));
    CHECK_FALSE(dialect.same_expression("a = 1", "a = 1.0"));
    CHECK_FALSE(dialect.same_expression("a = 'X'", "a = 'x'"));
}
