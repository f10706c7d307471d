#include "sql/quote.hpp"

#include "migrate/error.hpp"
#include "sql/lexer.hpp"

#include "support/catch.hpp"

using namespace migrate;
using namespace migrate::sql;

TEST_CASE("names are quoted as the dialect does, quotes in them doubled", "[quote]") {
    CHECK(quote_name("a\"b", sqlite_syntax()) == "\"a\"\"b\"");
    CHECK(quote_name("a`b", mysql_syntax()) == "`a``b`");
    CHECK(quote_name("plain", postgres_syntax()) == "\"plain\"");
}

TEST_CASE("only names that are plain and not reserved stand bare", "[quote]") {
    CHECK(quote_name_if_needed("Users_2", sqlite_syntax()) == "Users_2");
    CHECK(quote_name_if_needed("Users", postgres_syntax()) == "\"Users\"");
    CHECK(quote_name_if_needed("Order", sqlite_syntax()) == "\"Order\"");
    CHECK(quote_name_if_needed("2nd", sqlite_syntax()) == "\"2nd\"");
    CHECK(quote_name_if_needed("", sqlite_syntax()) == "\"\"");
    CHECK(quote_name_if_needed("a$b", sqlite_syntax()) == "\"a$b\"");
    CHECK(quote_name_if_needed("gr\xc3\xbc\xc3\x9f", sqlite_syntax()) == "\"gr\xc3\xbc\xc3\x9f\"");
    CHECK(quote_name_if_needed("key", mysql_syntax()) == "`key`");
    CHECK(quote_name_if_needed("key", sqlite_syntax()) == "key");
}

TEST_CASE("a quoted string reads back as the text", "[quote]") {
    for (const std::string_view text : {"", "it's", "a\\b", "\\'", "new\nline", "\"x\""}) {
        for (const auto* syntax : {&sqlite_syntax(), &postgres_syntax(), &mysql_syntax()}) {
            const std::string quoted = quote_string(text, *syntax);
            const auto tokens = tokenize(quoted, *syntax);
            REQUIRE(tokens.size() == 1);
            CHECK(unquoted(tokens[0]) == text);
        }
    }
}

TEST_CASE("a NUL is refused in names and strings", "[quote]") {
    const std::string_view with_nul("a\0b", 3);
    CHECK_THROWS_AS(quote_name(with_nul, sqlite_syntax()), Error);
    CHECK_THROWS_AS(quote_string(with_nul, sqlite_syntax()), Error);
}

TEST_CASE("bytes are pairs of hex digits", "[quote]") {
    CHECK(quote_bytes("00fF", sqlite_syntax()) == "X'00fF'");
    CHECK(quote_bytes("", mysql_syntax()) == "X''");
    CHECK(quote_bytes("ff", postgres_syntax()) == "'\\xff'::bytea");
    CHECK_THROWS_AS(quote_bytes("f", sqlite_syntax()), Error);
    CHECK_THROWS_AS(quote_bytes("0g", sqlite_syntax()), Error);
}
