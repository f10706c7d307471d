// What holds for every command: its exit code, what goes to which stream, and one JSON document on
// standard output with --json, come what may.
#include "support/program.hpp"

#include "cli/command_table.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"
#include "util/file.hpp"
#include "util/json.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <unistd.h>

using namespace migrate;
using test::ProgramRun;
using test::run_program;
using Words = std::vector<std::string>;

namespace {

namespace fs = std::filesystem;

// A project in a fresh folder, which is the working directory while it lives: a database to be,
// revision r1 with a table, and r2 and r3 after it, of which r3 fails.
class Project {
  public:
    Project() : before_(fs::current_path()) {
        fs::current_path(folder_.path());
        write("migrate.toml", "[migrate]\nurl = \"sqlite:///app.db\"\nmodels = [\"m.toml\"]\n"
                              "[environments.nowhere]\nurl = \"sqlite:///no/folder/app.db\"\n");
        write("m.toml", "[table.a]\ncolumn.x = { type = \"integer\" }\n");
        revision("r1", "", "create_table = \"a\"\ncolumn.x = { type = \"integer\" }");
        revision("r2", "r1", "sql = \"SELECT 1\"");
        revision("r3", "r1", "sql = \"SELECT nosuch FROM nowhere\"");
    }
    ~Project() { fs::current_path(before_); }
    Project(const Project&) = delete;
    Project& operator=(const Project&) = delete;

  private:
    static void write(const fs::path& file, const std::string& text) {
        create_new_file(file, text);
    }
    static void revision(const std::string& id, const std::string& parent,
                         const std::string& step) {
        write("migrations/revisions/" + id + ".toml",
              "revision = \"" + id + "\"\n" +
                  (parent.empty() ? "" : "down_revision = \"" + parent + "\"\n") + "[[upgrade]]\n" +
                  step + "\n");
    }

    fs::path before_;
    test::TemporaryFolder folder_;
};

struct Case {
    std::vector<Words> before; // run first
    Words words;
    int code;
    bool answers; // text on standard output
};

const Words to_r2{"upgrade", "r2"};

const std::vector<Case>& cases() {
    static const std::vector<Case> all{
        {{}, {"init", "db"}, 0, true},
        {{}, {"init", "--template", "nosuch"}, 2, false},
        {{}, {"list-templates"}, 0, true},
        {{}, {"list-templates", "more"}, 2, false},
        {{}, {"revision", "--head", "r2"}, 0, true},
        {{}, {"revision"}, 2, false},
        {{}, {"revision", "--autogenerate", "--head", "r2"}, 1, false},
        {{}, {"merge"}, 0, true},
        {{}, {"merge", "r1"}, 2, false},
        {{}, {"edit", "r1"}, 0, true},
        {{}, {"edit", "current"}, 1, false},
        {{}, {"edit", "head"}, 2, false},
        {{}, {"upgrade", "r2"}, 0, true},
        {{to_r2}, {"upgrade", "r2"}, 0, true},
        {{}, {"upgrade", "r3"}, 1, false},
        {{}, {"upgrade", "head"}, 2, false},
        {{}, {"-e", "nowhere", "upgrade", "r2"}, 5, false},
        {{to_r2}, {"downgrade", "r2"}, 0, true},
        {{to_r2}, {"downgrade", "-1"}, 1, false},
        {{to_r2}, {"downgrade", "nosuch"}, 2, false},
        {{}, {"downgrade", "base"}, 5, false},
        {{}, {"stamp", "heads"}, 0, true},
        {{}, {"stamp", "nosuch"}, 2, false},
        {{}, {"-e", "nowhere", "stamp", "r1"}, 5, false},
        {{to_r2}, {"resolve", "7", "--applied"}, 2, false},
        {{}, {"resolve", "seven", "--applied"}, 2, false},
        {{}, {"ensure-version"}, 0, true},
        {{}, {"-e", "nowhere", "ensure-version"}, 5, false},
        {{to_r2}, {"current"}, 0, true},
        {{to_r2}, {"current", "--check-heads"}, 3, true},
        {{}, {"heads"}, 0, true},
        {{}, {"heads", "r1"}, 2, false},
        {{}, {"branches"}, 0, true},
        {{}, {"branches", "r1"}, 2, false},
        {{}, {"history"}, 0, true},
        {{}, {"history", "-r", "r2:r1"}, 2, false},
        {{}, {"graph"}, 0, true},
        {{}, {"graph", "--format", "svg", "-r", "r2:r1"}, 2, false},
        {{}, {"graph"}, 0, true},
        {{}, {"graph", "--format", "nosuch"}, 2, false},
        {{}, {"show", "r1"}, 0, true},
        {{}, {"show", "nosuch"}, 2, false},
        {{{"stamp", "heads"}}, {"check"}, 3, true},
        {{}, {"check"}, 3, true},
        {{to_r2}, {"diff"}, 0, true},
        {{to_r2}, {"diff", "base", "r1", "--exit-code"}, 3, true},
        {{}, {"diff"}, 5, false},
        {{to_r2}, {"diff", "nosuch"}, 2, false},
        {{}, {"status"}, 3, true},
        {{to_r2}, {"log"}, 0, true},
        {{}, {"log", "-n", "none"}, 2, false},
        {{}, {"upgrade", "r2", "--sql"}, 0, true},
        {{}, {"downgrade", "r2", "--sql"}, 2, false},
        {{}, {"stamp", "r2", "--sql"}, 0, true},
        {{}, {"ensure-version", "--sql"}, 0, true},
        {{to_r2}, {"inspect", "--format", "json"}, 0, true},
        {{to_r2}, {"inspect"}, 0, true},
        {{}, {"inspect"}, 5, false},
        {{}, {"completion", "bash"}, 0, true},
        {{}, {"completion", "tcsh"}, 2, false},
    };
    return all;
}

ProgramRun run_in_project(const Case& one, const Words& options) {
    const Project project;
    ::setenv("EDITOR", "true", 1);
    for (const Words& words : one.before)
        REQUIRE(run_program(words).code == 0);
    Words words = options;
    words.insert(words.end(), one.words.begin(), one.words.end());
    return run_program(words);
}

} // namespace

