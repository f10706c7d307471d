#include "cli/manual.hpp"

#include "cli/completion.hpp"
#include "cli/value_kind.hpp"
#include "support/catch.hpp"
#include "support/golden.hpp"

using namespace migrate;
using test::ContainsSubstring;

TEST_CASE("the reference of commands is what the table says", "[cli][golden]") {
    const auto page = test::golden_folder("").parent_path().parent_path().parent_path() / "docs" /
                      "reference" / "commands.md";
    CHECK(test::golden_difference(page, cli::reference_page()) == "");
}

TEST_CASE("manual pages and completion scripts name every command and option", "[cli]") {
    for (const cli::CommandOptions& one : cli::all_command_options()) {
        const std::string name(one.command->name);
        CHECK_THAT(cli::program_man_page("2026-01-01"),
                   ContainsSubstring("migrate\\-" + name.substr(0, name.find('-'))));
        for (const std::string& shell : cli::completion_shells())
            CHECK_THAT(cli::completion_script(shell), ContainsSubstring(name));
        for (const cli::Option& option : one.own.options()) {
            CHECK_THAT(cli::bash_completion(), ContainsSubstring(" " + option.long_name()));
            CHECK_THAT(cli::zsh_completion(), ContainsSubstring(option.long_name()));
        }
    }
}

TEST_CASE("a manual page has its sections, and no line that roff would take for a request",
          "[cli]") {
    for (const cli::CommandOptions& one : cli::all_command_options()) {
        const std::string page = cli::command_man_page(one, "2026-01-01");
        CHECK_THAT(page, ContainsSubstring(".SH NAME\nmigrate\\-"));
        CHECK_THAT(page, ContainsSubstring(".SH SYNOPSIS\nmigrate "));
        CHECK_THAT(page, ContainsSubstring(".SH EXAMPLES\n"));
        CHECK_THAT(page, !ContainsSubstring("\n'"));
    }
}

TEST_CASE("values are completed by what the help calls them", "[cli]") {
    const auto kind = [](const char* name) {
        cli::Option option;
        option.names = {"--some"};
        option.value = name;
        return cli::value_hint(option).kind;
    };
    CHECK(kind("REV") == cli::ValueKind::revision);
    CHECK(kind("FILE") == cli::ValueKind::file);
    CHECK(kind("DIR") == cli::ValueKind::folder);
    CHECK(kind("revision|all|none") == cli::ValueKind::choice);
    CHECK(kind("TEXT") == cli::ValueKind::any);
}
