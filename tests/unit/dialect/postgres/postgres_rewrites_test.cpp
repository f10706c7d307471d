#include "dialect/postgres/postgres_rewrites.hpp"

#include "support/catch.hpp"

using namespace migrate;
using namespace migrate::postgres;

namespace {

bool rewrites(const char* was, const char* becomes) {
    Column a;
    a.name = "c";
    a.type = parse_type(was);
    Column b = a;
    b.type = parse_type(becomes);
    return rewrites_rows(a, b);
}

} // namespace

TEST_CASE("a type that holds all the old values as they are rewrites nothing", "[postgres]") {
    CHECK_FALSE(rewrites("varchar(20)", "varchar(50)"));
    CHECK_FALSE(rewrites("varchar(20)", "text"));
    CHECK_FALSE(rewrites("text", "varchar"));
    CHECK_FALSE(rewrites("numeric(10,2)", "numeric(12,2)"));
    CHECK_FALSE(rewrites("numeric(10,2)", "numeric"));
    CHECK_FALSE(rewrites("timestamp(3)", "timestamp(6)"));
}

TEST_CASE("any other type does", "[postgres]") {
    CHECK(rewrites("integer", "bigint"));
    CHECK(rewrites("varchar(50)", "varchar(20)"));
    CHECK(rewrites("text", "varchar(20)"));
    CHECK(rewrites("char(2)", "char(3)"));
    CHECK(rewrites("numeric(10,2)", "numeric(12,3)"));
    CHECK(rewrites("numeric(10,2)", "numeric(12)"));
    CHECK(rewrites("timestamp", "timestamp with time zone"));
}

TEST_CASE("an expression that calls an unknown function may be volatile", "[postgres]") {
    CHECK(may_be_volatile("gen_random_uuid()"));
    CHECK(may_be_volatile("upper(token())"));
    CHECK(may_be_volatile("nextval('s')"));
    CHECK_FALSE(may_be_volatile("now()"));
    CHECK_FALSE(may_be_volatile("CURRENT_TIMESTAMP"));
    CHECK_FALSE(may_be_volatile("'a'::varchar(5)"));
    CHECK_FALSE(may_be_volatile("(1 + 2) * 3"));
    CHECK_FALSE(may_be_volatile("coalesce(lower('A'), 'b')"));
}
