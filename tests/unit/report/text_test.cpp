#include "report/text.hpp"

#include "report/table.hpp"
#include "support/catch.hpp"

using namespace migrate;
using namespace migrate::report;
using namespace std::chrono_literals;

namespace {

RevisionEntry entry(std::string id, std::vector<std::string> parents, std::string message) {
    RevisionEntry made;
    made.header.id = std::move(id);
    made.header.parents = std::move(parents);
    made.header.message = std::move(message);
    made.path = "migrations/revisions/" + made.header.id + ".toml";
    return made;
}

const Look plain;

} // namespace

TEST_CASE("history has one line per revision: parents, id, labels, marks, message", "[report]") {
    RevisionEntry head = entry("3c", {"2a", "2b"}, "join\nlong text");
    head.header.depends_on = {"9d"};
    head.labels = {"billing", "x"};
    head.is_head = head.is_current = head.is_merge_point = true;
    CHECK(history_text({head, entry("1a", {}, "begin")}, plain) ==
          "2a, 2b (9d) -> 3c (billing, x) (head) (current) (mergepoint), join\n"
          "<base> -> 1a, begin\n");
}

TEST_CASE("heads are an id, labels and what kind of head", "[report]") {
    RevisionEntry a = entry("3c", {"2a"}, "x");
    a.is_head = true;
    a.labels = {"billing"};
    RevisionEntry b = entry("4d", {"2a"}, "y");
    b.is_head = b.is_effective_head = true;
    CHECK(heads_text({a, b}, plain) == "3c (billing) (head)\n4d (effective head)\n");
}

TEST_CASE("a long entry is a paragraph", "[report]") {
    RevisionEntry a = entry("3c", {"2a"}, "split\n\nsecond paragraph");
    a.is_branch_point = true;
    a.children = {"4d", "5e"};
    a.header.irreversible = "rows are gone";
    a.header.created_at = "2026-11-22T05:12:00Z";
    CHECK(show_text({a, entry("1a", {}, "")}, plain) == R"(Rev: 3c (branchpoint)
Parent: 2a
Branches into: 4d, 5e
Created: 2026-11-22T05:12:00Z
Irreversible: rows are gone
Path: migrations/revisions/3c.toml

    split

    second paragraph

Rev: 1a
Parent: <base>
Path: migrations/revisions/1a.toml
)");
}

TEST_CASE("current names the database with -v, and rows that no file has", "[report]") {
    RevisionEntry a = entry("3c", {"2a"}, "x");
    a.is_current = a.is_head = true;
    const commands::CurrentResult result{
        .database = "sqlite:///a.db", .revisions = {a}, .unknown_rows = {"ff"}, .at_heads = false};
    CHECK(current_text(result, plain) == "3c (head)\nff (no such revision file)\n");
    CHECK_THAT(current_text(result, {.verbose = true}),
               test::ContainsSubstring("for sqlite:///a.db:\nRev: 3c (head)"));
}

TEST_CASE("a run says what it did, where from and where to", "[report]") {
    commands::RunSummary run{.from = {}, .to = {"2b"}, .database = "sqlite:///a.db"};
    CHECK(run_text({.from = {"2b"}, .to = {"2b"}, .database = "db"}, plain) ==
          "db: nothing to do, the database is at 2b\n");
    run.revisions = {{.id = "1a", .took = 1ms}, {.id = "2b", .took = 2ms}};
    CHECK(run_text(run, plain) == "sqlite:///a.db: upgraded 2 revisions, base -> 2b (3 ms)\n");
    run.dry_run = true;
    CHECK(run_text(run, plain) == "sqlite:///a.db: dry run: upgraded 2 revisions, base -> 2b; all "
                                  "of it was rolled back, the database is at base as before (3 "
                                  "ms)\n");
}

TEST_CASE("what another runner did meanwhile is not counted as one's own", "[report]") {
    commands::RunSummary run{.from = {"2b"}, .to = {"2b"}, .database = "db"};
    run.revisions = {{.id = "1a", .by_another_runner = true},
                     {.id = "2b", .by_another_runner = true}};
    CHECK(run_text(run, plain) == "db: nothing left to do: another runner has upgraded 2 revisions "
                                  "meanwhile, the database is at 2b\n");
    run.revisions.push_back({.id = "3c", .took = 1ms});
    run.to = {"3c"};
    CHECK(run_text(run, plain) == "db: upgraded 1 revision, 2b -> 3c; another runner did 2 "
                                  "revisions meanwhile (1 ms)\n");
}

TEST_CASE("a check lists differences and counts them", "[report]") {
    commands::CheckResult check{.differences = {"add column users.age"}, .database = "db"};
    CHECK(check_text(check, plain) == "add column users.age\n1 difference\n");
    CHECK(check_text({.database = "db"}, plain) == "no differences: db is what the models say\n");
    CHECK(check_text({.pending = 2, .database = "db"}, plain) == "pending: 2 revisions\n");
}

TEST_CASE("a new revision is its path and what it does", "[report]") {
    const commands::RevisionResult made{.path = "r/3c_x.toml", .changes = {"add column users.age"}};
    CHECK(revision_text(made, plain) == "created r/3c_x.toml\n  add column users.age\n");
    CHECK_THAT(revision_text({.nothing_to_do = true}, plain), test::ContainsSubstring("no file"));
}

TEST_CASE("columns are aligned by the width that they take on a terminal", "[report]") {
    CHECK(table({{"漢", "a"}, {"abc", "b"}, {"x", ""}}, 1) == " 漢   a\n abc  b\n x\n");
    CHECK(clipped("abcdef", 4) == "abc…");
    CHECK(wrapped("aa bb cc", 5) == std::vector<std::string>{"aa bb", "cc"});
}
