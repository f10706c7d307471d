// The program is killed (SIGKILL) at every point of an upgrade and run again. The points stand in a
// build with MIGRATE_CRASH_POINTS only.
#include "crash/project.hpp"
#include "support/catch.hpp"
#include "util/env.hpp"
#include "util/file.hpp"

#include <csignal>

using namespace migrate;
using namespace migrate::test;

namespace {

bool is_long() {
    return get_env("MIGRATE_TEST_LONG").has_value();
}

int count_points(const CrashProject& project) {
    const std::string file = (project.folder() / "points").string();
    const ProcessResult result = project.run({"upgrade", "head"}, {{"MIGRATE_CRASH_COUNT", file}});
    INFO(result.errors);
    REQUIRE(result.exit_status == 0);
    return std::stoi(read_file(file));
}

// Every point in a long run; in a short one, every point of the first revisions and then a sample.
std::vector<int> points_to_try(int count) {
    std::vector<int> points;
    for (int n = 1; n <= count; n += is_long() ? 1 : 7)
        points.push_back(n);
    return points;
}

} // namespace

TEST_CASE("killed anywhere and run again, an upgrade ends as if nothing had happened", "[crash]") {
    CrashProject project;
    project.add_mixed_revisions();
    const int points = count_points(project);
    REQUIRE(points > 100);
    const std::string undisturbed = project.dump();
    for (const int n : points_to_try(points)) {
        project.forget_database();
        const ProcessResult killed =
            project.run({"upgrade", "head"}, {{"MIGRATE_CRASH_AT", std::to_string(n)}});
        INFO("killed at point " << n << " of " << points);
        REQUIRE(killed.signal == SIGKILL);
        const ProcessResult again = project.run({"upgrade", "head"});
        INFO(again.errors);
        REQUIRE(again.exit_status == 0);
        REQUIRE(project.dump() == undisturbed);
        for (const auto& [revision, times] : project.applied()) {
            INFO(revision);
            REQUIRE(times == 1);
        }
        REQUIRE(project.applied().size() == project.size());
        const ProcessResult quiet = project.run({"upgrade", "head"});
        REQUIRE(quiet.exit_status == 0);
    }
}

TEST_CASE("a step that cannot be decided ends with 6, changes nothing, and goes on after resolve",
          "[crash]") {
    // Killed before the statement and after it: the journal looks the same, the database says
    // which.
    for (const bool applied : {true, false}) {
        CrashProject project;
        project.add("\n[[upgrade]]\ncreate_table = \"t\"\ncolumn.x = { type = \"integer\" }\n");
        project.add("\n[[upgrade]]\nsql = \"INSERT INTO t VALUES (1)\"\ntransaction = false\n");
        project.add("\n[[upgrade]]\nsql = \"INSERT INTO t VALUES (2)\"\n");
        const int points = count_points(project);
        const std::string undisturbed = project.dump();
        bool met = false;
        for (int n = 1; n <= points; ++n) {
            project.forget_database();
            project.run({"upgrade", "head"}, {{"MIGRATE_CRASH_AT", std::to_string(n)}});
            const ProcessResult again = project.run({"upgrade", "head"});
            INFO("point " << n << "\n" << again.errors);
            if (again.exit_status == 0) {
                REQUIRE(project.dump() == undisturbed);
                continue;
            }
            REQUIRE(again.exit_status == 6);
            REQUIRE(again.errors.find("migrate resolve") != std::string::npos);
            met = true;
            const std::string stopped = project.dump();
            REQUIRE(project.run({"upgrade", "head"}).exit_status == 6);
            REQUIRE(project.dump() == stopped);
            const bool is_there = stopped.find("\n1|") != std::string::npos;
            if (is_there != applied)
                continue;
            const auto at = again.errors.find("migrate resolve ");
            const std::string seq =
                again.errors.substr(at + 16, again.errors.find(' ', at + 16) - at - 16);
            const ProcessResult resolved =
                project.run({"resolve", seq, is_there ? "--applied" : "--not-applied"});
            INFO(resolved.errors);
            REQUIRE(resolved.exit_status == 0);
            REQUIRE(project.run({"upgrade", "head"}).exit_status == 0);
            REQUIRE(project.dump() == undisturbed);
        }
        REQUIRE(met);
    }
}
