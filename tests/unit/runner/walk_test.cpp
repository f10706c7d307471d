#include "runner/runner.hpp"

#include "db/recording.hpp"
#include "support/catch.hpp"
#include "support/run_fixture.hpp"

using namespace migrate;
using namespace migrate::runner;
using test::sql_step;
using Rows = std::vector<std::string>;

TEST_CASE("revisions run in order, with their version and audit rows", "[runner]") {
    test::RunFixture on;
    on.settings.tag = "release 7";
    on.add("a1", {sql_step(1, "CREATE TABLE t (x)"),
                  sql_step(2, "INSERT INTO t VALUES (1); INSERT INTO t VALUES (2)")});
    on.add("b2", {sql_step(1, "CREATE TABLE u (x)")}, std::vector{sql_step(1, "DROP TABLE u")});
    const RunResult up = on.upgrade();
    CHECK(up.from.empty());
    CHECK(up.to == Rows{"b2"});
    CHECK(up.revisions.size() == 2);
    CHECK(on.rows() == Rows{"b2"});
    CHECK(on.value("SELECT count(*) FROM t") == "2");
    CHECK(on.value("SELECT group_concat(seq || revision || direction || outcome || checksum || "
                   "tag) FROM migrate_version_log") ==
          "1a1upoksum-a1release 7,2b2upoksum-b2release 7");
    CHECK(on.value("SELECT at FROM migrate_version_log") == "2026-11-22T05:12:00Z");
    const RunResult down = on.run(Direction::down, "a1");
    CHECK(down.to == Rows{"a1"});
    CHECK_FALSE(on.has_table("u"));
    CHECK_FALSE(on.has_table("migrate_version_step"));
}

TEST_CASE("a failing step takes its revision back, and says where and why", "[runner]") {
    test::RunFixture on;
    on.add("a1", {sql_step(1, "CREATE TABLE t (x NOT NULL)")});
    on.add("b2", {sql_step(1, "CREATE TABLE u (x)"), sql_step(2, "INSERT INTO t VALUES (NULL)"),
                  sql_step(3, "CREATE TABLE w (x)")});
    const Error error = on.failing_upgrade();
    CHECK(error.code() == ErrorCode::failed);
    CHECK(std::string(error.what()) == "upgrade b2 failed at step 2 of 3");
    CHECK(error.pos() == SourcePos{"r.toml", 12, 1});
    CHECK(error.quoted_line() == "sql = \"INSERT INTO t VALUES (NULL)\"");
    CHECK(error.notes().front() ==
          "sqlite SQLITE_CONSTRAINT_NOTNULL: NOT NULL constraint failed: t.x");
    CHECK(error.notes().back() ==
          "rolled back: the database is at a1; 1 of 2 revisions were applied before it");
    CHECK(on.rows() == Rows{"a1"});
    CHECK_FALSE(on.has_table("u"));
    CHECK(on.value("SELECT outcome FROM migrate_version_log WHERE revision = 'b2'") == "failed");
}

TEST_CASE("a first revision that fails leaves nothing at all", "[runner]") {
    test::RunFixture on;
    on.add("a1", {sql_step(1, "CREATE TABLE t (x)"), sql_step(2, "nonsense")});
    const Error error = on.failing_upgrade();
    CHECK(error.notes().back() == "rolled back: the database is at base, as before");
    CHECK(on.value("SELECT count(*) FROM sqlite_master") == "0");
}

TEST_CASE("on_error = continue takes back that step alone", "[runner]") {
    test::RunFixture on;
    Step step = sql_step(2, "INSERT INTO t VALUES (5); INSERT INTO nowhere VALUES (1)");
    step.options.continue_on_error = true;
    on.add("a1",
           {sql_step(1, "CREATE TABLE t (x)"), step, sql_step(3, "INSERT INTO t VALUES (7)")});
    const RunResult result = on.upgrade();
    REQUIRE(result.revisions.front().continued_errors.size() == 1);
    CHECK_THAT(result.revisions.front().continued_errors.front(),
               test::ContainsSubstring("step 2: no such table: nowhere"));
    CHECK(on.value("SELECT group_concat(x) FROM t") == "7");
    CHECK(on.events.count<event::StepContinued>() == 1);
}

TEST_CASE("all is one transaction, and on failure nothing stays", "[runner]") {
    test::RunFixture on;
    on.settings.transaction = TransactionMode::all;
    on.add("a1", {sql_step(1, "CREATE TABLE t (x)")});
    on.add("b2", {sql_step(1, "nonsense")});
    CHECK(on.failing_upgrade().notes().back() == "rolled back: the database is at base, as before");
    CHECK(on.value("SELECT count(*) FROM sqlite_master") == "0");
}

TEST_CASE("all with keep commits what its savepoints closed", "[runner]") {
    test::RunFixture on;
    on.settings.transaction = TransactionMode::all;
    on.settings.keep = true;
    on.add("a1", {sql_step(1, "CREATE TABLE t (x)")});
    on.add("b2", {sql_step(1, "CREATE TABLE u (x)"), sql_step(2, "nonsense")});
    CHECK(on.failing_upgrade().notes().back() ==
          "kept 1 revision before it: the database is at a1");
    CHECK(on.rows() == Rows{"a1"});
    CHECK(on.has_table("t"));
    CHECK_FALSE(on.has_table("u"));
}

TEST_CASE("a dry run tells what would be, and changes nothing", "[runner]") {
    test::RunFixture on;
    on.settings.dry_run = true;
    on.add("a1", {sql_step(1, "CREATE TABLE t (x)")});
    on.add("b2", {sql_step(1, "INSERT INTO t VALUES (1)")});
    const RunResult result = on.upgrade();
    CHECK(result.dry_run);
    CHECK(result.to == Rows{"b2"});
    CHECK(on.value("SELECT count(*) FROM sqlite_master") == "0");
}

