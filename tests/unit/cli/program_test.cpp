#include "support/program.hpp"

#include "cli/command_table.hpp"
#include "support/catch.hpp"
#include "support/golden.hpp"
#include "util/json.hpp"

using namespace migrate;
using test::ContainsSubstring;
using test::golden_difference;
using test::golden_folder;
using test::run_program;

TEST_CASE("the help of the program and of every command is as it was reviewed", "[cli][golden]") {
    CHECK(golden_difference(golden_folder("help") / "migrate.txt", run_program({"--help"}).out) ==
          "");
    for (const cli::Command& command : cli::command_table()) {
        const std::string name(command.name);
        const auto run = run_program({name, "--help"});
        CHECK(run.code == 0);
        CHECK(golden_difference(golden_folder("help") / (name + ".txt"), run.out) == "");
    }
}

TEST_CASE("every help opens with an example of its own command", "[cli]") {
    for (const cli::Command& command : cli::command_table())
        CHECK(run_program({std::string(command.name), "-h"})
                  .out.starts_with("Example: migrate " + std::string(command.name)));
}

TEST_CASE("without a command the help goes to standard error, with 2", "[cli]") {
    const auto run = run_program({});
    CHECK(run.code == 2);
    CHECK(run.out.empty());
    CHECK_THAT(run.err, ContainsSubstring("Usage: migrate"));
}

TEST_CASE("the version names the databases built in", "[cli]") {
    CHECK_THAT(run_program({"--version"}).out, ContainsSubstring("migrate 0."));
    CHECK_THAT(run_program({"--version"}).out, ContainsSubstring("databases: SQLite"));
    CHECK_THAT(run_program({"-v", "--version"}).out, ContainsSubstring("SQLite (libsqlite3 3."));
    CHECK_NOTHROW(read_json(run_program({"--json", "--version"}).out));
}

TEST_CASE("a mistyped command gets the nearest name", "[cli]") {
    const auto run = run_program({"upgrad", "head"});
    CHECK(run.code == 2);
    CHECK(run.err == "error: there is no command \"upgrad\" (did you mean \"upgrade\"?)\n"
                     "   = help: migrate --help lists them\n");
}

TEST_CASE("underscores in command names stand for dashes", "[cli]") {
    CHECK(run_program({"ensure_version", "--help"}).out ==
          run_program({"ensure-version", "--help"}).out);
}

TEST_CASE("with --json a wrong command line is a document too", "[cli]") {
    const auto words = GENERATE(std::vector<std::string>{"--json", "upgrad"},
                                std::vector<std::string>{"heads", "--foo", "--json"},
                                std::vector<std::string>{"--json"});
    const auto run = run_program(words);
    CHECK(run.code == 2);
    CHECK_THAT(run.out, ContainsSubstring(R"("code": "usage")"));
    CHECK_THAT(run.out, ContainsSubstring(R"("exit_code": 2)"));
    CHECK_THAT(run.err, ContainsSubstring("error: "));
}

TEST_CASE("a missing argument is told, but --help comes first", "[cli]") {
    CHECK(run_program({"downgrade"}).code == 2);
    CHECK_THAT(run_program({"downgrade"}).err, ContainsSubstring("downgrade needs TARGET"));
    CHECK(run_program({"downgrade", "--help"}).code == 0);
}

TEST_CASE("a command's options win over general ones of the same letter", "[cli]") {
    // -c is --check-heads behind current, and the project file before it.
    const auto run = run_program({"-c", "/nowhere/migrate.toml", "current", "-c"});
    CHECK(run.code == 2);
    CHECK_THAT(run.err, ContainsSubstring("/nowhere/migrate.toml"));
}

TEST_CASE("contradictions are refused", "[cli]") {
    CHECK(run_program({"-q", "heads", "-v"}).code == 2);
    CHECK(run_program({"resolve", "1"}).code == 2);
    CHECK(run_program({"resolve", "1", "--applied", "--rerun"}).code == 2);
}

TEST_CASE("every error code has its exit code", "[cli]") {
    CHECK(static_cast<int>(cli::exit_code(ErrorCode::failed)) == 1);
    CHECK(static_cast<int>(cli::exit_code(ErrorCode::usage)) == 2);
    CHECK(static_cast<int>(cli::exit_code(ErrorCode::difference)) == 3);
    CHECK(static_cast<int>(cli::exit_code(ErrorCode::locked)) == 4);
    CHECK(static_cast<int>(cli::exit_code(ErrorCode::unreachable)) == 5);
    CHECK(static_cast<int>(cli::exit_code(ErrorCode::undecided)) == 6);
    CHECK(static_cast<int>(cli::exit_code(ErrorCode::interrupted)) == 130);
    CHECK(static_cast<int>(cli::exit_code(ErrorCode::terminated)) == 143);
}
