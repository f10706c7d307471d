#include "migrate/error.hpp"
#include "migrate/identifier.hpp"

#include "support/catch.hpp"

using namespace migrate;

TEST_CASE("dots divide a path and quotes keep a part whole", "[identifier]") {
    CHECK(parse_path("users") == std::vector<std::string>{"users"});
    CHECK(parse_path("shop.orders.total") == std::vector<std::string>{"shop", "orders", "total"});
    CHECK(parse_path(R"("odd.name"."a ""b""")") == std::vector<std::string>{"odd.name", "a \"b\""});
}

TEST_CASE("a path that is written reads back the same", "[identifier]") {
    const std::vector<std::string> parts{"größe", "a.b", "with \"quotes\"", "(x)", "plain"};
    CHECK(parse_path(format_path(parts)) == parts);
}

TEST_CASE("a broken path is refused", "[identifier]") {
    for (const char* text : {"", "a..b", ".a", "a.", "\"open", "\"a\"b", "a\"b"})
        CHECK_THROWS_AS(parse_path(text), Error);
    CHECK_THROWS_AS(parse_path(std::string_view("a\0b", 3)), Error);
}

TEST_CASE("ASCII folding leaves other letters alone", "[identifier]") {
    CHECK(same_name("Users", "uSERS", NameFolding::ascii));
    CHECK_FALSE(same_name("Users", "users", NameFolding::exact));
    CHECK_FALSE(same_name("GRÖSSE", "grösse", NameFolding::ascii));
}
