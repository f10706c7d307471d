#include "runner/version_table.hpp"

#include "runner/runner.hpp"
#include "runner/version_rows.hpp"
#include "support/catch.hpp"
#include "support/run_fixture.hpp"

using namespace migrate;
using namespace migrate::runner;
using Rows = std::vector<std::string>;

TEST_CASE("the version table has Alembic's shape", "[runner]") {
    test::RunFixture on;
    REQUIRE(ensure_version_table(*on.connection, on.dialect, on.settings));
    const std::string sql = on.value("SELECT sql FROM sqlite_master WHERE type = 'table'");
    CHECK_THAT(sql, test::ContainsSubstring("\"version_num\" VARCHAR(32) NOT NULL"));
    CHECK_THAT(sql, test::ContainsSubstring("CONSTRAINT \"migrate_version_pkc\" PRIMARY KEY"));
    CHECK_FALSE(ensure_version_table(*on.connection, on.dialect, on.settings));
}

TEST_CASE("no table is no row, and reading makes none", "[runner]") {
    test::RunFixture on;
    CHECK(on.rows().empty());
    CHECK_FALSE(on.has_table("migrate_version"));
}

TEST_CASE("a table of Alembic's is adopted by its name", "[runner]") {
    test::RunFixture on;
    on.connection->execute("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, "
                           "CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))");
    on.connection->execute("INSERT INTO alembic_version VALUES ('ae1027a6acf')");
    on.settings.version_table = "alembic_version";
    CHECK(on.rows() == Rows{"ae1027a6acf"});
}

TEST_CASE("rows change only when they are what the plan saw", "[runner]") {
    test::RunFixture on;
    VersionTable table(*on.connection, on.dialect, "", "v");
    table.create();
    table.change({{}, std::nullopt, {"a", "b"}});
    CHECK(table.rows() == Rows{"a", "b"});
    table.change({{"b"}, std::pair<std::string, std::string>{"a", "c"}, {}});
    CHECK(table.rows() == Rows{"c"});
    CHECK_THROWS_WITH(table.change({{}, std::pair<std::string, std::string>{"a", "d"}, {}}),
                      "the row a of v was there 0 times, expected once");
    CHECK_THROWS_AS(table.change({{"x"}, std::nullopt, {}}), Error);
}

TEST_CASE("rows that another runner moved give another change, or none", "[runner]") {
    const RevisionGraph graph({{"a", {}, {}, {}, "", ""},
                               {"b", {"a"}, {}, {}, "", ""},
                               {"c", {"b"}, {}, {}, "", ""},
                               {"x", {"a"}, {}, {}, "", ""}});
    CHECK_FALSE(change_now(graph, {"c"}, "b", Direction::up));
    const auto change = change_now(graph, {"b", "x"}, "c", Direction::up);
    REQUIRE(change);
    CHECK(apply_change({"b", "x"}, *change) == Rows{"c", "x"});
    CHECK_THROWS_WITH(change_now(graph, {"a"}, "c", Direction::up),
                      test::ContainsSubstring("revision b below it is not applied"));
    CHECK_THROWS_WITH(change_now(graph, {"c"}, "b", Direction::down),
                      test::ContainsSubstring("revision c above it was applied"));
    CHECK_FALSE(change_now(graph, {"a"}, "b", Direction::down));
}
