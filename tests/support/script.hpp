// Scenarios: a text that shows commands and what they print, and is run to see that they do.
//
//   // A comment.
//   $ migrate heads
//   1a2b3c4d5e6f (head)
//   ! what goes to stderr
//   [exit 3]
//
//   -- models/users.toml --
//   [table.users]
//
// A line that begins with `$ ` is run by the shell in a fresh folder, which holds the files that
// stand at the end; lines below it that begin with `> ` belong to the command. What follows, up to
// the next command or comment, is its stdout, then its stderr with `! ` before each line, then its
// exit status unless it is 0. `[..]` stands for any text in a line, a line `...` for any lines.
// Revision ids of 12 hexadecimal digits, times, durations and the folder compare equal to any
// other. The runner's own commands are `migrate`, `sqlite FILE SQL`, which runs statements and
// prints rows, and `tty TYPED COMMAND...`, which runs a command on a terminal, CI unset before it:
// `CI= tty ...`. `\n` in TYPED is the enter key, `^I` the tabulator, `^C` Ctrl-C, `^D` the end of
// input; $COLUMNS is the terminal's width, $TTY_AFTER what must have been shown before anything is
// typed.
//
// A Markdown page runs the same way: ```console blocks hold commands and what a terminal shows,
// a block whose first line is like ```toml models/users.toml is a file that is written then.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace migrate::test {

struct ScriptFile {
    std::filesystem::path path;
    std::string text;
};

struct ScriptCommand {
    int line = 0; // of the `$`, from 1
    std::string text;
    std::vector<std::string> out; // in a page: what a terminal shows
    std::vector<std::string> err;
    int exit_status = 0;
    std::vector<ScriptFile> files_before;      // written before it runs
    std::size_t first_line = 0, end_lines = 0; // of what is expected, in Script::lines
};

struct Script {
    std::vector<std::string> lines;
    std::vector<ScriptCommand> commands;
    std::vector<ScriptFile> files;
    bool is_page = false; // of Markdown: stdout and stderr are one, exit statuses are not told
};

// Throws std::runtime_error that names the line.
Script parse_script(const std::string& text);
Script parse_page(const std::string& text);

struct ScriptSettings {
    std::filesystem::path programs; // the folder that holds `migrate` and `sqlite`
    std::filesystem::path folder;   // where the commands run; empty when the script begins
};

struct ScriptResult {
    std::string difference;             // empty: all was as expected
    std::optional<std::string> updated; // the text with what was printed in place of what was not
};

// Runs the commands in order up to the first one that differs; with `update` to the last one.
ScriptResult run_script(const Script& script, const ScriptSettings& settings, bool update);

// Whether the lines are what is expected, wildcards and all.
bool lines_match(const std::vector<std::string>& expected, const std::vector<std::string>& actual);

// The line with what differs from run to run replaced by `[..]`.
std::string without_run_facts(const std::string& line);

} // namespace migrate::test
