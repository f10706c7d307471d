#include "support/postgres_statements.hpp"

using namespace migrate;
using namespace migrate::test;
using migrate::test::ContainsSubstring;

namespace {

Database people() {
    Database db;
    Table t = table("people", {column("id", "integer"), column("name", "varchar(20)"),
                               column("age", "text"), column("born", "date")});
    t.columns[0].nullable = false;
    t.columns[1].default_value = text_value("?");
    t.primary_key.emplace();
    t.primary_key->name = "people_pkey";
    t.primary_key->columns = {part("id")};
    db.tables.push_back(t);
    View names;
    names.name.name = "names";
    names.as = "SELECT id, name FROM people";
    View first;
    first.name.name = "first_names";
    first.as = "SELECT id FROM names";
    db.views = {first, names};
    return db;
}

AlterColumn alter(const std::string& column) {
    AlterColumn op;
    op.table.name = "people";
    op.column = column;
    return op;
}

AlterColumn retype(const std::string& column, const std::string& type) {
    AlterColumn op = alter(column);
    op.type = Change<ColumnType>{std::nullopt, parse_type(type)};
    return op;
}

} // namespace

TEST_CASE("views that read a column are made again around the change of its type",
          "[postgres][alter]") {
    CHECK(rendered(retype("name", "text"), people()) ==
          Lines{"DROP VIEW first_names", "DROP VIEW names",
                "ALTER TABLE people\n    ALTER COLUMN name DROP DEFAULT,\n"
                "    ALTER COLUMN name TYPE text,\n    ALTER COLUMN name SET DEFAULT '?'",
                "CREATE VIEW names AS\nSELECT id, name FROM people",
                "CREATE VIEW first_names AS\nSELECT id FROM names"});
}

TEST_CASE("a longer varchar needs no new default, a shorter one looks at the rows",
          "[postgres][alter]") {
    Database db = people();
    db.views.clear();
    CHECK(rendered(retype("name", "varchar(80)"), db) ==
          Lines{"ALTER TABLE people ALTER COLUMN name TYPE varchar(80)"});
    CHECK(rendered(retype("name", "varchar(5)"), db) ==
          Lines{"? SELECT count(*) FROM people WHERE char_length(name::text) > 5",
                "ALTER TABLE people ALTER COLUMN name TYPE varchar(5)"});
}

TEST_CASE("text is read as the new type, what has no cast is refused", "[postgres][alter]") {
    CHECK(rendered(retype("age", "integer"), people()) ==
          Lines{"ALTER TABLE people ALTER COLUMN age TYPE integer USING age::integer"});
    CHECK_THROWS_WITH(rendered(retype("born", "integer"), people()),
                      ContainsSubstring("PostgreSQL does not convert date to integer by itself"));
    AlterColumn with = retype("born", "integer");
    with.using_expression = "extract(year from born)::integer";
    CHECK(rendered(with, people()) ==
          Lines{"ALTER TABLE people ALTER COLUMN born TYPE integer USING extract(year from "
                "born)::integer"});
}

TEST_CASE("NOT NULL looks at the rows or fills them", "[postgres][alter]") {
    AlterColumn op = alter("age");
    op.nullable = Change<bool>{true, false};
    CHECK(rendered(op, people()) == Lines{"? SELECT count(*) FROM people WHERE age IS NULL",
                                          "ALTER TABLE people ALTER COLUMN age SET NOT NULL"});
    op.fill = text_value("0");
    op.default_value = Change<Value>{std::nullopt, text_value("0")};
    CHECK(rendered(op, people()) == Lines{"ALTER TABLE people ALTER COLUMN age SET DEFAULT '0'",
                                          "UPDATE people SET age = '0' WHERE age IS NULL",
                                          "ALTER TABLE people ALTER COLUMN age SET NOT NULL"});
}

TEST_CASE("a new column that is NOT NULL is filled by a default that does not stay",
          "[postgres][alter]") {
    AddColumn op;
    op.table.name = "people";
    op.definition.column = column("nick", "text");
    op.definition.column.nullable = false;
    CHECK(rendered(op, people()) == Lines{"? SELECT count(*) FROM people",
                                          "ALTER TABLE people ADD COLUMN nick text NOT NULL"});
    op.fill = text_value("none");
    CHECK(rendered(op, people()) ==
          Lines{"ALTER TABLE people ADD COLUMN nick text NOT NULL DEFAULT 'none'",
                "ALTER TABLE people ALTER COLUMN nick DROP DEFAULT"});
    op.fill = Expression{"lower(name)"};
    CHECK(rendered(op, people()) == Lines{"ALTER TABLE people ADD COLUMN nick text",
                                          "UPDATE people SET nick = (lower(name))",
                                          "ALTER TABLE people ALTER COLUMN nick SET NOT NULL"});
}

