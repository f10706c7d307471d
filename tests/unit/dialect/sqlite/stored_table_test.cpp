#include "dialect/sqlite/stored_table.hpp"

#include "migrate/error.hpp"
#include "support/catch.hpp"

using namespace migrate;
using namespace migrate::sqlite;

namespace {

Table read(std::string_view text) {
    return parse_stored_table(text).table;
}

const Column& column(const Table& table, std::string_view name) {
    const Column* found = find_named(table.columns, name, NameFolding::exact);
    REQUIRE(found != nullptr);
    return *found;
}

} // namespace

TEST_CASE("names in every kind of quotes are read without them", "[sqlite]") {
    const Table table =
        read(R"(CREATE TABLE "a ""b"" c"([x y] int, `q``r` int, 's' int, "t" int, plain$1 int))");
    CHECK(table.name.name == R"(a "b" c)");
    REQUIRE(table.columns.size() == 5);
    CHECK(table.columns[0].name == "x y");
    CHECK(table.columns[1].name == "q`r");
    CHECK(table.columns[2].name == "s");
    CHECK(table.columns[3].name == "t");
    CHECK(table.columns[4].name == "plain$1");
}

TEST_CASE("keywords that SQLite takes as names are names", "[sqlite]") {
    const Table table =
        read("CREATE TABLE temp(key, if int, text text, generated, always generated, "
             "conflict, desc int, end)");
    REQUIRE(table.columns.size() == 8);
    CHECK(table.columns[0].type.kind == TypeKind::none);
    CHECK(table.columns[3].name == "generated");
    CHECK(table.columns[4].type.text == "generated");
}

TEST_CASE("a type is every word up to the first clause, with its numbers", "[sqlite]") {
    const Table table =
        read("CREATE TABLE t(a UNSIGNED BIG INT NOT NULL, b varchar ( 10 , -2 ), "
             "c \"my type\"(3), d DOUBLE\n  PRECISION /* why */ , e, f numeric(+5))");
    CHECK(table.columns[0].type.text == "UNSIGNED BIG INT");
    CHECK(table.columns[1].type.text == "varchar ( 10 , -2 )");
    CHECK(table.columns[2].type.text == "\"my type\"(3)");
    CHECK(table.columns[3].type.text == "DOUBLE PRECISION");
    CHECK(table.columns[4].type.kind == TypeKind::none);
    CHECK(table.columns[4].type.text.empty());
    CHECK(table.columns[5].type.text == "numeric(+5)");
}

TEST_CASE("GENERATED ALWAYS is no part of the type", "[sqlite]") {
    const Table table = read(
        "CREATE TABLE t(a int, b int generated always as (a + 1), c as (a*2) stored not null, "
        "d text generated /* x */ always, e int constraint g generated always as (1) VIRTUAL)");
    CHECK(column(table, "b").type.text == "int");
    CHECK(column(table, "b").generated == Generated{"a + 1", false});
    CHECK(column(table, "c").type.kind == TypeKind::none);
    CHECK(column(table, "c").generated == Generated{"a*2", true});
    CHECK_FALSE(column(table, "c").nullable);
    CHECK(column(table, "d").type.text == "text");
    CHECK_FALSE(column(table, "d").generated);
    CHECK(column(table, "e").generated == Generated{"1", false});
}

TEST_CASE("column constraints stand in any order, named or not, repeated", "[sqlite]") {
    const Table table = read(
        "CREATE TABLE t(a int CONSTRAINT nn NOT NULL ON CONFLICT IGNORE CONSTRAINT u UNIQUE "
        "ON CONFLICT REPLACE CONSTRAINT ck CHECK (a > 0) CHECK(a<9) COLLATE \"nocase\" DEFAULT 5 "
        "CONSTRAINT fk REFERENCES p(x) ON DELETE SET NULL, b NULL NOT NULL)");
    const Column& a = column(table, "a");
    CHECK_FALSE(a.nullable);
    CHECK(a.not_null_name == "nn");
    CHECK(a.not_null_conflict == Conflict::ignore);
    CHECK(a.collation == "nocase");
    CHECK(a.default_value == Value{Literal{Literal::Kind::number, "5"}});
    REQUIRE(table.uniques.size() == 1);
    CHECK(table.uniques[0].name == "u");
    CHECK(table.uniques[0].conflict == Conflict::replace);
    CHECK(table.uniques[0].in_column);
    REQUIRE(table.checks.size() == 2);
    CHECK(table.checks[0].name == "ck");
    CHECK(table.checks[0].expression == "a > 0");
    CHECK(table.checks[0].in_column == "a");
    CHECK(table.checks[1].name.empty());
    CHECK(table.foreign_keys.at(0).name == "fk");
    CHECK(table.foreign_keys[0].on_delete == FkAction::set_null);
    CHECK_FALSE(column(table, "b").nullable);
}

