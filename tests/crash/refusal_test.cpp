// Servers that cannot be used: told in words, by the right exit code, and nothing is changed. And
// what the program says, anywhere, has no password in it.
#include "crash/background_run.hpp"
#include "crash/recovery.hpp"
#include "support/private_server.hpp"
#include "util/utf8.hpp"

#include <fmt/format.h>

#include <fstream>

using namespace migrate;
using namespace migrate::test;

namespace fs = std::filesystem;

namespace {

const std::string password = "Zt7q;t/p@ss w"; // what has to be encoded in a URL
const std::string wrong_password = "wr0ngQ&p@ss";

Url with_user(Url url, const std::string& user, const std::optional<std::string>& secret) {
    url.user = user;
    url.password = secret;
    return url;
}

Url with_parameter(Url url, const std::string& key, const std::string& value) {
    url.query.emplace_back(key, value);
    return url;
}

Url at_port(Url url, int port) {
    url.port = port;
    return with_parameter(with_parameter(std::move(url), "sslmode", "disable"), "gssencmode",
                          "disable");
}

// A project of one revision on a server of its own, which has a role with a password and one that
// may connect and no more.
struct Guarded {
    PrivateServer server{"postgresql"};
    CrashProject project{postgres_database(server.url())};
    Url url = parse_url(project.database().url());

