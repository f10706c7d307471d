#include "sql/normalize.hpp"

#include "support/catch.hpp"

using namespace migrate::sql;

TEST_CASE("blanks, comments, letter case and outer parentheses do not count", "[normalize]") {
    CHECK(normalize_expression("((  LENGTH( Name )>0 /* c */ AND\n b IN(1,2) ))",
                               sqlite_syntax()) == "length(name) > 0 and b in (1, 2)");
    CHECK(normalize_expression("(a) + (b)", sqlite_syntax()) == "(a) + (b)");
    CHECK(normalize_expression("", sqlite_syntax()).empty());
    CHECK(normalize_expression("()", sqlite_syntax()).empty());
}

TEST_CASE("SQLite's names compare whatever their quotes and case", "[normalize]") {
    for (const std::string_view name : {"State", "\"state\"", "[STATE]", "`state`"}) {
        CHECK(normalize_expression(name, sqlite_syntax()) == "state");
    }
    CHECK(normalize_expression("[Order] + `a b`", sqlite_syntax()) == "\"order\" + \"a b\"");
}

TEST_CASE("PostgreSQL's quoted names are exact", "[normalize]") {
    CHECK(normalize_expression("\"Name\" || NAME || \"name\"", postgres_syntax()) ==
          "\"Name\" || name || name");
    CHECK(normalize_expression("a :: text[] = ARRAY [1]", postgres_syntax()) ==
          "a::text[] = array [1]");
}

TEST_CASE("strings and numbers stay as they are", "[normalize]") {
    CHECK_FALSE(same_expression("'a'", "'A'", sqlite_syntax()));
    CHECK_FALSE(same_expression("'a  b'", "'a b'", sqlite_syntax()));
    CHECK_FALSE(same_expression("1.0", "1.00", sqlite_syntax()));
    CHECK_FALSE(same_expression("'a'", "a", sqlite_syntax()));
    CHECK(same_expression("X'0F'", "x'0f'", sqlite_syntax()));
}

TEST_CASE("operators of one meaning are one", "[normalize]") {
    CHECK(same_expression("a != 1", "a<>1", mysql_syntax()));
    CHECK(same_expression("a == 1", "a=1", sqlite_syntax()));
    CHECK_FALSE(same_expression("a > 1", "a >= 1", sqlite_syntax()));
}

TEST_CASE("signs touch their number and never make a comment", "[normalize]") {
    CHECK(normalize_expression("- 1", sqlite_syntax()) == "-1");
    CHECK(normalize_expression("a-1", sqlite_syntax()) == "a - 1");
    CHECK(normalize_expression("a - - 1", sqlite_syntax()) == "a - -1");
    CHECK(normalize_expression("- - 1", sqlite_syntax()) == "- -1");
}

TEST_CASE("the canonical spelling is its own canonical spelling", "[normalize]") {
    for (const std::string_view text :
         {"a . b", ". 0e", "a \\b\nc", "1 . 5", "- - - a", "( a ) [ 1 ]", "x 'ab'", ": a",
          "a ->> '$.b'", "$ $ a", "a - -- c\n- b", "count ( * )", "t . *", "\"a\"\"b\" (", "'never",
          "E '\\'' 1 e5", "a : : b", "/ * a", "`A` `b c`"}) {
        for (const auto* syntax : {&sqlite_syntax(), &postgres_syntax(), &mysql_syntax()}) {
            const std::string once = normalize_expression(text, *syntax);
            CHECK(normalize_expression(once, *syntax) == once);
        }
    }
}

TEST_CASE("statements compare without the words that say how to create", "[normalize]") {
    CHECK(same_statement("CREATE VIEW IF NOT EXISTS V AS SELECT 1;",
                         "create view \"v\" as\n select 1", sqlite_syntax()));
    CHECK(same_statement("CREATE OR REPLACE VIEW v AS SELECT 1", "CREATE VIEW v AS SELECT 1;;",
                         postgres_syntax()));
    CHECK_FALSE(
        same_statement("CREATE VIEW v AS SELECT 1", "CREATE VIEW v AS SELECT 2", sqlite_syntax()));
    CHECK_FALSE(same_statement("CREATE VIEW v AS SELECT (1)", "CREATE VIEW v AS SELECT 1",
                               sqlite_syntax()));
    CHECK(normalize_statement("SELECT a FROM b WHERE IF NOT EXISTS", sqlite_syntax()) ==
          "select a from b where if not exists");
}