TEST_CASE("a constraint name without a constraint says nothing", "[sqlite]") {
    const StoredTable stored =
        parse_stored_table("CREATE TABLE t(a int CONSTRAINT x CONSTRAINT y UNIQUE CONSTRAINT z, b, "
                           "CONSTRAINT k CONSTRAINT l CHECK (b) CONSTRAINT m)");
    CHECK(stored.table.uniques.at(0).name == "y");
    CHECK(stored.table.checks.at(0).name == "l");
    REQUIRE(stored.columns[0].clauses.size() == 3);
    CHECK(stored.columns[0].clauses[0].kind == ClauseKind::nothing);
    CHECK(stored.of(stored.columns[0].clauses[0].range) == "CONSTRAINT x");
    CHECK(stored.of(stored.columns[0].clauses[1].range) == "CONSTRAINT y UNIQUE");
    CHECK(stored.of(stored.columns[0].clauses[1].name) == "y");
    CHECK(stored.constraints.size() == 3);
}

TEST_CASE("table constraints need no commas between them", "[sqlite]") {
    const Table table =
        read("CREATE TABLE t(a, b, PRIMARY KEY (a COLLATE nocase DESC, \"b\" ASC) ON CONFLICT FAIL "
             "UNIQUE (b, a) CONSTRAINT ck CHECK (a>b) ON CONFLICT ABORT, FOREIGN KEY (a, b) "
             "REFERENCES p (c, d) UNIQUE ((a)))");
    REQUIRE(table.primary_key);
    CHECK_FALSE(table.primary_key->in_column);
    CHECK(table.primary_key->conflict == Conflict::fail);
    CHECK(table.primary_key->columns.at(0).collation == "nocase");
    CHECK(table.primary_key->columns[0].desc);
    CHECK(table.primary_key->columns.at(1).column == "b");
    CHECK(table.uniques.size() == 2);
    CHECK(table.uniques.at(1).columns.at(0).column == "a");
    CHECK(table.checks.at(0).name == "ck");
    CHECK(table.foreign_keys.at(0).referred == std::vector<std::string>{"c", "d"});
}

TEST_CASE("AUTOINCREMENT is read in the column and in the key", "[sqlite]") {
    const Table in_column = read("CREATE TABLE t(id INTEGER PRIMARY KEY ASC ON CONFLICT ROLLBACK "
                                 "AUTOINCREMENT)");
    CHECK(in_column.columns[0].autoincrement);
    CHECK(in_column.primary_key->in_column);
    CHECK(in_column.primary_key->conflict == Conflict::rollback);
    CHECK(
        read("CREATE TABLE t(id integer, PRIMARY KEY(ID AUTOINCREMENT))").columns[0].autoincrement);
    CHECK(read("CREATE TABLE t(id INTEGER PRIMARY KEY DESC)").primary_key->columns[0].desc);
}

TEST_CASE("foreign keys: actions, match, deferral, a target left out", "[sqlite]") {
    const Table table =
        read("CREATE TABLE t(a REFERENCES p, b REFERENCES \"p q\"(x) MATCH FULL ON UPDATE CASCADE "
             "ON DELETE NO ACTION NOT DEFERRABLE, c REFERENCES p ON DELETE RESTRICT ON UPDATE SET "
             "DEFAULT DEFERRABLE INITIALLY DEFERRED, d REFERENCES p MATCH SIMPLE ON INSERT CASCADE "
             "UNIQUE DEFERRABLE INITIALLY IMMEDIATE, e NOT DEFERRABLE, "
             "CONSTRAINT f FOREIGN KEY(a) REFERENCES p DEFERRABLE)");
    REQUIRE(table.foreign_keys.size() == 5);
    const auto& keys = table.foreign_keys;
    CHECK(keys[0].referred.empty());
    CHECK_FALSE(keys[0].deferral);
    CHECK(keys[1].table.name == "p q");
    CHECK(keys[1].match == "full");
    CHECK(keys[1].on_update == FkAction::cascade);
    CHECK(keys[1].on_delete == FkAction::no_action);
    CHECK(keys[1].deferral == Deferral::not_deferrable);
    CHECK(keys[2].deferral == Deferral::initially_deferred);
    CHECK(keys[2].on_delete == FkAction::restrict);
    CHECK(keys[2].on_update == FkAction::set_default);
    CHECK(keys[3].match.empty());
    // "e NOT DEFERRABLE" is about the last key before it, as SQLite has it.
    CHECK(keys[3].deferral == Deferral::not_deferrable);
    CHECK(keys[4].name == "f");
    CHECK(keys[4].deferral == Deferral::initially_immediate);
    CHECK_FALSE(keys[4].in_column);
}

