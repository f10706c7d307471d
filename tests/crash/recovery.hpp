// What must hold after a run that was disturbed, and after the next one.
#pragma once

#include "crash/project.hpp"
#include "support/catch.hpp"
#include "util/file.hpp"

namespace migrate::test {

using Words = std::vector<std::string>;

// How many crash points an undisturbed run of the command passes.
inline int count_points(const CrashProject& project, const Words& command) {
    const std::string file = (project.folder() / "points").string();
    const ProcessResult result = project.run(command, {{"MIGRATE_CRASH_COUNT", file}});
    INFO(result.errors);
    REQUIRE(result.exit_status == 0);
    return std::stoi(read_file(file));
}

// What a run that nobody disturbs comes to.
struct Undisturbed {
    std::string dump;
    std::size_t revisions = 0;
};

inline Undisturbed undisturbed_upgrade(CrashProject& project) {
    const ProcessResult alone = project.run({"upgrade", "head"});
    INFO(alone.errors);
    REQUIRE(alone.exit_status == 0);
    return {project.dump(), project.size()};
}

inline void require_each_once(const std::map<std::string, int>& logged, std::size_t expected) {
    for (const auto& [revision, times] : logged) {
        INFO(revision);
        REQUIRE(times == 1);
    }
    REQUIRE(logged.size() == expected);
}

// A plain upgrade after the disturbance ends as if nothing had been.
inline void require_recovers(CrashProject& project, const Undisturbed& wanted) {
    const ProcessResult again = project.run({"upgrade", "head"});
    INFO("and again: " << again.exit_status << "\n" << again.errors);
    REQUIRE(again.exit_status == 0);
    REQUIRE(project.dump() == wanted.dump);
    require_each_once(project.logged(), wanted.revisions);
    REQUIRE(project.database().left_behind() == "");
}

// The disturbed run ended by itself: with success where all is done, else with an error that says
// what happened. `reachable`: the program could look what became of its last COMMIT.
inline void require_ended_well(CrashProject& project, const ProcessResult& run,
                               bool reachable = true) {
    INFO(run.outcome() << "\n" << run.errors);
    REQUIRE(!run.timed_out);
    REQUIRE(run.signal == 0);
    project.database().left_behind(); // waits for its session
    if (run.exit_status == 0)
        REQUIRE(project.is_at_head());
    else if (reachable)
        REQUIRE(!project.is_at_head());
    if (run.exit_status == 0)
        return;
    REQUIRE((run.exit_status == 1 || run.exit_status == 5));
    REQUIRE(run.errors.find("error: ") != std::string::npos);
}

} // namespace migrate::test
