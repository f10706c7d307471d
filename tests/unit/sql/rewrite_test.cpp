#include "sql/rewrite.hpp"

#include "support/catch.hpp"

using namespace migrate::sql;

TEST_CASE("a name is mentioned bare or quoted, never in a string or comment", "[rewrite]") {
    CHECK(mentions_name("length(Name) > 0", "name", sqlite_syntax()));
    CHECK(mentions_name("[name] = 1", "NAME", sqlite_syntax()));
    CHECK_FALSE(mentions_name("'name' || names /* name */", "name", sqlite_syntax()));
    CHECK(mentions_name("NAME", "name", postgres_syntax()));
    CHECK_FALSE(mentions_name("\"NAME\"", "name", postgres_syntax()));
    CHECK_FALSE(mentions_name("Name", "Name", postgres_syntax()));
}

TEST_CASE("replacing a token keeps every other byte", "[rewrite]") {
    const auto instead = [](const Token& token) -> std::optional<std::string> {
        return token.kind == TokenKind::number ? std::optional<std::string>("9") : std::nullopt;
    };
    CHECK(replace_tokens(" a+1 -- 2\n\t'3' 4;", sqlite_syntax(), instead) == " a+9 -- 2\n\t'3' 9;");
}

TEST_CASE("a renamed name is quoted where it was or has to be", "[rewrite]") {
    CHECK(rename_everywhere("t.a + \"A\" + [b]", "a", "c", sqlite_syntax()) == "t.c + \"c\" + [b]");
    CHECK(rename_everywhere("a > 'a'", "a", "order", sqlite_syntax()) == "\"order\" > 'a'");
    CHECK(rename_everywhere("a", "a", "B", postgres_syntax()) == "\"B\"");
}

TEST_CASE("a keyword is no name, though something may be called so", "[rewrite]") {
    CHECK(rename_everywhere("SELECT \"from\".a FROM \"from\"", "from", "state", sqlite_syntax()) ==
          "SELECT \"state\".a FROM \"state\"");
    CHECK_FALSE(mentions_name("a IN (SELECT 1)", "select", sqlite_syntax()));
    CHECK(mentions_name("[select] > 1", "select", sqlite_syntax()));
}
