#include "dialect/postgres/postgres_types.hpp"
#include "support/catch.hpp"

using namespace migrate;
using namespace migrate::postgres;

namespace {

bool same(const std::string& a, const std::string& b) {
    Column x;
    Column y;
    x.type = parse_type(a);
    y.type = parse_type(b);
    return postgres_types().same(x, y);
}

} // namespace

TEST_CASE("second names of a type are the same type", "[postgres][types]") {
    CHECK(same("int4", "integer"));
    CHECK(same("INT8", "bigint"));
    CHECK(same("bool", "boolean"));
    CHECK(same("decimal(10)", "numeric(10,0)"));
    CHECK(same("character varying(5)", "varchar(5)"));
    CHECK(same("char", "character(1)"));
    CHECK(same("timestamptz(3)", "timestamp(3) with time zone"));
    CHECK(same("timestamp", "timestamp without time zone"));
    CHECK(same("datetime with time zone", "timestamptz"));
    CHECK(same("float(24)", "real"));
    CHECK(same("float(25)", "double"));
    CHECK(same("int[3][]", "integer ARRAY"));
    CHECK(same("pg_catalog.int4", "integer"));
    CHECK(same("varbit(4)", "bit varying(4)"));
}

TEST_CASE("types that differ in anything that the database keeps differ", "[postgres][types]") {
    CHECK_FALSE(same("varchar(5)", "varchar"));
    CHECK_FALSE(same("numeric", "numeric(10)"));
    CHECK_FALSE(same("timestamp", "timestamp with time zone"));
    CHECK_FALSE(same("integer", "integer[]"));
    CHECK_FALSE(same("\"char\"", "char"));
    CHECK_FALSE(same("json", "jsonb"));
    CHECK_FALSE(same("time(3)", "time"));
}

TEST_CASE("what format_type prints is read as a portable type where there is one",
          "[postgres][types]") {
    const auto read = [](const char* native) { return postgres_types().read(native).text; };
    CHECK(read("character varying(50)") == "varchar(50)");
    CHECK(read("timestamp without time zone") == "timestamp");
    CHECK(read("timestamp(3) with time zone") == "timestamp(3) with time zone");
    CHECK(read("double precision") == "double");
    CHECK(read("numeric(12,2)") == "numeric(12,2)");
    CHECK(read("bytea") == "blob");
    CHECK(read("text[]") == "text[]");
    CHECK(read("character varying(5)[]") == "varchar(5)[]");
    CHECK(read("jsonb") == "jsonb");
    CHECK(read("interval day to second") == "interval day to second");
    CHECK(postgres_types().read("character(3)").kind == TypeKind::character);
    CHECK(postgres_types().read("tsvector").kind == TypeKind::other);
}

TEST_CASE("a type whose words are portable and mean another type is taken as it is",
          "[postgres][types]") {
    CHECK(postgres_types().read("datetime").native);
    CHECK(postgres_types().read("binary").native);
}

TEST_CASE("portable types are rendered as PostgreSQL's own", "[postgres][types]") {
    CHECK(type_text(parse_type("double")) == "double precision");
    CHECK(type_text(parse_type("datetime(3) with time zone")) == "timestamp(3) with time zone");
    CHECK(type_text(parse_type("blob")) == "bytea");
    ColumnType state = parse_type("shop.\"User State\"");
    state.kind = TypeKind::enumeration;
    CHECK(type_text(state) == "shop.\"User State\"");
}
