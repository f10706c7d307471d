#include "util/process.hpp"

#include "migrate/error.hpp"
#include "util/signal.hpp"

#include "support/catch.hpp"

#include <csignal>

using namespace migrate;

namespace {

ProcessResult shell(const std::string& script) {
    return run_process({.arguments = {"sh", "-c", script}});
}

} // namespace

TEST_CASE("output, errors and the exit status of a program are told", "[process]") {
    const ProcessResult result = shell("echo out; echo err >&2; exit 3");
    CHECK(result.output == "out\n");
    CHECK(result.errors == "err\n");
    CHECK(result.exit_status == 3);
    CHECK_FALSE(result.ok());
    CHECK(result.outcome() == "exited with 3");
}

TEST_CASE("arguments reach the program untouched", "[process]") {
    CHECK(run_process({.arguments = {"printf", "%s|", "a b", "$HOME", "'\"", ""}}).output ==
          "a b|$HOME|'\"||");
}

TEST_CASE("a program gets its environment, its folder and no input", "[process]") {
    const ProcessResult result =
        run_process({.arguments = {"sh", "-c", "echo $TAG $MORE; pwd; cat"},
                     .environment = {{"TAG", "x=y"}, {"MORE", "z"}},
                     .working_directory = "/"});
    CHECK(result.output == "x=y z\n/\n");
}

TEST_CASE("much output on both streams is read to the end", "[process]") {
    const ProcessResult result =
        shell("i=0; while [ $i -lt 3000 ]; do echo 0123456789012345678901234567890123456789; "
              "echo 0123456789012345678901234567890123456789 >&2; i=$((i+1)); done");
    CHECK(result.output.size() == 3000 * 41);
    CHECK(result.errors.size() == 3000 * 41);
}

TEST_CASE("a program that cannot be run is an error that names it", "[process]") {
    CHECK_THROWS_WITH(run_process({.arguments = {"/nowhere/tool"}}),
                      "cannot run /nowhere/tool: No such file or directory");
    CHECK_THROWS_AS(run_process({.arguments = {}}), Error);
}

TEST_CASE("a program that outlives its deadline is killed", "[process]") {
    const ProcessResult result =
        run_process({.arguments = {"sleep", "60"}, .deadline = std::chrono::milliseconds(20)});
    CHECK(result.timed_out);
    CHECK(result.signal == SIGKILL);
    CHECK(result.outcome() == "ran longer than 20 ms and was killed");
}

TEST_CASE("a signal that ends a program is told", "[process]") {
    CHECK(shell("kill -TERM $$").outcome() == "was killed by signal 15");
}

TEST_CASE("what a program leaves behind does not keep us waiting", "[process]") {
    CHECK(shell("sleep 30 & echo $!; exit 0").ok());
}

TEST_CASE("the first signal asks to stop, the second interrupts", "[signal]") {
    int interrupted = 0;
    const StopSignals signals;
    const Interrupter interrupter([](void* count) { ++*static_cast<int*>(count); }, &interrupted);
    CHECK(stop_requested() == 0);
    throw_if_stopped();
    ::raise(SIGTERM);
    CHECK(stop_requested() == SIGTERM);
    CHECK(interrupted == 0);
    ::raise(SIGINT);
    CHECK(stop_requested() == SIGTERM);
    CHECK(interrupted == 1);
    try {
        throw_if_stopped();
        FAIL("went on");
    } catch (const Error& error) {
        CHECK(error.code() == ErrorCode::terminated);
    }
}
