// The network between the program and its server is cut at every message, and counted.
#include "crash/recovery.hpp"
#include "util/env.hpp"
#include "util/file.hpp"

#include <fmt/format.h>

using namespace migrate;
using namespace migrate::test;

namespace {

int passed(const Traffic& traffic, Sender from) {
    return from == Sender::client ? traffic.from_client : traffic.from_server;
}

// Tables as people have them, made behind the program's back.
void make_tables(CrashProject& project, int count) {
    const auto connection = project.database().connect();
    for (int i = 0; i < count; ++i) {
        std::string columns;
        for (int column = 1; column < 10; ++column)
            columns += fmt::format(", c{} varchar(20)", column);
        connection->execute(fmt::format(
            "CREATE TABLE t{} (id integer PRIMARY KEY{}, other integer REFERENCES t{} (id))", i,
            columns, i / 2));
        connection->execute(fmt::format("CREATE INDEX ix_t{} ON t{} (c1)", i, i));
    }
}

void require_done(const ProcessResult& run) {
    INFO(run.errors << run.output);
    REQUIRE(run.exit_status == 0);
}

} // namespace

TEST_CASE("cut at any message and run again, an upgrade ends as if nothing had happened",
          "[network][server]") {
    CrashProject project;
    project.add_mixed_revisions(CrashProject::Mix::few);
    const Undisturbed wanted = undisturbed_upgrade(project);
    const auto proxy = project.database().proxy();
    const std::vector<std::string> upgrade{"upgrade", "head", "-u",
                                           project.database().url_at_port(proxy->port())};
    project.database().start_again();
    proxy->start_again();
    require_done(project.run(upgrade));
    const Traffic whole = proxy->traffic();
    REQUIRE(whole.answers > 100);
    // A statement is five messages and its answer four or five: in time each of them is met.
    const int step = get_env("MIGRATE_TEST_LONG") ? 3 : 97;
    for (const Sender from : {Sender::client, Sender::server})
        for (int n = 1; n <= passed(whole, from); n += step) {
            const bool for_good = n % 2 == 0;
            project.database().start_again();
            proxy->start_again();
            proxy->cut_at(from, n, for_good);
            INFO("cut before message " << n << " of " << passed(whole, from) << " from the "
                                       << (from == Sender::client ? "program" : "server")
                                       << (for_good ? ", for good" : ""));
            require_ended_well(project, project.run(upgrade), !for_good);
            require_recovers(project, wanted);
        }
}

// The last messages: COMMIT of the only revision, the unlocking, and what the server answers.
TEST_CASE("where the answer to the last COMMIT is lost, a new session looks", "[network][server]") {
    CrashProject project;
    project.add("\n[[upgrade]]\ncreate_table = \"t\"\ncolumn.x = { type = \"integer\" }\n");
    const Undisturbed wanted = undisturbed_upgrade(project);
    const auto proxy = project.database().proxy();
    const std::vector<std::string> upgrade{"upgrade", "head", "-u",
                                           project.database().url_at_port(proxy->port())};
    project.database().start_again();
    proxy->start_again();
    require_done(project.run(upgrade));
    const Traffic whole = proxy->traffic();
    int kept = 0;
    int taken_back = 0;
    int unknown = 0;
    for (const bool for_good : {false, true})
        for (const Sender from : {Sender::client, Sender::server})
            for (int n = passed(whole, from) - 20; n <= passed(whole, from); ++n) {
                project.database().start_again();
                proxy->start_again();
                proxy->cut_at(from, n, for_good);
                INFO(n << (from == Sender::client ? " from the program" : " from the server"));
                const ProcessResult run = project.run(upgrade);
                require_ended_well(project, run, !for_good);
                const auto says = [&](const char* text) {
                    return run.errors.find(text) != std::string::npos;
                };
                if (says("the changes were kept")) {
                    ++kept;
                    CHECK(run.exit_status == 0);
                } else if (says("the changes were not kept")) {
                    ++taken_back;
                    CHECK(run.exit_status == 1);
                } else if (says("no new session could look")) {
                    ++unknown;
                    CHECK(run.exit_status == 1);
                }
                require_recovers(project, wanted);
            }
    CHECK(kept > 0);
    CHECK(taken_back > 0);
    CHECK(unknown > 0);
}

// Counted are the making of each connection, its login, and every question that was answered.
TEST_CASE("check with nothing to do makes few round trips, whatever the number of tables",
          "[network][server]") {
    std::vector<int> counts;
    for (const int tables : {10, 300}) {
        CrashProject project;
        make_tables(project, tables);
        std::filesystem::create_directory(project.folder() / "models");
        require_done(project.run({"inspect", "-o", "models/app.toml"}));
        require_done(project.run({"revision", "--baseline", "-m", "start"}));
        const auto proxy = project.database().proxy();
        require_done(project.run({"check", "-u", project.database().url_at_port(proxy->port())}));
        counts.push_back(proxy->traffic().round_trips());
    }
    CHECK(counts[0] <= 12);
    CHECK(counts[0] == counts[1]);
}
