#include "dialect/postgres/postgres_dump.hpp"
#include "support/postgres_statements.hpp"

using namespace migrate;
using namespace migrate::test;

namespace {

Database moods() {
    Database db;
    EnumType mood;
    mood.name.name = "mood";
    mood.values = {"sad", "ok"};
    db.enums.push_back(mood);
    Table t = table("m", {column("x", "mood"), column("xs", "mood[]")});
    t.columns[0].type.kind = TypeKind::enumeration;
    t.columns[0].default_value = text_value("sad");
    t.checks.resize(1);
    t.checks[0].name = "ck";
    t.checks[0].expression = "x <> 'ok'::mood";
    db.tables.push_back(t);
    return db;
}

AlterEnum values(std::vector<std::string> to) {
    AlterEnum op;
    op.name.name = "mood";
    op.values = Change<std::vector<std::string>>{std::nullopt, std::move(to)};
    return op;
}

View view(const std::string& name, const std::string& as) {
    View out;
    out.name.name = name;
    out.as = as;
    return out;
}

AlterView query(const std::string& name, const std::string& as) {
    AlterView op;
    op.name.name = name;
    op.as = Change<std::string>{std::nullopt, as};
    return op;
}

} // namespace

TEST_CASE("values that are only added go into the type that is there", "[postgres][enum]") {
    CHECK(rendered(values({"angry", "sad", "meh", "ok", "happy", "mad"}), moods()) ==
          Lines{"ALTER TYPE mood ADD VALUE 'angry' BEFORE 'sad'",
                "ALTER TYPE mood ADD VALUE 'meh' AFTER 'sad'", "ALTER TYPE mood ADD VALUE 'happy'",
                "ALTER TYPE mood ADD VALUE 'mad'"});
}

TEST_CASE("a value gets another name in place", "[postgres][enum]") {
    AlterEnum op;
    op.name.name = "mood";
    op.rename_value = {{"sad", "blue"}};
    CHECK(rendered(op, moods()) == Lines{"ALTER TYPE mood RENAME VALUE 'sad' TO 'blue'"});
}

TEST_CASE("a lost value needs a new type, and rows that have it stop the step",
          "[postgres][enum]") {
    CHECK(rendered(values({"sad"}), moods()) ==
          Lines{"? SELECT count(*) FROM m WHERE x::text = 'ok'",
                "? SELECT count(*) FROM m WHERE 'ok' = ANY (xs::text[])",
                "ALTER TYPE mood RENAME TO mood_old", "CREATE TYPE mood AS ENUM ('sad')",
                "ALTER TABLE m\n    DROP CONSTRAINT ck,\n    ALTER COLUMN x DROP DEFAULT,\n"
                "    ALTER COLUMN x TYPE mood USING x::text::mood,\n"
                "    ALTER COLUMN x SET DEFAULT 'sad',\n"
                "    ALTER COLUMN xs TYPE mood[] USING xs::text[]::mood[],\n"
                "    ADD CONSTRAINT ck CHECK (x <> 'ok'::mood)",
                "DROP TYPE mood_old"});
}

TEST_CASE("rows get the value that stands for a lost one", "[postgres][enum]") {
    AlterEnum op = values({"ok", "fine"});
    op.replace = {{"sad", "fine"}};
    const Lines lines = rendered(op, moods());
    REQUIRE(lines.size() == 4);
    CHECK_THAT(lines[2], ContainsSubstring("USING (CASE x::text WHEN 'sad' THEN 'fine' ELSE "
                                           "x::text END)::mood"));
    CHECK_THAT(lines[2], ContainsSubstring("SET DEFAULT 'fine'"));
    CHECK_THAT(lines[2], ContainsSubstring("array_replace(xs::text[], 'sad', 'fine')"));
}

TEST_CASE("a view whose columns stay is replaced", "[postgres][view]") {
    Database db;
    db.views = {view("v", "SELECT a FROM s")};
    CHECK(rendered(query("v", "SELECT a, b FROM s WHERE a > 0"), db) ==
          Lines{"CREATE OR REPLACE VIEW v AS\nSELECT a, b FROM s WHERE a > 0"});
}

TEST_CASE("a view whose columns change is made again, with those that read it",
          "[postgres][view]") {
    Database db;
    db.views = {view("w", "SELECT a FROM v"), view("v", "SELECT a, b FROM s")};
    CHECK(rendered(query("v", "SELECT a FROM s"), db) ==
          Lines{"DROP VIEW w", "DROP VIEW v", "CREATE VIEW v AS\nSELECT a FROM s",
                "CREATE VIEW w AS\nSELECT a FROM v"});
}

TEST_CASE("a dump creates what is named before what names it", "[postgres][dump]") {
    Database db = moods();
    db.tables[0].checks.clear();
    db.tables[0].columns.pop_back();
    db.tables[0].foreign_keys.resize(1);
    db.tables[0].foreign_keys[0].columns = {"x"};
    db.tables[0].foreign_keys[0].table.name = "z";
    db.tables.push_back(table("z", {column("x", "integer")}));
    db.views = {view("w", "SELECT x FROM v"), view("v", "SELECT x FROM z")};
    CHECK(postgres::dump_sql(db) == "CREATE TYPE mood AS ENUM ('sad', 'ok');\n"
                                    "CREATE TABLE m (\n    x mood DEFAULT 'sad'\n);\n"
                                    "CREATE TABLE z (\n    x integer\n);\n"
                                    "CREATE VIEW v AS\nSELECT x FROM z;\n"
                                    "CREATE VIEW w AS\nSELECT x FROM v;\n"
                                    "ALTER TABLE m\n    ADD FOREIGN KEY (x) REFERENCES z;\n");
}
