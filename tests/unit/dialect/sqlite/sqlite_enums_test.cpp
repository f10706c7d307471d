#include "dialect/sqlite/sqlite_enums.hpp"

#include "dialect/sqlite/enum_changes.hpp"
#include "support/sqlite_schema.hpp"

using namespace migrate;
using namespace migrate::sqlite;
using namespace migrate::test;

namespace {

constexpr const char* two_tables =
    "CREATE TABLE a (s TEXT CONSTRAINT ck_a_s_state CHECK (s IN ('new', 'done')));"
    "CREATE TABLE b (x INT, t text, CONSTRAINT ck_b_t_state CHECK (\"t\" in ('new','done')));";

// The type of the first column of the only table.
ColumnType lifted_type(const std::string& script) {
    SqliteSchema db(script);
    return db.introspect().tables.at(0).columns.at(0).type;
}

bool is_lifted(const std::string& script) {
    return lifted_type(script).kind == TypeKind::enumeration;
}

AlterEnum change_values(std::vector<std::string> to) {
    AlterEnum op;
    op.name.name = "state";
    op.values = Change<std::vector<std::string>>{std::nullopt, std::move(to), false};
    return op;
}

} // namespace

TEST_CASE("a check that bears an enum's name makes the enum", "[sqlite][enums]") {
    SqliteSchema db(two_tables);
    const Database read = db.introspect();
    REQUIRE(read.enums.size() == 1);
    CHECK(read.enums[0].name.name == "state");
    CHECK(read.enums[0].values == std::vector<std::string>{"new", "done"});
    CHECK(read.tables[0].columns[0].type.text == "state");
    CHECK(read.tables[1].columns[1].type.kind == TypeKind::enumeration);
    CHECK(read.tables[0].checks.empty());
    CHECK(read.tables[1].checks.empty());
}

TEST_CASE("what only looks like the check of an enum stays a check", "[sqlite][enums]") {
    CHECK(is_lifted("CREATE TABLE t (s TEXT CONSTRAINT ck_t_s_e CHECK (s IN ('a')))"));
    CHECK(!is_lifted("CREATE TABLE t (s TEXT CHECK (s IN ('a')))"));
    CHECK(!is_lifted("CREATE TABLE t (s TEXT CONSTRAINT ck_t_s_ CHECK (s IN ('a')))"));
    CHECK(!is_lifted("CREATE TABLE t (s TEXT CONSTRAINT ck_u_s_e CHECK (s IN ('a')))"));
    CHECK(!is_lifted("CREATE TABLE t (s varchar(5) CONSTRAINT ck_t_s_e CHECK (s IN ('a')))"));
    CHECK(!is_lifted("CREATE TABLE t (s TEXT CONSTRAINT ck_t_s_e CHECK (s IN ('a', 1)))"));
    CHECK(!is_lifted("CREATE TABLE t (s TEXT CONSTRAINT ck_t_s_e CHECK (s IN ('a', 'a')))"));
    CHECK(!is_lifted("CREATE TABLE t (s TEXT CONSTRAINT ck_t_s_e CHECK (s NOT IN ('a')))"));
    CHECK(!is_lifted("CREATE TABLE t (s TEXT CONSTRAINT ck_t_s_e CHECK (s IN ('a') OR 1))"));
    CHECK(!is_lifted("CREATE TABLE t (s TEXT, o TEXT, CONSTRAINT ck_t_s_e CHECK (o IN ('a')))"));
}

TEST_CASE("an enum is not called like a type", "[sqlite][enums]") {
    CHECK(!is_lifted("CREATE TABLE t (s TEXT CONSTRAINT ck_t_s_text CHECK (s IN ('a')))"));
    CHECK(
        !is_lifted("CREATE TABLE t (s TEXT CONSTRAINT ck_t_s_money CHECK (s IN ('a')), m MONEY)"));
}

TEST_CASE("an enum that has other values elsewhere is none", "[sqlite][enums]") {
    SqliteSchema db("CREATE TABLE a (s TEXT CONSTRAINT ck_a_s_valid CHECK (s IN ('a', 'b')));"
                    "CREATE TABLE b (s TEXT CONSTRAINT ck_b_s_valid CHECK (s IN ('b', 'a')));"
                    "CREATE TABLE c (s TEXT CONSTRAINT ck_c_s_one CHECK (s IN ('a'))"
                    " CONSTRAINT ck_c_s_two CHECK (s IN ('a', 'b')))");
    const Database read = db.introspect();
    CHECK(read.enums.empty());
    CHECK(read.tables[2].checks.size() == 2);
}

