#include "migrate/type.hpp"

#include "support/catch.hpp"

using namespace migrate;

TEST_CASE("portable names are understood in any case, with their arguments", "[type]") {
    const ColumnType type = parse_type("Numeric( 12, 2 )");
    CHECK(type.kind == TypeKind::numeric);
    CHECK(type.arguments == std::vector<int>{12, 2});
    CHECK(portable_spelling(type) == "numeric(12,2)");
    CHECK(parse_type("timestamp WITH TIME ZONE").with_time_zone);
    CHECK(portable_spelling(parse_type("timestamp(3) with time zone")) ==
          "timestamp(3) with time zone");
}

TEST_CASE("what is no portable name stays native text", "[type]") {
    for (const char* text : {"BLOB SUB_TYPE TEXT", "numeric(a)", "integer(3)", "integer[]",
                             "text with time zone", "varchar(1,2)"}) {
        CHECK(parse_type(text).kind == TypeKind::other);
        CHECK(parse_type(text).text == text);
        CHECK_FALSE(parse_type(text).with_time_zone);
    }
    CHECK(parse_type("").kind == TypeKind::none);
    CHECK(native_type("text").kind == TypeKind::other);
}
