#include "runner/journal.hpp"

#include "db/recording.hpp"
#include "runner/runner.hpp"
#include "support/catch.hpp"
#include "support/run_fixture.hpp"
#include "util/file.hpp"

using namespace migrate;
using namespace migrate::runner;
using test::sql_step;
using Rows = std::vector<std::string>;

namespace {

Step outside(int number, const std::string& text) {
    Step step = sql_step(number, text);
    step.options.transaction = false;
    return step;
}

std::string states(test::RunFixture& on) {
    return on.value("SELECT group_concat(step_no || state) FROM (SELECT * FROM "
                    "migrate_version_step ORDER BY seq)");
}

// Runs until the database has got this statement, which dies before it takes effect or after.
void die_at(test::RunFixture& on, const std::string& sql, bool after) {
    RecordingConnection recording(on.connection.get());
    recording.on_statement([&](const std::string& text, std::span<const Param>) {
        if (text != sql)
            return;
        if (after)
            on.connection->execute(sql);
        recording.fail_at(1, DbErrorKind::lost_connection);
    });
    const auto planned = on.plan(Direction::up, "head");
    CHECK_THROWS_AS(run_plan(on.walk_on(recording), planned, on.rows()), Error);
}

} // namespace

TEST_CASE("a step outside a transaction is journaled, and leaves no lock", "[runner]") {
    test::RunFixture on;
    on.add("a1", {sql_step(1, "CREATE TABLE t (x)"), sql_step(2, "VACUUM"),
                  sql_step(3, "INSERT INTO t VALUES (1)")});
    CHECK(on.upgrade().to == Rows{"a1"});
    CHECK(states(on) == "1done,2done,3done,0done");
    CHECK(on.value("SELECT outcome FROM migrate_version_run") == "ok");
    CHECK(on.value("SELECT count(*) FROM migrate_version_log") == "1");
    CHECK(FileLock::try_lock(on.url().database + "-migrate"));
}

TEST_CASE("while another holds the lock file, nothing is run or judged", "[runner]") {
    test::RunFixture on;
    on.add("a1", {sql_step(1, "VACUUM")});
    const auto held = FileLock::try_lock(on.url().database + "-migrate");
    CHECK(on.failing_upgrade().code() == ErrorCode::locked);
    CHECK(on.rows().empty());
}

TEST_CASE("what failed between transactions runs again, what was done does not", "[runner]") {
    test::RunFixture on;
    on.add("a1", {sql_step(1, "CREATE TABLE t (x)"), outside(2, "INSERT INTO u VALUES (1)"),
                  sql_step(3, "INSERT INTO t VALUES (1)")});
    const Error error = on.failing_upgrade();
    CHECK(std::string(error.what()) == "upgrade a1 failed at step 2 of 3");
    CHECK_THAT(error.notes().back(), test::ContainsSubstring("step 1 is done") &&
                                         test::ContainsSubstring("the version row is still base"));
    CHECK(states(on) == "1done,2failed,3planned,0planned");
    CHECK(unfinished_steps(*on.connection, on.dialect, on.settings).size() == 2);

    on.connection->execute("CREATE TABLE u (x)");
    CHECK(on.upgrade().to == Rows{"a1"});
    CHECK(on.value("SELECT count(*) FROM u") == "1");
    CHECK(on.value("SELECT count(*) FROM t") == "1");
    CHECK(unfinished_steps(*on.connection, on.dialect, on.settings).empty());
}

TEST_CASE("after a crash done_when decides", "[runner]") {
    const bool after = GENERATE(false, true);
    test::RunFixture on;
    Step step = outside(2, "INSERT INTO t VALUES (1)");
    step.options.done_when = "SELECT count(*) FROM t WHERE x = 1";
    on.add("a1", {sql_step(1, "CREATE TABLE t (x)"), step});
    die_at(on, "INSERT INTO t VALUES (1)", after);
    CHECK(states(on) == "1done,2started,0planned");
    CHECK(on.upgrade().to == Rows{"a1"});
    CHECK(on.value("SELECT count(*) FROM t") == "1");
}

