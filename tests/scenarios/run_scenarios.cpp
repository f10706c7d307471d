// run_scenarios MIGRATE FILE-OR-FOLDER...: runs scenarios (.script) and pages (.md), each in a
// folder of its own. MIGRATE_UPDATE_GOLDEN=1 rewrites the expectations that differ. Called as
// `sqlite FILE SQL` it is the command that scenarios look into databases with.
#include "dialect/sqlite/sqlite_connection.hpp"
#include "migrate/error.hpp"
#include "sql/splitter.hpp"
#include "sql/syntax.hpp"
#include "support/golden.hpp"
#include "support/script.hpp"
#include "support/terminal.hpp"
#include "util/text.hpp"

#include <algorithm>
#include <cstdlib>
#include <exception>
#include <fstream>
#include <iostream>

namespace fs = std::filesystem;
using namespace migrate;

namespace {

struct Scratch {
    fs::path path;

    Scratch() {
        std::string name = (fs::temp_directory_path() / "migrate-scenario-XXXXXX").string();
        if (::mkdtemp(name.data()) == nullptr) {
            throw std::runtime_error("no temporary folder " + name);
        }
        path = fs::canonical(name);
    }
    ~Scratch() {
        std::error_code ignored;
        fs::remove_all(path, ignored);
    }
    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;
};

bool is_scenario(const fs::path& path) {
    return path.extension() == ".script" || path.extension() == ".md";
}

std::vector<fs::path> files_of(const std::vector<std::string>& arguments) {
    std::vector<fs::path> files;
    for (const fs::path argument : arguments) {
        if (!fs::is_directory(argument)) {
            files.push_back(argument);
            continue;
        }
        for (const auto& entry : fs::recursive_directory_iterator(argument)) {
            if (is_scenario(entry.path())) {
                files.push_back(entry.path());
            }
        }
    }
    std::ranges::sort(files);
    return files;
}

bool updating() {
    const char* value = std::getenv("MIGRATE_UPDATE_GOLDEN");
    return value != nullptr && std::string_view(value) == "1";
}

bool passes(const fs::path& file, const fs::path& programs) {
    const std::string text = test::read_text(file);
    const test::Script script =
        file.extension() == ".md" ? test::parse_page(text) : test::parse_script(text);
    if (text.find("tty ") != std::string::npos && !test::has_terminals()) {
        std::cout << "SKIPPED, there are no pseudo-terminals here: " << file.string() << "\n";
        return true;
    }
    const Scratch scratch;
    const auto result = test::run_script(script, {programs, scratch.path}, updating());
    if (result.updated) {
        std::ofstream(file, std::ios::binary) << *result.updated;
        std::cout << "rewritten: " << file.string() << "\n";
        return true;
    }
    if (!result.difference.empty()) {
        std::cout << "FAILED: " << file.string() << " " << result.difference;
    }
    return result.difference.empty();
}

int run_all(const fs::path& self, const std::vector<std::string>& arguments) {
    const Scratch programs;
    fs::create_symlink(fs::canonical(arguments[0]), programs.path / "migrate");
    for (const char* command : {"sqlite", "tty"}) {
        fs::create_symlink(self, programs.path / command);
    }
    int failed = 0;
    const auto files = files_of({arguments.begin() + 1, arguments.end()});
    for (const fs::path& file : files) {
        failed += passes(file, programs.path) ? 0 : 1;
    }
    std::cout << files.size() - static_cast<std::size_t>(failed) << " of " << files.size()
              << " scenarios passed\n";
    return files.empty() || failed != 0 ? 1 : 0;
}

int query(const std::string& file, const std::string& script) {
    Url url = parse_url("sqlite://");
    url.database = file;
    sqlite::SqliteConnection connection(url, {.create = true});
    for (const sql::Piece& piece : sql::split(script, sql::sqlite_syntax())) {
        for (const Row& row : connection.query(piece.sql).rows) {
            std::string line;
            for (const Cell& cell : row) {
                line += (&cell == row.data() ? "" : "|") + cell.value_or("NULL");
            }
            std::cout << line << "\n";
        }
    }
    return 0;
}

std::string variable(const char* name, const char* otherwise) {
    const char* value = std::getenv(name);
    return value != nullptr ? value : otherwise;
}

// `\n` in what is typed is the enter key, `^I` the tabulator, `^C` Ctrl-C, `^D` the end of input.
// $COLUMNS is how wide the terminal is, $TTY_AFTER what must be shown before anything is typed.
int on_terminal(const std::vector<std::string>& arguments) {
    std::string typed = arguments[0];
    for (const auto& [sign, key] : {std::pair("\\n", "\n"), std::pair("^I", "\t"),
                                    std::pair("^C", "\x03"), std::pair("^D", "\x04")})
        typed = text::replace_all(std::move(typed), sign, key);
    const auto result = test::run_on_terminal(
        {arguments.begin() + 1, arguments.end()}, typed,
        {.columns = std::stoi(variable("COLUMNS", "100")), .after = variable("TTY_AFTER", "")});
    std::cout << result.shown << (result.settings_kept ? "" : "the terminal's settings changed\n");
    return result.exit_status;
}

} // namespace

int main(int argc, char** argv) {
    try {
        const std::vector<std::string> arguments(argv + 1, argv + argc);
        const auto self = fs::path(argv[0]).filename();
        if (self == "sqlite" && arguments.size() == 2) {
            return query(arguments[0], arguments[1]);
        }
        if (self == "tty" && arguments.size() > 1) {
            return on_terminal(arguments);
        }
        if (arguments.size() < 2) {
            std::cerr << "usage: run_scenarios MIGRATE FILE-OR-FOLDER...\n";
            return 2;
        }
        return run_all(fs::canonical(argv[0]), arguments);
    } catch (const std::exception& error) {
        std::cerr << error.what() << "\n";
        return 1;
    }
}