TEST_CASE("clauses of one table are one statement, renames aside", "[postgres][alter]") {
    AlterTable op;
    op.name.name = "people";
    AddColumn add;
    add.table = op.name;
    add.definition.column = column("a", "integer");
    op.clauses = {add, DropColumn{op.name, "born", false}, RenameColumn{op.name, "age", "years"}};
    CHECK(rendered(op, people()) ==
          Lines{"ALTER TABLE people\n    ADD COLUMN a integer,\n    DROP COLUMN born",
                "ALTER TABLE people RENAME COLUMN age TO years"});
}

TEST_CASE("a changed generated column is a new one", "[postgres][alter]") {
    Database db = people();
    db.views.clear();
    Table& t = db.tables[0];
    t.columns.push_back(column("upper", "text"));
    t.columns.back().generated = Generated{"upper(name)", true};
    t.indexes.resize(1);
    t.indexes[0].name = "ix_upper";
    t.indexes[0].columns = {part("upper")};
    AlterColumn op = alter("upper");
    op.generated = Change<Generated>{t.columns.back().generated, Generated{"upper(age)", true}};
    CHECK(rendered(op, db) ==
          Lines{"ALTER TABLE people\n    DROP COLUMN upper,\n"
                "    ADD COLUMN upper text GENERATED ALWAYS AS (upper(age)) STORED",
                "CREATE INDEX ix_upper ON people (upper)"});
    op.generated = Change<Generated>{t.columns.back().generated, std::nullopt};
    CHECK(rendered(op, db) == Lines{"ALTER TABLE people ALTER COLUMN upper DROP EXPRESSION"});
}

TEST_CASE("serial becomes an identity with the counter where it was", "[postgres][alter]") {
    Database db = people();
    db.tables[0].columns[0].identity.emplace();
    db.tables[0].columns[0].identity->serial = true;
    AlterColumn op = alter("id");
    op.identity = Change<Identity>{db.tables[0].columns[0].identity, Identity()};
    CHECK(rendered(op, db) ==
          Lines{"ALTER TABLE people ALTER COLUMN id DROP DEFAULT",
                "ALTER SEQUENCE people_id_seq OWNED BY NONE",
                "ALTER SEQUENCE people_id_seq RENAME TO people_id_old_seq",
                "ALTER TABLE people ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY",
                "SELECT setval(pg_get_serial_sequence('people', 'id'), last_value, is_called) FROM "
                "people_id_old_seq",
                "DROP SEQUENCE people_id_old_seq"});
}

TEST_CASE("options of an identity change in place", "[postgres][alter]") {
    Database db = people();
    db.tables[0].columns[0].identity.emplace();
    AlterColumn op = alter("id");
    Identity wanted;
    wanted.always = true;
    wanted.increment = 10;
    op.identity = Change<Identity>{Identity(), wanted};
    CHECK(rendered(op, db) == Lines{"ALTER TABLE people ALTER COLUMN id SET GENERATED ALWAYS SET "
                                    "INCREMENT BY 10"});
}

TEST_CASE("the sequence of a column follows the names that it was made from", "[postgres][alter]") {
    Database db = people();
    db.tables[0].columns[0].identity.emplace();
    CHECK(rendered(RenameTable{{"", "people"}, "persons"}, db) ==
          Lines{"ALTER TABLE people RENAME TO persons",
                "ALTER SEQUENCE people_id_seq RENAME TO persons_id_seq"});
    CHECK(rendered(RenameColumn{{"", "people"}, "id", "no"}, db) ==
          Lines{"ALTER TABLE people RENAME COLUMN id TO no",
                "ALTER SEQUENCE people_id_seq RENAME TO people_no_seq"});
}

TEST_CASE("columns that are generated from one that changes its type are made anew",
          "[postgres][alter]") {
    Database db = people();
    db.tables[0].columns.push_back(column("twice", "integer"));
    db.tables[0].columns.back().generated = Generated{"id * 2", true};
    db.views.clear();
    CHECK(rendered(retype("id", "bigint"), db) ==
          Lines{"ALTER TABLE people\n    ALTER COLUMN id TYPE bigint,\n    DROP COLUMN twice,\n"
                "    ADD COLUMN twice integer GENERATED ALWAYS AS (id * 2) STORED"});
}
