#include "dialect/postgres/postgres_expressions.hpp"
#include "support/catch.hpp"

using namespace migrate::postgres;

TEST_CASE("what is written and what PostgreSQL prints are one expression", "[postgres]") {
    const std::pair<const char*, const char*> pairs[] = {
        {"age >= 0", "(age >= 0)"},
        {"age > 0 AND age < 10 AND name <> ''",
         "((age > 0) AND (age < 10) AND (name <> ''::text))"},
        {"state IN ('a', 'b')",
         "((state)::text = ANY ((ARRAY['a'::character varying, 'b'::character varying])::text[]))"},
        {"state IN ('a', 'b')", "(state = ANY (ARRAY['a'::text, 'b'::text]))"},
        {"state NOT IN ('a', 'b')", "(state <> ALL (ARRAY['a'::text, 'b'::text]))"},
        {"state in ('a')", "(state = 'a'::text)"},
        {"age BETWEEN 1 AND 9 AND ok", "(((age >= 1) AND (age <= 9)) AND ok)"},
        {"email LIKE '%@%'", "(email ~~ '%@%'::text)"},
        {"a NOT LIKE b", "(a !~~ b)"},
        {"n > -1", "(n > '-1'::integer)"},
        {"n > -1", "(n > (-1))"},
        {"a + b * c", "(a + (b * c))"},
        {"lower(Name) || 'x'", "(lower((name)::text) || 'x'::text)"},
        {"at > date '2026-01-01'", "(at > '2026-01-01'::date)"},
        {"a IS NOT NULL OR NOT b", "((a IS NOT NULL) OR (NOT b))"},
        {"CASE WHEN a THEN 1 ELSE 2 END", "\nCASE\n    WHEN a THEN 1\n    ELSE 2\nEND"},
        {"cast(a AS int)", "(a)::integer"},
    };
    for (const auto& [written, printed] : pairs) {
        INFO(written << " and " << printed << ": " << canonical_expression(written).value_or("?")
                     << " and " << canonical_expression(printed).value_or("?"));
        CHECK(same_expression(written, printed));
    }
}

TEST_CASE("what means something else is another expression", "[postgres]") {
    const std::pair<const char*, const char*> pairs[] = {
        {"a AND (b OR c)", "(a AND b) OR c"},
        {"a - (b - c)", "(a - b) - c"},
        {"a > 0", "a >= 0"},
        {"a = 'x'", "a = 'X'"},
        {"a::integer = 1", "a::bigint = 1"},
        {"NOT (a AND b)", "NOT a AND b"},
        {"\"A\" = 1", "a = 1"},
        {"a IN ('a', 'b')", "a IN ('b', 'a')"},
    };
    for (const auto& [a, b] : pairs) {
        INFO(a << " and " << b);
        CHECK_FALSE(same_expression(a, b));
    }
    CHECK_FALSE(canonical_expression("(SELECT 1)").has_value());
}