TEST_CASE("every command ends with its exit code, and errors leave standard output empty",
          "[cli][streams]") {
    for (const Case& one : cases()) {
        CAPTURE(one.words);
        const ProgramRun run = run_in_project(one, {});
        CHECK(run.code == one.code);
        CHECK(run.out.empty() == !one.answers);
        if (!one.answers)
            CHECK_THAT(run.err, test::ContainsSubstring("error: "));
    }
}

TEST_CASE("with --json, standard output is one document, also on failure", "[cli][streams]") {
    for (const Case& one : cases()) {
        CAPTURE(one.words);
        const ProgramRun run = run_in_project(one, {"--json"});
        CHECK(run.code == one.code);
        const Document document = read_json(run.out);
        const Node* error = document.root.find("error");
        CHECK((error != nullptr) == !one.answers);
        if (error) {
            CHECK(error->find("exit_code")->text() == std::to_string(one.code));
            CHECK_FALSE(run.err.empty());
        }
    }
}

TEST_CASE("the cases above know every command, with a success and a failure", "[cli][streams]") {
    std::map<std::string, std::pair<int, int>> seen; // successes, failures
    for (const Case& one : cases())
        for (const std::string& word : one.words)
            if (cli::find_command(word))
                ++(one.code == 0 ? seen[word].first : seen[word].second);
    for (const cli::Command& command : cli::command_table()) {
        const std::string name(command.name);
        CAPTURE(name);
        CHECK(seen[name].second > 0);
        if (name != "check" && name != "resolve" && name != "status") // these succeed in scenarios
            CHECK(seen[name].first > 0);
    }
}

TEST_CASE("a mistyped option is told for every command, on both streams", "[cli][streams]") {
    for (const cli::Command& command : cli::command_table()) {
        const ProgramRun run = run_program({"--json", std::string(command.name), "--vrbose"});
        CAPTURE(run.out);
        CHECK(run.code == 2);
        CHECK(read_json(run.out).root.find("error") != nullptr);
        CHECK_THAT(run.err, test::ContainsSubstring("did you mean \"--verbose\"?"));
    }
}