TEST_CASE("a dry run and all refuse what cannot stand in their transaction", "[runner]") {
    test::RunFixture on;
    on.add("a1", {sql_step(1, "VACUUM")});
    on.settings.dry_run = true;
    CHECK_THAT(on.failing_upgrade().what(),
               test::ContainsSubstring("--dry-run cannot take step 1 of revision a1"));
    on.settings.dry_run = false;
    on.settings.transaction = TransactionMode::all;
    CHECK_THAT(on.failing_upgrade().help_text(), test::ContainsSubstring("--sql"));
    on.dialect.transactional = false;
    CHECK_THAT(on.failing_upgrade().what(),
               test::ContainsSubstring("commits with every change of the schema"));
}

TEST_CASE("no-destructive lists the steps and runs none", "[runner]") {
    test::RunFixture on;
    on.settings.no_destructive = true;
    on.add("a1", {sql_step(1, "CREATE TABLE t (x)")});
    Step marked = sql_step(1, "DELETE FROM t");
    marked.options.destructive = true;
    on.add("b2", {marked});
    const Error error = on.failing_upgrade();
    CHECK_THAT(error.what(), test::ContainsSubstring("1 destructive step"));
    CHECK_THAT(error.notes().front(), test::ContainsSubstring("revision b2, step 1"));
    CHECK(on.rows().empty());
}

TEST_CASE("a step that names what is not there is found before the first one runs", "[runner]") {
    test::RunFixture on;
    Step drop = sql_step(1, "");
    drop.op = DropTable{{"", "t"}, false};
    Step create = sql_step(1, "SELECT 1");
    create.says_means = true;
    on.add("a1", {create});
    on.add("b2", {drop});
    CHECK_THAT(on.failing_upgrade().what(),
               test::ContainsSubstring("upgrade b2: step 1 cannot run: there is no table t"));
    CHECK(on.rows().empty());

    SECTION("after raw SQL anything may be there") {
        on.add("c3", {});
        on.revisions["a1"].upgrade = {sql_step(1, "CREATE TABLE t (x)")};
        CHECK(on.upgrade().to == Rows{"c3"});
        CHECK(on.dialect.guarded == 1);
    }
}

TEST_CASE("a file that was edited after it was read is not run", "[runner]") {
    test::RunFixture on;
    on.add("a1", {sql_step(1, "CREATE TABLE t (x)")});
    on.checksums["a1"] = "another";
    CHECK_THAT(test::all_notes(on.failing_upgrade()),
               test::ContainsSubstring("the file was changed after this run had read it"));
    CHECK_FALSE(on.has_table("t"));
}

TEST_CASE("what another runner did in the meantime is not done twice", "[runner]") {
    test::RunFixture on;
    on.add("a1", {sql_step(1, "CREATE TABLE t (x)")});
    on.add("b2", {sql_step(1, "CREATE TABLE u (x)")});
    on.add("c3", {sql_step(1, "CREATE TABLE w (x)")});
    const auto planned = on.plan(Direction::up, "head");
    on.upgrade("b2");
    const RunResult late = run_plan(on.walk(), planned, {});
    CHECK(late.to == Rows{"c3"});
    REQUIRE(late.revisions.size() == 3);
    CHECK(late.revisions[0].by_another_runner);
    CHECK(late.revisions[1].by_another_runner);
    CHECK_FALSE(late.revisions[2].by_another_runner);
    CHECK(on.value("SELECT count(*) FROM migrate_version_log") == "3");
}

TEST_CASE("a writer that does not end is waited for, then told about", "[runner]") {
    test::RunFixture on;
    on.add("a1", {sql_step(1, "CREATE TABLE t (x)")});
    const auto other = on.open();
    other->begin();
    const Error error = on.failing_upgrade();
    CHECK(error.code() == ErrorCode::locked);
    other->rollback();
    CHECK(on.upgrade().to == Rows{"a1"});
}

TEST_CASE("a deadlock runs the whole transaction again", "[runner]") {
    test::RunFixture on;
    on.add("a1", {sql_step(1, "CREATE TABLE t (x)"), sql_step(2, "INSERT INTO t VALUES (1)")});
    RecordingConnection recording(on.connection.get());
    bool armed = true;
    recording.on_statement([&](const std::string& sql, std::span<const Param>) {
        if (armed && sql.starts_with("INSERT INTO t")) {
            armed = false;
            recording.fail_at(1, DbErrorKind::deadlock);
        }
    });
    const auto planned = on.plan(Direction::up, "head");
    CHECK(run_plan(on.walk_on(recording), planned, {}).to == Rows{"a1"});
    CHECK(on.pauses == 1);
    CHECK(on.events.count<event::Retried>() == 1);
    CHECK(on.value("SELECT count(*) FROM t") == "1");
}

TEST_CASE("a failing assertion says what the query gave", "[runner]") {
    test::RunFixture on;
    Step check = sql_step(1, "");
    check.op = Assert{"SELECT 0", "orders must be empty"};
    on.add("a1", {check});
    CHECK_THAT(test::all_notes(on.failing_upgrade()),
               test::ContainsSubstring("assertion: orders must be empty") &&
                   test::ContainsSubstring("gave 0"));
}

TEST_CASE("an empty plan writes nothing", "[runner]") {
    test::RunFixture on;
    const RunResult result = run_plan(on.walk(), {}, {});
    CHECK(result.revisions.empty());
    CHECK(on.value("SELECT count(*) FROM sqlite_master") == "0");
}