TEST_CASE("a model is what introspection would read", "[sqlite][enums]") {
    SqliteSchema db(two_tables);
    Database model;
    model.folding = NameFolding::ascii;
    EnumType state;
    state.name.name = "state";
    state.values = {"new", "done"};
    state.comment = "kept";
    EnumType unused = state;
    unused.name.name = "unused";
    model.enums = {state, unused};
    Table table;
    table.name.name = "a";
    table.columns.emplace_back().name = "s";
    table.columns[0].type = parse_type("state");
    model.tables = {table};
    adapt_enums(model);
    REQUIRE(model.enums.size() == 1);
    CHECK(model.enums[0].comment == "kept");
    CHECK(model.tables[0].columns[0].type == db.introspect().tables[0].columns[0].type);
    CHECK(model.tables[0].checks.empty());
}

TEST_CASE("values change in all tables of the enum, with the rows", "[sqlite][enums]") {
    SqliteSchema db(two_tables);
    db.run("INSERT INTO a VALUES ('new'), ('done'); INSERT INTO b VALUES (1, 'done')");
    AlterEnum op = change_values({"fresh", "old"});
    op.rename_value = {{"new", "fresh"}};
    op.replace = {{"done", "old"}};
    db.apply(op);
    CHECK(db.rows("SELECT s FROM a") == "fresh;old");
    CHECK(db.rows("SELECT * FROM b") == "1|old");
    CHECK(db.stored("b") == "CREATE TABLE \"b\" (x INT, t text, CONSTRAINT ck_b_t_state CHECK (t "
                            "IN ('fresh', 'old')))");
    CHECK(db.introspect().enums.at(0).values == std::vector<std::string>{"fresh", "old"});
}

TEST_CASE("a value that rows have cannot go without another one for them", "[sqlite][enums]") {
    SqliteSchema db(two_tables);
    db.run("INSERT INTO a VALUES ('new')");
    CHECK_THROWS_WITH(db.apply(change_values({"done"})),
                      ContainsSubstring("{rows} of a {break} the check ck_a_s_state"));
}

TEST_CASE("the check follows the names of enum, table and column", "[sqlite][enums]") {
    SqliteSchema db(two_tables);
    db.apply(RenameEnum{{{}, "state"}, "mood"});
    CHECK_THAT(db.stored("a"), ContainsSubstring("ck_a_s_mood"));
    CHECK_THAT(db.stored("b"), ContainsSubstring("ck_b_t_mood"));
    db.apply(RenameTable{{{}, "b"}, "c"});
    CHECK(db.stored("c") == "CREATE TABLE \"c\" (x INT, t text, CONSTRAINT ck_c_t_mood CHECK "
                            "(t IN ('new', 'done')))");
    db.apply(RenameColumn{{{}, "c"}, "t", "u"});
    CHECK_THAT(db.stored("c"), ContainsSubstring("ck_c_u_mood"));
    CHECK(db.introspect().tables.at(1).columns.at(1).type.text == "mood");
}

TEST_CASE("a column takes an enum as its type and lays it down", "[sqlite][enums]") {
    SqliteSchema db(two_tables);
    AlterColumn op;
    op.table.name = "b";
    op.column = "x";
    op.type = Change<ColumnType>{std::nullopt, parse_type("state"), false};
    db.apply(op);
    CHECK_THAT(db.stored("b"),
               ContainsSubstring("x TEXT CONSTRAINT ck_b_x_state CHECK (x IN ('new', 'done'))"));
    op.column = "t";
    op.type->to = parse_type("text");
    db.apply(op);
    CHECK(db.stored("b") == "CREATE TABLE \"b\" (x TEXT CONSTRAINT ck_b_x_state CHECK (x IN "
                            "('new', 'done')), t text)");
}

TEST_CASE("other checks of an enum column change beside its own", "[sqlite][enums]") {
    SqliteSchema db(two_tables);
    Check check;
    check.expression = "length(s) > 1";
    check.in_column = "s";
    AlterColumn op;
    op.table.name = "a";
    op.column = "s";
    op.checks = Change<std::vector<Check>>{std::nullopt, std::vector<Check>{check}, false};
    db.apply(op);
    CHECK(db.stored("a") == "CREATE TABLE \"a\" (s TEXT CONSTRAINT ck_a_s_state CHECK (s IN "
                            "('new', 'done')) CHECK (length(s) > 1))");
}

