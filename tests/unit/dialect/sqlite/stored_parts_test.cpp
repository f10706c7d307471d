#include "dialect/sqlite/stored_table.hpp"

#include "support/catch.hpp"

using namespace migrate;
using namespace migrate::sqlite;

namespace {

Value stored_default(const std::string& clause) {
    const StoredTable stored =
        parse_stored_table("CREATE TABLE t(a DEFAULT " + clause + " NOT NULL)");
    CHECK_FALSE(stored.table.columns[0].nullable);
    REQUIRE(stored.table.columns[0].default_value);
    return *stored.table.columns[0].default_value;
}

Value literal(Literal::Kind kind, std::string text) {
    return Literal{kind, std::move(text)};
}

} // namespace

TEST_CASE("a default that is one literal is read by value", "[sqlite]") {
    using enum Literal::Kind;
    CHECK(stored_default("-7") == literal(number, "-7"));
    CHECK(stored_default("12.30") == literal(number, "12.30"));
    CHECK(stored_default("1e-5") == literal(number, "1e-5"));
    CHECK(stored_default("'it''s'") == literal(string, "it's"));
    CHECK(stored_default("''") == literal(string, ""));
    CHECK(stored_default("x'00aF'") == literal(bytes, "00aF"));
    CHECK(stored_default("NULL") == literal(null, ""));
    CHECK(stored_default("True") == literal(boolean, "true"));
    CHECK(stored_default("(5)") == literal(number, "5"));
    CHECK(stored_default("( 'x' )") == literal(string, "x"));
}

TEST_CASE("any other default is an expression, as written", "[sqlite]") {
    CHECK(stored_default("CURRENT_TIMESTAMP") == Value{Expression{"CURRENT_TIMESTAMP"}});
    CHECK(stored_default("(1.0/3)") == Value{Expression{"1.0/3"}});
    CHECK(stored_default("(datetime('now'))") == Value{Expression{"datetime('now')"}});
    CHECK(stored_default("\"dq string\"") == Value{Expression{"\"dq string\""}});
    CHECK(stored_default("bare") == Value{Expression{"bare"}});
    CHECK(stored_default("\"true\"") == Value{Expression{"\"true\""}});
    CHECK(stored_default("+ 'x'") == Value{Expression{"+ 'x'"}});
    CHECK(stored_default("( /* five */ 5)") == Value{Expression{"/* five */ 5"}});
}

TEST_CASE("a number that TOML cannot spell stays as it is written", "[sqlite]") {
    for (const std::string text : {".5", "5.", "007", "0X1F", "- 7", "-00.5", "+1"}) {
        INFO(text);
        CHECK(stored_default(text) == Value{Expression{text}});
    }
    CHECK(stored_default("0") == literal(Literal::Kind::number, "0"));
    CHECK(stored_default("0.5") == literal(Literal::Kind::number, "0.5"));
}