TEST_CASE("STRICT and WITHOUT ROWID stand in any order, behind comments", "[sqlite]") {
    const Table table =
        read("CREATE TABLE t(a int PRIMARY KEY) /* x */ strict, -- y\n Without RowID ;");
    CHECK(table.strict);
    CHECK(table.without_rowid);
    CHECK_FALSE(read("CREATE TABLE t(a)").strict);
}

TEST_CASE("a key column is nullable where SQLite lets NULL in", "[sqlite]") {
    CHECK(read("CREATE TABLE t(a text PRIMARY KEY)").columns[0].nullable);
    CHECK(read("CREATE TABLE t(a INTEGER PRIMARY KEY)").columns[0].nullable);
    CHECK_FALSE(read("CREATE TABLE t(a INTEGER PRIMARY KEY NOT NULL)").columns[0].nullable);
    CHECK_FALSE(
        read("CREATE TABLE t(a text, b, PRIMARY KEY(A)) WITHOUT ROWID").columns[0].nullable);
    CHECK(read("CREATE TABLE t(a text, b, PRIMARY KEY(a)) WITHOUT ROWID").columns[1].nullable);
    CHECK_FALSE(read("CREATE TABLE t(a text PRIMARY KEY) STRICT").columns[0].nullable);
    CHECK(read("CREATE TABLE t(a integer PRIMARY KEY) STRICT").columns[0].nullable);
    CHECK_FALSE(read("CREATE TABLE t(a INTEGER PRIMARY KEY) WITHOUT ROWID").columns[0].nullable);
    CHECK_FALSE(read("CREATE TABLE t(a INTEGER PRIMARY KEY DESC) STRICT").columns[0].nullable);
    CHECK(read("CREATE TABLE t(a INTEGER, PRIMARY KEY (a DESC)) STRICT").columns[0].nullable);
}

TEST_CASE("words in comments and strings are no clauses", "[sqlite]") {
    const Table table =
        read("CREATE TABLE t(a text DEFAULT ') NOT NULL' CHECK (a <> '(' /* ) */), -- b "
             "int UNIQUE\n c /* UNIQUE, */ int)");
    REQUIRE(table.columns.size() == 2);
    CHECK(table.columns[0].nullable);
    CHECK(table.checks.at(0).expression == "a <> '(' /* ) */");
    CHECK(table.uniques.empty());
}

TEST_CASE("what is no CREATE TABLE is refused with its place", "[sqlite]") {
    const auto position = [](std::string_view text) {
        try {
            parse_stored_table(text);
        } catch (const Error& error) {
            return error.pos().column;
        }
        return -1;
    };
    CHECK(position("CREATE TABLE t") == 15);
    CHECK(position("CREATE TABLE t(a int") > 15);
    CHECK(position("CREATE TABLE t(a int FOO(1) 2)") == 29);
    CHECK(position("CREATE TABLE t(a int) FAST") == 23);
    CHECK(position("CREATE TABLE t(a PRIMARY KEY, PRIMARY KEY(a))") > 30);
    CHECK(position("CREATE TABLE t()") == 16);
    CHECK(position("CREATE TABLE t(a DEFAULT, b)") == 25);
}

TEST_CASE("a virtual table is its module", "[sqlite]") {
    const std::string_view text = "CREATE /* v */ VIRTUAL TABLE \"f t\" USING fts5(a, content='x')";
    CHECK(is_virtual_table(text));
    CHECK_FALSE(is_virtual_table("CREATE TABLE virtual(a)"));
    const Table table = parse_virtual_table(text);
    CHECK(table.name.name == "f t");
    CHECK(table.virtual_module == "fts5(a, content='x')");
    CHECK(table.columns.empty());
}