TEST_CASE("a column goes with the check of its enum, wherever that stands", "[sqlite][enums]") {
    SqliteSchema db("CREATE TABLE a (id INT, s TEXT CONSTRAINT ck_a_s_e CHECK (s IN ('x')));"
                    "CREATE TABLE b (id INT, s TEXT, CONSTRAINT ck_b_s_e CHECK (s IN ('x')))");
    CHECK(db.render(DropColumn{{{}, "a"}, "s"}).size() == 1);
    db.apply(DropColumn{{{}, "a"}, "s"});
    db.apply(DropColumn{{{}, "b"}, "s"});
    CHECK(db.stored("a") == "CREATE TABLE a (id INT)");
    CHECK(db.stored("b") == "CREATE TABLE \"b\" (id INT)");
}

TEST_CASE("an enum that a column has is not dropped", "[sqlite][enums]") {
    SqliteSchema db(two_tables);
    CHECK_THROWS_WITH(db.apply(DropEnum{{{}, "state"}, false}),
                      "the enum state is the type of a.s");
    db.apply(DropEnum{{{}, "never_seen"}, false});
}

TEST_CASE("a step that names the check of an enum finds it", "[sqlite][enums]") {
    SqliteSchema db(two_tables);
    Database schema = db.introspect();
    const DropConstraint drop{{{}, "a"}, ConstraintKind::check, "ck_a_s_state", {}, {}, false};
    follow(drop, schema);
    db.apply(drop);
    CHECK(db.stored("a") == "CREATE TABLE \"a\" (s TEXT)");
    const Database read = db.introspect();
    CHECK(schema.tables[0].columns == find_table(read, {{}, "a"})->columns);
    CHECK(schema.tables[0].checks.empty());
    CHECK(schema.enums == read.enums);
    Check check;
    check.name = "ck_a_s_state";
    check.expression = "s IN ('new', 'done')";
    follow(AddConstraint{{{}, "a"}, check}, schema);
    CHECK(schema.tables[0].columns[0].type.kind == TypeKind::enumeration);
}

TEST_CASE("an enum is forgotten with its last check", "[sqlite][enums]") {
    SqliteSchema db("CREATE TABLE a (s TEXT CONSTRAINT ck_a_s_state CHECK (s IN ('new')))");
    Database schema = db.introspect();
    AlterConstraint op;
    op.table.name = "a";
    op.kind = ConstraintKind::check;
    op.name = "ck_a_s_state";
    op.expression = Change<std::string>{std::nullopt, "s <> 'old'", false};
    follow(op, schema);
    CHECK(schema.enums.empty());
    CHECK(schema.tables[0].checks.at(0).expression == "s <> 'old'");
}

TEST_CASE("a schema that steps have changed is as it would be read", "[sqlite][enums]") {
    SqliteSchema db("CREATE TABLE a (s TEXT CONSTRAINT ck_a_s_valid CHECK (s IN ('x')))");
    Database schema = db.introspect();
    CreateTable create;
    create.table.name.name = "b";
    create.table.columns.emplace_back().name = "s";
    create.table.columns[0].type = parse_type("TEXT");
    Check check;
    check.name = "ck_b_s_valid";
    check.expression = "s IN ('y')";
    create.table.checks = {check};
    follow(create, schema); // two enums of one name: none
    CHECK(schema.enums.empty());
    CHECK(schema.tables[0].checks.at(0).name == "ck_a_s_valid");
    AlterColumn lay_down;
    lay_down.table.name = "a";
    lay_down.column = "s";
    lay_down.type = Change<ColumnType>{parse_type("valid"), parse_type("TEXT"), true};
    Database laid_down = schema;
    follow(lay_down, laid_down);
    CHECK(laid_down.tables[0].checks.empty());
    follow(DropTable{{{}, "b"}, false}, schema);
    follow(RenameEnum{{{}, "valid"}, "mood"}, schema); // one again, as soon as a step names it
    CHECK(schema.enums.at(0).values == std::vector<std::string>{"x"});
    CHECK(schema.tables[0].columns[0].type.text == "mood");
}

TEST_CASE("an enum that cannot be told is changed in the columns that the step names",
          "[sqlite][enums]") {
    SqliteSchema db("CREATE TABLE a (s TEXT CONSTRAINT ck_a_s_state CHECK (s IN ('a')));"
                    "CREATE TABLE b (s TEXT CONSTRAINT ck_b_s_state CHECK (s IN ('b')))");
    AlterEnum op = change_values({"a", "b"});
    op.columns = {"a.s", "b.s"};
    Database schema = db.introspect();
    follow(op, schema);
    db.apply(op);
    CHECK(db.introspect().enums.at(0).values == std::vector<std::string>{"a", "b"});
    CHECK(schema.enums == db.introspect().enums);
}
