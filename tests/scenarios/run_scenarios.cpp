// run_scenarios [--on VARIABLE] MIGRATE FILE-OR-FOLDER...: runs scenarios (.script) and pages
// (.md), each in a folder of its own. MIGRATE_UPDATE_GOLDEN=1 rewrites the expectations that
// differ. Called as `sqlite FILE SQL` it is the command that scenarios look into databases with.
//
// With --on, VARIABLE names a server's URL. Each scenario has databases of its own there: one for
// each sqlite:///NAME.db in its text, which stands for the URL of that database, and so does
// NAME.db after `sqlite`. A scenario with a line that begins with `// Only on SQLite` is left out.
#include "migrate/dialect.hpp"
#include "sql/splitter.hpp"
#include "support/golden.hpp"
#include "support/script.hpp"
#include "support/server_database.hpp"
#include "support/terminal.hpp"
#include "util/text.hpp"

#include <algorithm>
#include <cstdlib>
#include <exception>
#include <fstream>
#include <iostream>
#include <map>
#include <regex>

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

// The text with the server's databases in place of SQLite's files.
class OnServer {
  public:
    OnServer(const Url& server, std::string text) : text_(std::move(text)) {
        static const std::regex file("sqlite:///(\\w+)\\.db|\\$ sqlite (\\w+)\\.db ");
        for (std::sregex_iterator found(text_.begin(), text_.end(), file), end; found != end;
             ++found) {
            const std::string name = (*found)[1].matched ? (*found)[1] : (*found)[2];
            if (!databases_.contains(name))
                databases_[name] = std::make_unique<test::ServerDatabase>(server);
        }
        for (const auto& [name, database] : databases_) {
            const std::string url = database->url().secret_text();
            text_ = text::replace_all(std::move(text_), "sqlite:///" + name + ".db", url);
            text_ = text::replace_all(std::move(text_), "$ sqlite " + name + ".db ",
                                      "$ sqlite '" + url + "' ");
        }
    }
    const std::string& text() const { return text_; }

    // The files again in place of the databases.
    std::string portable(std::string text) const {
        for (const auto& [name, database] : databases_) {
            const std::string url = database->url().secret_text();
            text = text::replace_all(std::move(text), "$ sqlite '" + url + "' ",
                                     "$ sqlite " + name + ".db ");
            text = text::replace_all(std::move(text), url, "sqlite:///" + name + ".db");
        }
        return text;
    }

  private:
    std::string text_;
    std::map<std::string, std::unique_ptr<test::ServerDatabase>> databases_;
};

bool is_left_out(const std::string& text) {
    return text.starts_with("// Only on SQLite") ||
           text.find("\n// Only on SQLite") != std::string::npos;
}

bool passes(const fs::path& file, const fs::path& programs, const std::optional<Url>& server) {
    std::string text = test::read_text(file);
    if (server && is_left_out(text)) {
        std::cout << "left out: " << file.string() << "\n";
        return true;
    }
    std::optional<OnServer> on_server;
    if (server)
        text = on_server.emplace(*server, text).text();
    const test::Script script =
        file.extension() == ".md" ? test::parse_page(text) : test::parse_script(text);
    if (text.find("tty ") != std::string::npos && !test::has_terminals()) {
        std::cout << "SKIPPED, there are no pseudo-terminals here: " << file.string() << "\n";
        return true;
    }
    const Scratch scratch;
    const auto result = test::run_script(script, {programs, scratch.path}, updating());
    if (result.updated) {
        std::ofstream(file, std::ios::binary)
            << (on_server ? on_server->portable(*result.updated) : *result.updated);
        std::cout << "rewritten: " << file.string() << "\n";
        return true;
    }
    if (!result.difference.empty()) {
        std::cout << "FAILED: " << file.string() << " " << result.difference;
    }
    return result.difference.empty();
}

int run_all(const fs::path& self, const std::vector<std::string>& arguments,
            const std::optional<Url>& server) {
    const Scratch programs;
    fs::create_symlink(fs::canonical(arguments[0]), programs.path / "migrate");
    for (const char* command : {"sqlite", "tty"}) {
        fs::create_symlink(self, programs.path / command);
    }
    int failed = 0;
    const auto files = files_of({arguments.begin() + 1, arguments.end()});
    for (const fs::path& file : files) {
        failed += passes(file, programs.path, server) ? 0 : 1;
    }
    std::cout << files.size() - static_cast<std::size_t>(failed) << " of " << files.size()
              << " scenarios passed\n";
    return files.empty() || failed != 0 ? 1 : 0;
}

int query(const std::string& place, const std::string& script) {
    const bool is_url = place.find("://") != std::string::npos;
    Url url = parse_url(is_url ? place : "sqlite://");
    if (!is_url)
        url.database = place;
    const Dialect& dialect = dialect_for(url);
    const auto connection = dialect.connect(url, {.create = true});
    for (const sql::Piece& piece : sql::split(script, dialect.syntax())) {
        for (const Row& row : connection->query(piece.sql).rows) {
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
        std::vector<std::string> arguments(argv + 1, argv + argc);
        const auto self = fs::path(argv[0]).filename();
        if (self == "sqlite" && arguments.size() == 2) {
            return query(arguments[0], arguments[1]);
        }
        if (self == "tty" && arguments.size() > 1) {
            return on_terminal(arguments);
        }
        std::optional<Url> server;
        if (arguments.size() > 1 && arguments[0] == "--on") {
            server = test::server_url(arguments[1].c_str());
            if (!server)
                return 77; // skipped
            arguments.erase(arguments.begin(), arguments.begin() + 2);
        }
        if (arguments.size() < 2) {
            std::cerr << "usage: run_scenarios [--on VARIABLE] MIGRATE FILE-OR-FOLDER...\n";
            return 2;
        }
        return run_all(fs::canonical(argv[0]), arguments, server);
    } catch (const std::exception& error) {
        std::cerr << error.what() << "\n";
        return 1;
    }
}
