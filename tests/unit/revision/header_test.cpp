#include "revision/header.hpp"

#include "support/catch.hpp"

using namespace migrate;
using migrate::test::ContainsSubstring;

namespace {

RevisionHeader toml(const std::string& text) {
    return *revision::read_header(text, "r.toml", false);
}

} // namespace

TEST_CASE("the header of a TOML revision is read without its steps", "[header]") {
    const RevisionHeader header = toml(R"(# add age
revision      = "3f2a9c81d0b4"
down_revision = "1a2b3c4d5e6f"
message       = "add age to users"
created_at    = 2026-11-22T05:12:00Z
branch_labels = ["billing"]
depends_on    = "9c81d0b43f2a"
transaction   = false

[[upgrade]]
this is = not [read
)");
    CHECK(header.id == "3f2a9c81d0b4");
    CHECK(header.parents == std::vector<std::string>{"1a2b3c4d5e6f"});
    CHECK(header.message == "add age to users");
    CHECK(header.created_at == "2026-11-22T05:12:00Z");
    CHECK(header.labels == std::vector<std::string>{"billing"});
    CHECK(header.depends_on == std::vector<std::string>{"9c81d0b43f2a"});
    CHECK(header.transaction == false);
}

TEST_CASE("a text of the header may have a line that looks like a table", "[header]") {
    const RevisionHeader header =
        toml("revision = \"a1\"\nmessage = \"\"\"\nlook:\n[here]\n\"\"\"\n\n[[upgrade]]\nsql = "
             "\"SELECT 1\"\n");
    CHECK(header.message == "look:\n[here]");
}

TEST_CASE("an unknown key of the header is refused with the nearest one", "[header]") {
    CHECK_THROWS_WITH(toml("revision = \"a1\"\ndown_revison = \"b1\"\n"),
                      ContainsSubstring("down_revision"));
    CHECK_THROWS_AS(toml("message = \"x\"\n"), Error);
    CHECK_THROWS_AS(toml("revision = \"a@1\"\n"), Error);
    CHECK_THROWS_WITH(toml("revision = \"a1\"\nformat = 7\n"), ContainsSubstring("newer"));
}

TEST_CASE("a SQL revision has its header in directives", "[header]") {
    const auto header = revision::read_sql_header(R"(-- migrate:revision m1
-- migrate:down_revision a1
-- migrate:down_revision b1
-- migrate:message merge the branches

-- migrate:upgrade
SELECT '
-- migrate:revision x
';
)",
                                                  "m.sql");
    REQUIRE(header);
    CHECK(header->id == "m1");
    CHECK(header->parents == std::vector<std::string>{"a1", "b1"});
    CHECK(header->message == "merge the branches");
}

TEST_CASE("a SQL file without migrate:revision is no revision", "[header]") {
    CHECK_FALSE(revision::read_sql_header("INSERT INTO a VALUES (1);\n", "seed.sql"));
    CHECK_THROWS_WITH(revision::read_sql_header("-- migrate:revison a1\n", "x.sql"),
                      ContainsSubstring("did you mean \"revision\"?"));
}
