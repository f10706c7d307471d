#include "diff/filter.hpp"

#include "support/catch.hpp"
#include "support/schema_builder.hpp"
#include "unit/diff/fake_dialect.hpp"

using namespace migrate;
using namespace migrate::test;

TEST_CASE("globs match whole names, with the letter case that names have", "[diff][filter]") {
    CHECK(diff::glob_matches("*", "anything", NameFolding::exact));
    CHECK(diff::glob_matches("app_*", "app_users", NameFolding::exact));
    CHECK(!diff::glob_matches("app_*", "my_app_users", NameFolding::exact));
    CHECK(diff::glob_matches("*_?", "log_1", NameFolding::exact));
    CHECK(!diff::glob_matches("log_?", "log_12", NameFolding::exact));
    CHECK(diff::glob_matches("a*b*c", "aXbYbZc", NameFolding::exact));
    CHECK(diff::glob_matches("USERS", "users", NameFolding::ascii));
    CHECK(!diff::glob_matches("USERS", "users", NameFolding::exact));
}

TEST_CASE("what is excluded is neither created nor dropped", "[diff][filter]") {
    diff::Options options;
    options.exclude = {"spatial_*", "view:reports.*"};
    View report = view("r", "SELECT 1");
    report.name.schema = "reports";
    const Database live = database({table("spatial_a", {column("a")})}, {report});
    const Database model = database({table("spatial_b", {column("a")})});
    CHECK(proven(live, model, {}, options).empty());
}

TEST_CASE("a pattern without a kind leaves views alone", "[diff][filter]") {
    diff::Options options;
    options.include = {"app_*"};
    const Database model = database({table("other", {column("a")})}, {view("v", "SELECT 1")});
    CHECK(lines(proven(database({}), model, {}, options).upgrade).size() == 1);
    options.include = {"app_*", "view:x*"};
    CHECK(proven(database({}), model, {}, options).empty());
}

TEST_CASE("an enum that only excluded tables have is left out with them", "[diff][filter]") {
    diff::Options options;
    options.exclude = {"old_*"};
    Table old = table("old_users", {column("s", "state")});
    old.columns[0].type.kind = TypeKind::enumeration;
    Database live = database({old});
    live.enums.push_back({{{}, "state"}, {"a"}, {}, {}, {}, {}});
    CHECK(proven(live, database({}), {}, options).empty());
    CHECK(proven(live, database({})).upgrade.size() == 2);
}
