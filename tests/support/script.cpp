#include "support/script.hpp"

#include "util/process.hpp"
#include "util/text.hpp"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <regex>
#include <stdexcept>

namespace migrate::test {

namespace fs = std::filesystem;

namespace {

using Lines = std::vector<std::string>;

Lines lines_of(const std::string& text) {
    Lines lines = text::split(text, '\n');
    if (lines.back().empty()) {
        lines.pop_back();
    }
    return lines;
}

void drop_blank_end(Lines& lines) {
    while (!lines.empty() && lines.back().empty()) {
        lines.pop_back();
    }
}

std::optional<std::string> file_header(const std::string& line) {
    if (line.size() > 6 && line.starts_with("-- ") && line.ends_with(" --")) {
        return line.substr(3, line.size() - 6);
    }
    return std::nullopt;
}

std::string joined(const Lines& lines) {
    std::string text;
    for (const std::string& line : lines) {
        text += line + "\n";
    }
    return text;
}

bool is_exit_line(const std::string& line) {
    return line.starts_with("[exit ") && line.ends_with("]");
}

// Sorts what stands below a command into its parts.
void take_expectation(ScriptCommand& command, const Lines& lines, std::size_t begin,
                      std::size_t end) {
    command.first_line = begin;
    while (end > begin && lines[end - 1].empty()) {
        --end;
    }
    command.end_lines = end;
    for (std::size_t at = begin; at < end; ++at) {
        const std::string& line = lines[at];
        if (is_exit_line(line)) {
            command.exit_status = std::stoi(line.substr(6));
        } else if (line.starts_with("! ") || line == "!") {
            command.err.push_back(line.size() > 2 ? line.substr(2) : "");
        } else {
            command.out.push_back(line);
        }
    }
}

// Reads a `$` line and the `> ` lines below it; returns the line after them.
std::size_t take_command(ScriptCommand& command, const Lines& lines, std::size_t at) {
    command.line = static_cast<int>(at) + 1;
    command.text = lines[at].substr(2);
    for (++at; at < lines.size() && (lines[at].starts_with("> ") || lines[at] == ">"); ++at) {
        command.text += "\n" + (lines[at].size() > 2 ? lines[at].substr(2) : "");
    }
    return at;
}

void take_files(Script& script, std::size_t at) {
    while (at < script.lines.size()) {
        ScriptFile file{file_header(script.lines[at]).value_or(""), {}};
        for (++at; at < script.lines.size() && !file_header(script.lines[at]); ++at) {
            file.text += script.lines[at] + "\n";
        }
        script.files.push_back(std::move(file));
    }
}

void write_files(const std::vector<ScriptFile>& files, const fs::path& folder) {
    for (const ScriptFile& file : files) {
        const fs::path path = folder / file.path;
        fs::create_directories(path.parent_path());
        std::ofstream(path, std::ios::binary) << file.text;
    }
}

std::string variable(const char* name, const char* otherwise) {
    const char* value = std::getenv(name);
    return value != nullptr ? value : otherwise;
}

// Nothing of the caller's environment reaches the program, but for the sanitizers' options.
ProcessResult run_line(const std::string& line, const ScriptSettings& settings) {
    ProcessOptions options;
    options.arguments = {"env",
                         "-i",
                         "PATH=" + settings.programs.string() + ":/usr/local/bin:/usr/bin:/bin",
                         "HOME=" + settings.folder.string(),
                         "TMPDIR=" + variable("TMPDIR", "/tmp"),
                         "ASAN_OPTIONS=" + variable("ASAN_OPTIONS", ""),
                         "USER=tester",
                         "TZ=UTC",
                         "LC_ALL=C.UTF-8",
                         "CI=true",
                         "NO_COLOR=1",
                         "COLUMNS=100",
                         "sh",
                         "-c",
                         line};
    options.working_directory = settings.folder;
    options.deadline = std::chrono::minutes(5);
    return run_process(options);
}

struct Printed {
    Lines out, err;
    int exit_status = 0;
};

Printed run_command(const ScriptCommand& command, const ScriptSettings& settings) {
    write_files(command.files_before, settings.folder);
    const ProcessResult result = run_line(command.text, settings);
    const auto lines = [&](const std::string& text) {
        Lines all =
            lines_of(text::replace_all(text, fs::canonical(settings.folder).string(), "[..]"));
        drop_blank_end(all);
        return all;
    };
    // As the shell tells a signal.
    const int status = result.signal != 0 ? 128 + result.signal : result.exit_status;
    return {lines(result.output), lines(result.errors), status};
}

Lines concatenated(Lines first, const Lines& second) {
    first.insert(first.end(), second.begin(), second.end());
    return first;
}

bool as_expected(const Script& script, const ScriptCommand& command, const Printed& printed) {
    if (script.is_page) {
        // Two pipes do not tell which line came first; on a terminal it is one of these.
        return lines_match(command.out, concatenated(printed.err, printed.out)) ||
               lines_match(command.out, concatenated(printed.out, printed.err));
    }
    return command.exit_status == printed.exit_status && lines_match(command.out, printed.out) &&
           lines_match(command.err, printed.err);
}

// What was printed, as a script expects it.
Lines spelled(const Script& script, const Printed& printed) {
    if (script.is_page) {
        return concatenated(printed.err, printed.out);
    }
    Lines lines;
    for (const std::string& line : printed.out) {
        lines.push_back(without_run_facts(line));
    }
    for (const std::string& line : printed.err) {
        lines.push_back(line.empty() ? "!" : "! " + without_run_facts(line));
    }
    if (printed.exit_status != 0) {
        lines.push_back("[exit " + std::to_string(printed.exit_status) + "]");
    }
    return lines;
}

std::string difference_at(const Script& script, const ScriptCommand& command,
                          const Printed& printed) {
    const Lines expected(script.lines.begin() + static_cast<std::ptrdiff_t>(command.first_line),
                         script.lines.begin() + static_cast<std::ptrdiff_t>(command.end_lines));
    std::string text = "line " + std::to_string(command.line) + ": $ " + command.text + "\n";
    text += "--- expected\n" + joined(expected) + "--- printed\n";
    return text + joined(spelled(script, printed)) + "---\n";
}

bool line_matches(const std::string& pattern, const std::string& line) {
    const Lines pieces = text::split(text::replace_all(pattern, "[..]", "\x01"), '\x01');
    if (pieces.size() == 1) {
        return pattern == line;
    }
    if (!line.starts_with(pieces.front())) {
        return false;
    }
    std::size_t at = pieces.front().size();
    for (std::size_t i = 1; i + 1 < pieces.size(); ++i) {
        at = line.find(pieces[i], at);
        if (at == std::string::npos) {
            return false;
        }
        at += pieces[i].size();
    }
    return line.size() >= at + pieces.back().size() && line.ends_with(pieces.back());
}

bool match_from(const Lines& expected, std::size_t e, const Lines& actual, std::size_t a) {
    for (; e < expected.size(); ++e, ++a) {
        if (expected[e] == "...") {
            for (std::size_t rest = a; rest <= actual.size(); ++rest) {
                if (match_from(expected, e + 1, actual, rest)) {
                    return true;
                }
            }
            return false;
        }
        if (a >= actual.size() ||
            !line_matches(without_run_facts(expected[e]), without_run_facts(actual[a]))) {
            return false;
        }
    }
    return a == actual.size();
}

} // namespace

Script parse_script(const std::string& text) {
    Script script{.lines = lines_of(text), .commands = {}, .files = {}, .is_page = false};
    const Lines& lines = script.lines;
    const auto ends_expectation = [&](std::size_t at) {
        return lines[at].starts_with("$ ") || lines[at].starts_with("//") ||
               file_header(lines[at]).has_value();
    };
    std::size_t at = 0;
    while (at < lines.size() && !file_header(lines[at])) {
        if (lines[at].starts_with("$ ")) {
            ScriptCommand command;
            const std::size_t begin = take_command(command, lines, at);
            for (at = begin; at < lines.size() && !ends_expectation(at);) {
                ++at;
            }
            take_expectation(command, lines, begin, at);
            script.commands.push_back(std::move(command));
        } else if (lines[at].empty() || lines[at].starts_with("//")) {
            ++at;
        } else {
            throw std::runtime_error("line " + std::to_string(at + 1) +
                                     " is neither a command nor below one: " + lines[at]);
        }
    }
    take_files(script, at);
    return script;
}

Script parse_page(const std::string& text) {
    Script script{.lines = lines_of(text), .commands = {}, .files = {}, .is_page = true};
    const Lines& lines = script.lines;
    std::vector<ScriptFile> waiting;
    for (std::size_t at = 0; at < lines.size(); ++at) {
        if (!lines[at].starts_with("```") || lines[at] == "```") {
            continue;
        }
        const auto end = static_cast<std::size_t>(
            std::find(lines.begin() + static_cast<std::ptrdiff_t>(at), lines.end(), "```") -
            lines.begin());
        const Lines words = text::split(lines[at].substr(3), ' ');
        if (words.size() == 2) {
            waiting.push_back(
                {words[1], joined({lines.begin() + static_cast<std::ptrdiff_t>(at) + 1,
                                   lines.begin() + static_cast<std::ptrdiff_t>(end)})});
        }
        for (++at; words[0] == "console" && at < end;) {
            ScriptCommand command;
            command.files_before = std::exchange(waiting, {});
            const std::size_t begin = take_command(command, lines, at);
            for (at = begin; at < end && !lines[at].starts_with("$ ");) {
                ++at;
            }
            take_expectation(command, lines, begin, at);
            script.commands.push_back(std::move(command));
        }
        at = end;
    }
    return script;
}

ScriptResult run_script(const Script& script, const ScriptSettings& settings, bool update) {
    write_files(script.files, settings.folder);
    ScriptResult result;
    Lines updated;
    std::size_t kept = 0; // lines of the script that are in `updated`
    for (const ScriptCommand& command : script.commands) {
        const Printed printed = run_command(command, settings);
        if (as_expected(script, command, printed)) {
            continue;
        }
        result.difference += difference_at(script, command, printed);
        if (!update) {
            return result;
        }
        const auto begin = script.lines.begin();
        updated.insert(updated.end(), begin + static_cast<std::ptrdiff_t>(kept),
                       begin + static_cast<std::ptrdiff_t>(command.first_line));
        updated = concatenated(std::move(updated), spelled(script, printed));
        kept = command.end_lines;
    }
    if (!result.difference.empty()) {
        updated.insert(updated.end(), script.lines.begin() + static_cast<std::ptrdiff_t>(kept),
                       script.lines.end());
        result.updated = joined(updated);
    }
    return result;
}

bool lines_match(const Lines& expected, const Lines& actual) {
    return match_from(expected, 0, actual, 0);
}

std::string without_run_facts(const std::string& line) {
    static const std::regex facts("\\b[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9:.]+Z?|" // a time
                                  "\\b[0-9]+(\\.[0-9]+)? ?(us|µs|ms|s)\\b|"      // a duration
                                  "\\b[0-9a-f]{12}(?![0-9a-zA-Z])");             // a revision id
    return std::regex_replace(line, facts, "[..]");
}

} // namespace migrate::test
