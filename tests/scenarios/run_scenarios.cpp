// run_scenarios [--on VARIABLE] MIGRATE FILE-OR-FOLDER...: runs scenarios (.script) and pages
// (.md), each in a folder of its own. MIGRATE_UPDATE_GOLDEN=1 rewrites the expectations that
// differ. Called as `sqlite FILE SQL` it is the command that scenarios look into databases with.
//
// With --on, VARIABLE names a server's URL. Each scenario has databases of its own there: one for
// each sqlite:///NAME.db in its text, which stands for the URL of that database, and so does
// NAME.db after `sqlite`. A scenario with a line that begins with `// Only on SQLite` is left out.
// A page that shows a server's URL writes DIALECT://app@localhost/NAME.
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
        static const std::regex shown(
            "sqlite:///(\\w+)\\.db|\\$ sqlite (\\w+)\\.db |\\w+://app@localhost/(\\w+)");
        for (std::sregex_iterator found(text_.begin(), text_.end(), shown), end; found != end;
             ++found)
            for (const std::size_t group : {1, 2, 3})
                if ((*found)[group].matched)
                    make((*found)[group], server, group == 3 ? found->str() : "");
        for (const auto& [from, to] : replacements_)
            text_ = text::replace_all(std::move(text_), from, to);
    }
    const std::string& text() const { return text_; }

    // What stood in the text again in place of the databases.
    std::string portable(std::string text) const {
        for (const auto& [from, to] : replacements_)
            text = text::replace_all(std::move(text), to, from);
        return text;
    }

  private:
    // A database of that name, unless there is one; `url` is what stands for it in a page.
    void make(const std::string& name, const Url& server, const std::string& url) {
        if (databases_.contains(name))
            return;
        const test::ServerDatabase& database =
            *(databases_[name] = std::make_unique<test::ServerDatabase>(server));
        const std::string real = database.url().secret_text();
        if (url.empty())
            replacements_.emplace_back("$ sqlite " + name + ".db ", "$ sqlite '" + real + "' ");
        replacements_.emplace_back(url.empty() ? "sqlite:///" + name + ".db" : url, real);
    }

    std::string text_;
    std::map<std::string, std::unique_ptr<test::ServerDatabase>> databases_;
    std::vector<std::pair<std::string, std::string>> replacements_;
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
