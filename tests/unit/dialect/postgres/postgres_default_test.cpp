#include "dialect/postgres/postgres_default.hpp"
#include "support/catch.hpp"

using namespace migrate;

namespace {

// "number 1.50", "sql now()".
std::string read(std::string_view printed, std::string_view type) {
    const Value value = postgres::read_default(printed, type);
    if (const auto* expression = std::get_if<Expression>(&value))
        return "sql " + expression->sql;
    const auto& literal = std::get<Literal>(value);
    switch (literal.kind) {
    case Literal::Kind::null:
        return "null";
    case Literal::Kind::boolean:
        return "boolean " + literal.text;
    case Literal::Kind::number:
        return "number " + literal.text;
    case Literal::Kind::string:
        return "string " + literal.text;
    case Literal::Kind::bytes:
        return "bytes " + literal.text;
    case Literal::Kind::datetime:
        return "datetime " + literal.text;
    }
    return {};
}

} // namespace

TEST_CASE("a constant of the column's type is a literal", "[postgres][introspect]") {
    CHECK(read("'active'::user_state", "user_state") == "string active");
    CHECK(read("'it''s'::character varying", "character varying(50)") == "string it's");
    CHECK(read("'abc'::bpchar", "character(3)") == "string abc");
    CHECK(read("'{}'::jsonb", "jsonb") == "string {}");
    CHECK(read("'{}'::text[]", "text[]") == "string {}");
    CHECK(read("'2020-01-01'::date", "date") == "string 2020-01-01");
    CHECK(read("'2020-01-01 00:00:00'::timestamp without time zone",
               "timestamp(6) without time zone") == "string 2020-01-01 00:00:00");
    CHECK(read("'\\x00ff'::bytea", "bytea") == "bytes 00ff");
    CHECK(read("'101'::\"bit\"", "bit(3)") == "string 101");
    CHECK(read("NULL::character varying", "character varying(5)") == "null");
}

TEST_CASE("numbers are numbers however they are printed", "[postgres][introspect]") {
    CHECK(read("0", "integer") == "number 0");
    CHECK(read("1.50", "numeric(10,2)") == "number 1.50");
    CHECK(read("'-1'::integer", "bigint") == "number -1");
    CHECK(read("(-1)", "integer") == "number -1");
    CHECK(read("'-1.5'::numeric", "numeric") == "number -1.5");
    CHECK(read("'NaN'::double precision", "double precision") == "string NaN");
    CHECK(read("true", "boolean") == "boolean true");
}

TEST_CASE("a cast that an earlier type left behind goes", "[postgres][introspect]") {
    CHECK(read("'n/a'::character varying", "text") == "string n/a");
    CHECK(read("'0'::smallint", "numeric(5,0)") == "number 0");
}

TEST_CASE("what is no constant stays an expression", "[postgres][introspect]") {
    CHECK(read("now()", "timestamp with time zone") == "sql now()");
    CHECK(read("('now'::text)::date", "date") == "sql ('now'::text)::date");
    CHECK(read("(1 + 2)", "integer") == "sql 1 + 2");
    CHECK(read("'a'::text || 'b'::text", "text") == "sql 'a'::text || 'b'::text");
    CHECK(read("'x@y'::text", "email") == "sql 'x@y'::text");
    CHECK(read("nextval('s'::regclass)", "bigint") == "sql nextval('s'::regclass)");
}
