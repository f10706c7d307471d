// The program is killed (SIGKILL) at every point of a run and run again. The points stand in a
// build with MIGRATE_CRASH_POINTS only.
#include "crash/recovery.hpp"
#include "util/env.hpp"

#include <csignal>

using namespace migrate;
using namespace migrate::test;

namespace {

// Every point in a long run, and a sample in a short one: fewer on a server, which takes longer.
std::vector<int> points_to_try(int count) {
    const int step = get_env("MIGRATE_TEST_LONG") ? 1 : get_env("MIGRATE_TEST_ON") ? 13 : 7;
    std::vector<int> points;
    for (int n = 1; n <= count; n += step)
        points.push_back(n);
    return points;
}

// Kills the command at one point after the other, from the state that the project starts again
// with, and runs it once more. An undisturbed run logs `revisions`.
void kill_everywhere(CrashProject& project, const Words& command, Direction direction,
                     std::size_t revisions) {
    project.database().start_again();
    const int points = count_points(project, command);
    REQUIRE(points > 100);
    const std::string undisturbed = project.dump();
    for (const int n : points_to_try(points)) {
        project.database().start_again();
        const ProcessResult killed =
            project.run(command, {{"MIGRATE_CRASH_AT", std::to_string(n)}});
        INFO("killed at point " << n << " of " << points << "\n" << killed.errors);
        REQUIRE(killed.signal == SIGKILL);
        REQUIRE(!killed.timed_out);
        const ProcessResult again = project.run(command);
        INFO("and again\n" << again.errors);
        REQUIRE(again.exit_status == 0);
        REQUIRE(project.dump() == undisturbed);
        require_each_once(project.logged(direction), revisions);
        REQUIRE(project.run(command).exit_status == 0);
        REQUIRE(project.dump() == undisturbed);
        REQUIRE(project.database().left_behind() == "");
    }
}

} // namespace

TEST_CASE("killed anywhere and run again, an upgrade ends as if nothing had happened", "[crash]") {
    CrashProject project;
    project.add_mixed_revisions();
    kill_everywhere(project, {"upgrade", "head"}, Direction::up, project.size());
}

TEST_CASE("killed anywhere and run again, a downgrade ends as if nothing had happened", "[crash]") {
    CrashProject project;
    project.add_mixed_revisions();
    REQUIRE(project.run({"upgrade", "head"}).exit_status == 0);
    project.database().keep_state();
    kill_everywhere(project, {"downgrade", "r001"}, Direction::down, project.size() - 1);
}

TEST_CASE("an upgrade in one transaction that is killed has done nothing or all", "[crash]") {
    CrashProject project;
    project.add_mixed_revisions(CrashProject::Mix::in_transactions);
    kill_everywhere(project, {"upgrade", "head", "--transaction", "all"}, Direction::up,
                    project.size());
}

TEST_CASE("a step that cannot be decided ends with 6, changes nothing, and goes on after resolve",
          "[crash]") {
    const Words upgrade{"upgrade", "head"};
    CrashProject project;
    project.add("\n[[upgrade]]\ncreate_table = \"t\"\ncolumn.x = { type = \"integer\" }\n");
    project.add("\n[[upgrade]]\nsql = \"INSERT INTO t VALUES (1)\"\ntransaction = false\n");
    project.add("\n[[upgrade]]\nsql = \"INSERT INTO t VALUES (2)\"\n");
    const int points = count_points(project, upgrade);
    const std::string undisturbed = project.dump();
    // Killed before the statement and after it: the journal looks the same, the database says
    // which.
    bool met_before = false;
    bool met_after = false;
    for (int n = 1; n <= points; ++n) {
        project.database().start_again();
        project.run(upgrade, {{"MIGRATE_CRASH_AT", std::to_string(n)}});
        const ProcessResult again = project.run(upgrade);
        INFO("point " << n << "\n" << again.errors);
        if (again.exit_status == 0) {
            REQUIRE(project.dump() == undisturbed);
            continue;
        }
        REQUIRE(again.exit_status == 6);
        const std::string stopped = project.dump();
        REQUIRE(project.run(upgrade).exit_status == 6);
        REQUIRE(project.dump() == stopped);
        REQUIRE(project.database().left_behind() == "");
        const bool is_there = stopped.find("\n1|") != std::string::npos;
        (is_there ? met_after : met_before) = true;
        const auto at = again.errors.find("migrate resolve ");
        REQUIRE(at != std::string::npos);
        const std::string seq =
            again.errors.substr(at + 16, again.errors.find(' ', at + 16) - at - 16);
        const ProcessResult resolved =
            project.run({"resolve", seq, is_there ? "--applied" : "--not-applied"});
        INFO(resolved.errors);
        REQUIRE(resolved.exit_status == 0);
        REQUIRE(project.run(upgrade).exit_status == 0);
        REQUIRE(project.dump() == undisturbed);
    }
    CHECK(met_before);
    CHECK(met_after);
}
