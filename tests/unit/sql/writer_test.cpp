#include "sql/writer.hpp"

#include "support/catch.hpp"

#include <vector>

using namespace migrate::sql;

using Names = std::vector<std::string>;

TEST_CASE("phrases and names are parted by one blank", "[writer]") {
    SqlWriter sql(sqlite_syntax());
    sql.phrase("ALTER TABLE").name("", "a b").phrase("").phrase("RENAME TO").name("main", "c");
    CHECK(sql.str() == "ALTER TABLE \"a b\" RENAME TO \"main\".\"c\"");
}

TEST_CASE("lists have commas between, and only there", "[writer]") {
    SqlWriter sql(mysql_syntax());
    sql.phrase("INSERT INTO").name("t").names(Names{"a", "b"}).phrase("VALUES");
    sql.parens([&] { sql.list(Names{"x", "it's"}, [&](const auto& each) { sql.string(each); }); });
    CHECK(sql.str() == "INSERT INTO `t` (`a`, `b`) VALUES ('x', 'it''s')");
    CHECK(SqlWriter(sqlite_syntax()).names(Names{}).str() == "()");
}

TEST_CASE("a block has one item on each line, indented by its depth", "[writer]") {
    SqlWriter sql(sqlite_syntax());
    sql.phrase("CREATE TABLE").name("t");
    sql.block(Names{"a", "b"}, [&](const auto& each) {
        sql.name(each).phrase("CHECK");
        sql.block(Names{"1"}, [&](const auto& inner) { sql.phrase(inner); });
    });
    sql.phrase("STRICT");
    CHECK(sql.str() == "CREATE TABLE \"t\" (\n"
                       "    \"a\" CHECK (\n        1\n    ),\n"
                       "    \"b\" CHECK (\n        1\n    )\n"
                       ") STRICT");
}
