// Several runners at once on one database.
#include "crash/project.hpp"
#include "support/catch.hpp"
#include "util/env.hpp"
#include "util/file.hpp"

#include <sys/wait.h>
#include <unistd.h>

using namespace migrate;
using namespace migrate::test;

namespace {

// Starts so many upgrades, lets them go at the same moment (a pipe that closes), and returns their
// exit codes.
std::vector<int> upgrade_together(const CrashProject& project, int runners) {
    int gate[2];
    REQUIRE(::pipe(gate) == 0);
    std::vector<pid_t> children;
    for (int i = 0; i < runners; ++i) {
        const pid_t child = ::fork();
        REQUIRE(child >= 0);
        if (child == 0) {
            ::close(gate[1]);
            char byte;
            [[maybe_unused]] const auto end_of_file = ::read(gate[0], &byte, 1);
            if (::chdir(project.folder().c_str()) != 0)
                ::_exit(99);
            ::freopen("/dev/null", "w", stdout);
            const std::string log = "runner" + std::to_string(i) + ".log";
            ::freopen(log.c_str(), "w", stderr);
            ::setenv("CI", "true", 1);
            ::setenv("PROJECT_DATABASE", project.database().url().c_str(), 1);
            ::execl(MIGRATE_BINARY, MIGRATE_BINARY, "upgrade", "head", nullptr);
            ::_exit(98);
        }
        children.push_back(child);
    }
    ::close(gate[0]);
    ::close(gate[1]);
    std::vector<int> codes;
    for (const pid_t child : children) {
        int status = 0;
        ::waitpid(child, &status, 0);
        codes.push_back(WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
    }
    return codes;
}

} // namespace

TEST_CASE("many runners at once apply each revision once, and all end with 0", "[crowd]") {
    CrashProject project;
    project.add_mixed_revisions();
    const ProcessResult one = project.run({"upgrade", "head"});
    INFO(one.errors);
    REQUIRE(one.exit_status == 0);
    const std::string alone = project.dump();
    for (const int runners : {2, 10, get_env("MIGRATE_TEST_LONG") ? 50 : 20}) {
        project.database().start_again();
        INFO(runners << " runners in " << project.folder());
        const std::vector<int> codes = upgrade_together(project, runners);
        for (std::size_t i = 0; i < codes.size(); ++i) {
            INFO(read_file(project.folder() / ("runner" + std::to_string(i) + ".log")));
            CHECK(codes[i] == 0);
        }
        CHECK(project.dump() == alone);
        for (const auto& [revision, times] : project.logged())
            CHECK(times == 1);
        CHECK(project.logged().size() == project.size());
        CHECK(project.database().left_behind() == "");
    }
}