    Guarded() {
        const auto admin = project.database().connect();
        for (const char* sql :
             {"CREATE ROLE with_password LOGIN PASSWORD 'Zt7q;t/p@ss w'",
              "GRANT ALL ON SCHEMA public TO with_password", "CREATE ROLE without_rights LOGIN"})
            admin->execute(sql);
        project.add("\n[[upgrade]]\ncreate_table = \"t\"\ncolumn.x = { type = \"integer\" }\n");
    }
};

std::string without_secrets(const std::string& text) {
    for (const std::string& secret : {password, wrong_password, std::string("Zt7q"),
                                      std::string("wr0ngQ"), std::string("p%40ss")})
        if (text.find(secret) != std::string::npos)
            return "it holds " + secret + ":\n" + text;
    return {};
}

void require_refused(const CrashProject& project, const Url& url, int exit_status,
                     const std::string& says) {
    const ProcessResult run = project.run({"upgrade", "head", "-u", url.secret_text()});
    INFO(url.shown() << "\n" << run.outcome() << "\n" << run.errors);
    CHECK(run.exit_status == exit_status);
    CHECK(run.errors.starts_with("error: "));
    CHECK(run.errors.find(says) != std::string::npos);
    CHECK(run.output.empty());
    CHECK(utf8::valid(run.errors));
    CHECK(without_secrets(run.errors) == "");
    if (says != "too old") // there is nothing to do about it here
        CHECK(run.errors.find("= help: ") != std::string::npos);
}

std::string everything_in(Connection& connection) {
    std::string text;
    for (const Row& table :
         connection
             .query("SELECT relname FROM pg_class WHERE relname ~ '^migrate_version' AND relkind = "
                    "'r'")
             .rows)
        text += rows_text(connection.query("SELECT * FROM " + table[0].value_or("")));
    return text + rows_text(connection.query("SELECT application_name, query FROM "
                                             "pg_stat_activity"));
}

std::string file_text(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

// The words of every process, as `ps` shows them.
std::string process_list() {
    std::string text;
    for (const auto& entry : fs::directory_iterator("/proc"))
        text += file_text(entry.path() / "cmdline") + "\n";
    return text;
}

} // namespace

TEST_CASE("a server that cannot be used is refused, and nothing is changed", "[refusals][server]") {
    Guarded guarded;
    const Url& url = guarded.url;
    const std::string before = guarded.project.database().text();
    Url missing = url;
    missing.database = "nowhere";
    Url not_utf8 = url;
    not_utf8.database = "caf\xe9";
    const auto proxy = guarded.project.database().proxy();
    proxy->rewrite([](std::string message) {
        const std::string name("server_version\0", 15);
        const auto at = message.find(name);
        if (message.starts_with('S') && at != std::string::npos)
            message.replace(at + name.size(), 2, "11"); // of 15.20: as long as before
        return message;
    });
    require_refused(guarded.project, at_port(url, 1), 5, "cannot connect");
    require_refused(guarded.project, with_user(url, "with_password", wrong_password), 5,
                    "password authentication failed");
    require_refused(guarded.project, with_user(url, "with_password", std::nullopt), 5, "password");
    require_refused(guarded.project, with_user(url, "nobody_at_all", std::nullopt), 5,
                    "nobody_at_all");
    require_refused(guarded.project, missing, 5, "nowhere");
    require_refused(guarded.project, with_parameter(url, "sslmod", "disable"), 2, "sslmode");
    require_refused(guarded.project, with_parameter(url, "sslmode", "sometimes"), 2, "sometimes");
    require_refused(guarded.project, not_utf8, 2, "UTF-8");
    require_refused(guarded.project, with_user(url, "without_rights", std::nullopt), 1, "42501");
    require_refused(guarded.project,
                    with_parameter(url, "options", "-cdefault_transaction_read_only=on"), 1,
                    "25006");
    require_refused(guarded.project, at_port(url, proxy->port()), 1, "too old");
    CHECK(guarded.project.database().text() == before);
    CHECK(guarded.project.database().left_behind() == "");
}

TEST_CASE("a standby is refused", "[refusals][server]") {
    Guarded guarded;
    const auto standby = guarded.server.standby();
    Url url = standby->url();
    url.database = guarded.url.database;
    require_refused(guarded.project, url, 1, "25006");
}

TEST_CASE("a text that is not UTF-8 is refused, and nothing is changed", "[refusals][server]") {
    Guarded guarded;
    const std::string before = guarded.project.database().text();
    guarded.project.add("\n[[upgrade]]\nsql = \"SELECT '\xff'\"\n");
    const ProcessResult run = guarded.project.run({"upgrade", "head"});
    CHECK(run.exit_status == 2);
    CHECK(run.errors.find("this byte is not valid UTF-8") != std::string::npos);
    CHECK(utf8::valid(run.errors));
    CHECK(guarded.project.database().text() == before);
}

TEST_CASE("the password stands in no output, no row and no list of processes",
          "[refusals][server]") {
    Guarded guarded;
    CrashProject& project = guarded.project;
    project.add("\n[[upgrade]]\nsql = \"CREATE INDEX CONCURRENTLY ix_t ON t (x)\"\n");
    project.add("\n[[upgrade]]\nsql = \"SELECT 1 / 0\"\n");
    const std::string url = with_user(guarded.url, "with_password", password).secret_text();
    const std::string wrong = with_user(guarded.url, "with_password", wrong_password).secret_text();
    const auto said = [&](Words words, const std::string& place) {
        words.insert(words.end(), {"-u", place});
        const ProcessResult run = project.run(words);
        INFO(words[0] << " " << words[1]);
        CHECK(without_secrets(run.output + run.errors) == "");
        return run.exit_status;
    };
    CHECK(said({"upgrade", "head", "-v"}, url) == 1);
    CHECK(said({"upgrade", "head", "--json"}, url) == 1);
    CHECK(said({"current", "-v"}, url) == 0);
    CHECK(said({"status", "-v"}, url) == 3);
    CHECK(said({"log", "-v"}, url) == 0);
    CHECK(said({"inspect", "-v"}, url) == 0);
    for (const char* command : {"current", "status", "inspect", "upgrade"})
        said({command, command == std::string("upgrade") ? "head" : "--json"}, wrong);
    CHECK(without_secrets(everything_in(*project.database().connect())) == "");

    BackgroundRun run(project, {"upgrade", "head", "-u", url}, 3);
    REQUIRE(run.is_held());
    CHECK(without_secrets(process_list()) == "");
    CHECK(without_secrets(everything_in(*project.database().connect())) == "");
    CHECK(without_secrets(run.wait().errors) == "");
    for (const auto& entry : fs::recursive_directory_iterator(project.folder()))
        if (entry.is_regular_file())
            CHECK(without_secrets(file_text(entry.path())) == "");
}
