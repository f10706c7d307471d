// Sessions end while a run is at work: by their server, with their server, or because the program
// is killed in the middle of a statement.
#include "crash/background_run.hpp"
#include "crash/recovery.hpp"
#include "support/private_server.hpp"
#include "util/env.hpp"

#include <csignal>

using namespace migrate;
using namespace migrate::test;

namespace {

const Words upgrade_head{"upgrade", "head"};

// The number of the n-th crash point of that name.
int point_named(const CrashProject& project, const std::string& name, int nth) {
    const std::string trace = project.run(upgrade_head, {{"MIGRATE_CRASH_TRACE", "1"}}).errors;
    std::size_t at = 0;
    for (int i = 0; i < nth; ++i) {
        at = trace.find(": " + name + "\n", at + 1);
        REQUIRE(at != std::string::npos);
    }
    return std::stoi(trace.substr(trace.rfind(' ', at - 1) + 1));
}

// Until so many sessions have last asked for the lock of the runs, or who has it; each look is a
// round trip.
bool ask_for_lock(const CrashProject& project, const std::string& sessions) {
    const auto looking = project.database().connect();
    for (int look = 0; look < 50000; ++look)
        if (query_value(*looking,
                        "SELECT count(*) FROM pg_stat_activity WHERE datname = "
                        "current_database() AND query ~ 'try_advisory_lock|locktype = ' AND pid "
                        "<> pg_backend_pid()") == sessions)
            return true;
    return false;
}

// Tables with rows that a session of the test's holds, and a revision that waits for it.
struct WaitingStep {
    CrashProject project;
    Undisturbed wanted;
    std::unique_ptr<Connection> holder;

    explicit WaitingStep(const std::string& step) {
        project.add("\n[[upgrade]]\nsql = \"CREATE TABLE t (x integer); INSERT INTO t VALUES "
                    "(1); CREATE INDEX ix_old ON t (x); CREATE TABLE p (id integer) PARTITION BY "
                    "RANGE (id); CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (9)\"\n");
        project.add("\n[[upgrade]]\nlock_timeout = \"5m\"\n" + step + "\n");
        wanted = undisturbed_upgrade(project);
        project.database().start_again();
        REQUIRE(project.run({"upgrade", "r001"}).exit_status == 0);
        holder = project.database().connect();
        holder->begin();
        holder->execute("UPDATE t SET x = x");
        holder->execute("INSERT INTO p VALUES (1)");
    }
};

constexpr const char* waiting_steps[] = {
    "sql = \"CREATE INDEX CONCURRENTLY ix_t ON t (x)\"",
    "create_index = \"t.ix_t\"\ncolumns = [\"x\"]\npostgresql.concurrently = true",
    "sql = \"DROP INDEX CONCURRENTLY ix_old\"",
    "drop_index = \"t.ix_old\"\npostgresql.concurrently = true",
    "sql = \"REINDEX INDEX CONCURRENTLY ix_old\"",
    "sql = \"REINDEX (CONCURRENTLY) TABLE t\"",
    "sql = \"ALTER TABLE p DETACH PARTITION p1 CONCURRENTLY\"",
    "detach_partition = \"p.p1\"\nconcurrently = true",
    "sql = \"UPDATE t SET x = x + 1\"",
    "sql = \"ALTER TABLE t ADD COLUMN y integer\"",
};

} // namespace

TEST_CASE("a run whose session the server ends at any point is finished by the next one",
          "[sessions][server]") {
    CrashProject project;
    project.add_mixed_revisions(CrashProject::Mix::few);
    const int points = count_points(project, upgrade_head);
    project.database().start_again();
    const Undisturbed wanted = undisturbed_upgrade(project);
    for (int n = 1; n <= points; n += get_env("MIGRATE_TEST_LONG") ? 1 : 17) {
        project.database().start_again();
        BackgroundRun run(project, upgrade_head, n);
        INFO("at point " << n << " of " << points);
        REQUIRE(run.is_held());
        project.database().end_sessions();
        require_ended_well(project, run.wait());
        require_recovers(project, wanted);
    }
}

TEST_CASE("a session that is ended in the middle of a statement leaves nothing to mend",
          "[sessions][server]") {
    for (const std::string text : waiting_steps) {
        INFO(text);
        WaitingStep step(text);
        BackgroundRun run(step.project, upgrade_head);
        REQUIRE(step.project.database().has_waiting_session());
        step.holder->query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = "
                           "current_database() AND wait_event_type = 'Lock'");
        const ProcessResult ended = run.wait();
        step.holder.reset();
        require_ended_well(step.project, ended);
        CHECK(ended.exit_status == 5);
        require_recovers(step.project, step.wanted);
    }
}

TEST_CASE("the next runner waits for the statement that a killed one has left to the server",
          "[sessions][server]") {
    for (const std::string text : waiting_steps) {
        INFO(text);
        WaitingStep step(text);
        BackgroundRun run(step.project, upgrade_head);
        REQUIRE(step.project.database().has_waiting_session());
        run.kill();
        CHECK(run.wait().signal == SIGKILL);
        BackgroundRun next(step.project, upgrade_head);
        REQUIRE(ask_for_lock(step.project, "1"));
        step.holder.reset();
        const ProcessResult ended = next.wait();
        INFO(ended.errors);
        CHECK(ended.exit_status == 0);
        require_recovers(step.project, step.wanted);
    }
}

TEST_CASE("a runner that waits while another one dies finds what that one has begun",
          "[sessions][server]") {
    CrashProject project;
    project.add("\n[[upgrade]]\ncreate_table = \"t\"\ncolumn.x = { type = \"integer\" }\n");
    project.add("\n[[upgrade]]\nsql = \"INSERT INTO t VALUES (1)\"\ntransaction = false\n");
    const int has_lock = point_named(project, "after the lock", 1);
    project.database().start_again();
    const int has_inserted = point_named(project, "after a statement", 2);
    project.database().start_again();
    BackgroundRun first(project, upgrade_head, has_lock,
                        {{"MIGRATE_CRASH_AT", std::to_string(has_inserted)}});
    REQUIRE(first.is_held());
    BackgroundRun second(project, upgrade_head);
    REQUIRE(ask_for_lock(project, "2"));
    CHECK(first.wait().signal == SIGKILL);
    const ProcessResult undecided = second.wait();
    INFO(undecided.errors);
    CHECK(undecided.exit_status == 6);
    CHECK(query_value(*project.database().connect(), "SELECT count(*) FROM t") == "1");
}

TEST_CASE("a server that is started anew in the middle of a run has what it had confirmed",
          "[sessions][server]") {
    PrivateServer server("postgresql");
    Url url = server.url();
    url.query.emplace_back("options", "-csynchronous_commit=on"); // the server's is off, for speed
    CrashProject project(postgres_database(url));
    project.add_mixed_revisions(CrashProject::Mix::few);
    const int points = count_points(project, upgrade_head);
    project.database().start_again();
    const Undisturbed wanted = undisturbed_upgrade(project);
    for (int n = 3; n <= points; n += points / (get_env("MIGRATE_TEST_LONG") ? 60 : 4)) {
        project.database().start_again();
        BackgroundRun run(project, upgrade_head, n);
        INFO("at point " << n << " of " << points);
        REQUIRE(run.is_held());
        server.restart();
        require_ended_well(project, run.wait());
        require_recovers(project, wanted);
    }
}
