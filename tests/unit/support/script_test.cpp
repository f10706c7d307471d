#include "support/script.hpp"

#include "support/catch.hpp"
#include "util/file.hpp"

#include <cstdlib>

using namespace migrate;
using namespace migrate::test;
namespace fs = std::filesystem;

namespace {

ScriptResult run(const Script& script, bool update = false) {
    std::string name = (fs::temp_directory_path() / "migrate-script-XXXXXX").string();
    const fs::path folder = ::mkdtemp(name.data());
    auto result = run_script(script, {folder, folder}, update);
    fs::remove_all(folder);
    return result;
}

} // namespace

TEST_CASE("a scenario passes when output, errors and exit status are as it says", "[support]") {
    const auto script = parse_script("// what cat prints\n"
                                     "$ cat a/b\n"
                                     "hello\n"
                                     "\n"
                                     "$ echo out; echo err >&2; exit 3\n"
                                     "out\n"
                                     "! err\n"
                                     "[exit 3]\n"
                                     "-- a/b --\n"
                                     "hello\n");
    REQUIRE(script.commands.size() == 2);
    CHECK(script.commands[1].line == 5);
    CHECK(run(script).difference == "");
}

TEST_CASE("a scenario fails when anything else is printed", "[support]") {
    for (const char* text : {"$ echo a\nb\n", "$ echo a\n", "$ true\na\n", "$ echo a >&2\na\n",
                             "$ exit 2\n", "$ true\n[exit 1]\n", "$ printf 'a\\nb\\n'\na\n"}) {
        CAPTURE(text);
        CHECK(run(parse_script(text)).difference != "");
    }
}

TEST_CASE("a command may go on over lines, and sees an environment of its own", "[support]") {
    ::setenv("DATABASE_URL", "sqlite:///elsewhere.db", 1);
    CHECK(run(parse_script("$ cat <<END\n> one\n>\n> two\n> END\none\n\ntwo\n"
                           "$ echo ${DATABASE_URL-unset} $TZ $CI\nunset UTC true\n"))
              .difference == "");
    ::unsetenv("DATABASE_URL");
}

TEST_CASE("wildcards stand for text in a line and for lines", "[support]") {
    CHECK(lines_match({"a [..] c"}, {"a b c"}));
    CHECK(lines_match({"[..]x[..]"}, {"x"}));
    CHECK_FALSE(lines_match({"ab[..]bc"}, {"abc"}));
    CHECK_FALSE(lines_match({"a [..]"}, {"b c"}));
    CHECK(lines_match({"a", "...", "z"}, {"a", "z"}));
    CHECK(lines_match({"...", "y", "..."}, {"x", "y", "y", "z"}));
    CHECK_FALSE(lines_match({"a", "..."}, {"b"}));
}

TEST_CASE("ids, times and durations compare equal to others", "[support]") {
    CHECK(without_run_facts("1a2b3c4d5e6f_add_age.toml") == "[..]_add_age.toml");
    CHECK(without_run_facts("at 2026-11-22T05:12:00Z, 12 ms, 0.3s") == "at [..], [..], [..]");
    CHECK(without_run_facts("3 steps of r12") == "3 steps of r12");
}

TEST_CASE("an update keeps what was right and replaces what was not", "[support]") {
    const auto result = run(parse_script("$ echo a\na\n\n$ echo b; exit 1\nc\n\n// end\n"), true);
    CHECK(result.updated.value() == "$ echo a\na\n\n$ echo b; exit 1\nb\n[exit 1]\n\n// end\n");
}

TEST_CASE("the console blocks of a page run in order, with the files it names", "[support]") {
    const auto page = parse_page("# Title\n"
                                 "```toml models/a.toml\nx = 1\n```\n"
                                 "```console\n$ cat models/a.toml\nx = 1\n$ echo e >&2\ne\n```\n"
                                 "```toml models/a.toml\nx = 2\n```\n"
                                 "```console\n$ cat models/a.toml\nx = 2\n```\n"
                                 "```sh\n$ not run\n```\n");
    REQUIRE(page.commands.size() == 3);
    CHECK(run(page).difference == "");
}
