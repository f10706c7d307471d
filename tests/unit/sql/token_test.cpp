#include "sql/token.hpp"

#include "sql/lexer.hpp"

#include "support/catch.hpp"

using namespace migrate::sql;

namespace {

std::string value(std::string_view text, const Syntax& syntax) {
    return unquoted(significant_tokens(text, syntax).at(0));
}

} // namespace

TEST_CASE("a quoted name is what stands in its quotes", "[token]") {
    CHECK(value("\"a\"\"b\"", sqlite_syntax()) == "a\"b");
    CHECK(value("`a``b`", mysql_syntax()) == "a`b");
    CHECK(value("[a b\"]", sqlite_syntax()) == "a b\"");
    CHECK(value("\"\"", sqlite_syntax()).empty());
    CHECK(value("Bare", sqlite_syntax()) == "Bare");
}

TEST_CASE("a string is its text, with the escapes of its dialect", "[token]") {
    CHECK(value("'it''s \\n'", sqlite_syntax()) == "it's \\n");
    CHECK(value("'a\\n\\'\\%\\Z\\q'", mysql_syntax()) == "a\n'\\%\x1aq");
    CHECK(value("'\\0'", mysql_syntax()) == std::string(1, '\0'));
    CHECK(value("E'\\t\\x41\\101\\u00fc\\U0001F600\\f'", postgres_syntax()) ==
          "\tAA\xc3\xbc\xf0\x9f\x98\x80\f");
    CHECK(value("'\\t'", postgres_syntax()) == "\\t");
}

TEST_CASE("a dollar-quoted string is what stands between its tags", "[token]") {
    CHECK(value("$x$ a $$ b $x$", postgres_syntax()) == " a $$ b ");
    CHECK(value("$$$$", postgres_syntax()).empty());
}

TEST_CASE("a blob is its hex digits", "[token]") {
    CHECK(value("X'00Ff'", sqlite_syntax()) == "00Ff");
}
