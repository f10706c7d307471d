#include "migrate/dialect.hpp"
#include "support/catch.hpp"

using namespace migrate;
using migrate::test::ContainsSubstring;

TEST_CASE("every dialect is found by the scheme of its URLs", "[dialect]") {
    for (const Dialect* dialect : all_dialects())
        CHECK(&dialect_for(parse_url(std::string(dialect->name()) + ":///x")) == dialect);
    CHECK(find_dialect("nosuch") == nullptr);
}

TEST_CASE("an unknown scheme gets the nearest known one", "[dialect]") {
    CHECK_THROWS_WITH(dialect_for(Url{.dialect = "sqllite"}),
                      ContainsSubstring("did you mean \"sqlite\""));
}

TEST_CASE("a database that is not built in is told from an unknown one", "[dialect]") {
    CHECK_THROWS_WITH(dialect_for(parse_url("tidb://u:secret@h/d")),
                      ContainsSubstring("tidb is not built in yet: tidb://u:***@h/d"));
    CHECK(dialect_for(parse_url("postgres://h/d")).name() == "postgresql");
}

TEST_CASE("a scratch database is empty and another one each time", "[dialect]") {
    for (const Dialect* dialect : all_dialects()) {
        if (!dialect->capabilities().in_files) // servers have tests of their own
            continue;
        const auto a = dialect->scratch({});
        const auto b = dialect->scratch({});
        a->execute("CREATE TABLE t (a INTEGER)");
        CHECK(dialect->introspect(*a, {}).tables.size() == 1);
        CHECK(dialect->introspect(*b, {}).tables.empty());
    }
}