TEST_CASE("after a crash the schema decides what a step means", "[runner]") {
    const bool after = GENERATE(false, true);
    test::RunFixture on;
    Step step = outside(1, "CREATE TABLE t (x)");
    CreateTable create;
    create.table.name.name = "t";
    create.table.columns.emplace_back().name = "x";
    step.means = {create};
    step.says_means = true;
    on.add("a1", {step});
    die_at(on, "CREATE TABLE t (x)", after);
    CHECK(on.upgrade().to == Rows{"a1"});
    CHECK(on.has_table("t"));
}

TEST_CASE("VACUUM is simply run again", "[runner]") {
    test::RunFixture on;
    on.add("a1", {sql_step(1, "VACUUM")});
    die_at(on, "VACUUM", GENERATE(false, true));
    CHECK(on.upgrade().to == Rows{"a1"});
}

TEST_CASE("what nobody can tell is asked, and nothing changes until it is answered", "[runner]") {
    const bool after = GENERATE(false, true);
    test::RunFixture on;
    on.add("a1", {sql_step(1, "CREATE TABLE t (x)"), outside(2, "INSERT INTO t VALUES (1)")});
    die_at(on, "INSERT INTO t VALUES (1)", after);
    const Error error = on.failing_upgrade();
    CHECK(error.code() == ErrorCode::undecided);
    CHECK(std::string(error.what()) == "revision a1 is half done: did step 2 take effect?");
    CHECK_THAT(error.help_text(), test::ContainsSubstring("migrate resolve 2 --applied"));
    CHECK(states(on) == "1done,2started,0planned");

    Journal(on.walk()).resolved(2, after ? "resolved" : "planned", "by the test");
    CHECK(on.upgrade().to == Rows{"a1"});
    CHECK(on.value("SELECT count(*) FROM t") == "1");
}

TEST_CASE("a downgrade waits for what an upgrade left half done", "[runner]") {
    test::RunFixture on;
    on.add("a1", {sql_step(1, "CREATE TABLE t (x)")}, std::vector{sql_step(1, "DROP TABLE t")});
    on.upgrade();
    on.add("b2", {sql_step(1, "CREATE TABLE u (x)"), outside(2, "nonsense")});
    on.failing_upgrade();
    CHECK_THROWS_WITH(on.run(Direction::down, "base"),
                      test::ContainsSubstring("revision b2 is half done"));
    CHECK(on.rows() == Rows{"a1"});
}

TEST_CASE("a step that has run may not be changed, one that has not may", "[runner]") {
    test::RunFixture on;
    on.add("a1", {sql_step(1, "CREATE TABLE t (x)"), outside(2, "nonsense")});
    on.failing_upgrade();
    on.revisions["a1"].upgrade[0] = sql_step(1, "CREATE TABLE other (x)");
    CHECK_THAT(on.failing_upgrade().what(),
               test::ContainsSubstring("step 1 of revision a1 was changed after it had run"));
    on.revisions["a1"].upgrade[0] = sql_step(1, "CREATE TABLE t (x)");
    on.revisions["a1"].upgrade[1] = outside(2, "INSERT INTO t VALUES (3)");
    CHECK(on.upgrade().to == Rows{"a1"});
}

TEST_CASE("none commits each statement by itself", "[runner]") {
    test::RunFixture on;
    on.settings.transaction = TransactionMode::none;
    on.add("a1", {sql_step(1, "CREATE TABLE t (x); INSERT INTO t VALUES (1); nonsense")});
    on.failing_upgrade();
    CHECK(on.value("SELECT count(*) FROM t") == "1");
    CHECK(states(on) == "1done,1done,1planned,0planned");
}

TEST_CASE("a program sees its tag and number, and its failure is told", "[runner]") {
    test::RunFixture on;
    on.settings.tag = "v1";
    Step step = sql_step(1, "");
    step.op = Program{{"sh", "-c", "echo $MIGRATE_TAG $MIGRATE_SEQ > out; exit $FAIL"}};
    on.settings.environment = {{"FAIL", "0"}};
    on.add("a1", {step});
    CHECK(on.upgrade().to == Rows{"a1"});
    CHECK(read_file(on.folder / "out") == "v1 1\n");
    on.settings.environment = {{"FAIL", "3"}};
    on.add("b2", {step});
    CHECK_THAT(test::all_notes(on.failing_upgrade()), test::ContainsSubstring("exited with 3"));
}
