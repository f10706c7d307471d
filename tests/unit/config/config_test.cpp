#include "migrate/config.hpp"

#include "util/file.hpp"
#include "util/text.hpp"

#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

#include <cstdlib>

using namespace migrate;
using namespace std::chrono_literals;
namespace fs = std::filesystem;

namespace {

Config read(const std::string& text, const ConfigOptions& options = {}) {
    return read_config(text, "proj/migrate.toml", options);
}

std::string refusal(auto&& action) {
    try {
        action();
    } catch (const Error& error) {
        CHECK(error.code() == ErrorCode::usage);
        const std::string pos = error.pos().line ? std::to_string(error.pos().line) + ":" +
                                                       std::to_string(error.pos().column) + " "
                                                 : "";
        return pos + error.what();
    }
    return "no error";
}

std::string refused(const std::string& text) {
    return refusal([&] { read(text); });
}

} // namespace

TEST_CASE("an empty file is all defaults", "[config]") {
    const Config config = read("");
    CHECK(config.script_folder() == "proj/migrations");
    CHECK(config.version_folders() == std::vector<fs::path>{"proj/migrations/revisions"});
    CHECK(config.version_table == "migrate_version");
    CHECK(config.run.lock_wait == 60s);
    CHECK_FALSE(config.run.statement_timeout);
    CHECK(config.naming == Naming());
    CHECK(config.autogenerate.include == std::vector<std::string>{"*"});
}

TEST_CASE("the example holds every key and is read", "[config]") {
    ::unsetenv("DATABASE_URL");
    const std::string text = read_file(MIGRATE_SOURCE_DIR "/migrate.toml.example");
    const Config config = read(text);
    CHECK(config.database_url().database == "proj/app.db");
    CHECK(config.naming.foreign_key == "fk_{table}_{columns}_{referred_table}");
    CHECK(config.post_write[0].command.size() == 3);
    CHECK(config.autogenerate.exclude == std::vector<std::string>{"spatial_ref_sys"});
    CHECK(config.scratch_database_url()->database.empty());
    const Config production = read(text, {.environment = "production"});
    CHECK(production.run.lock_timeout == 2s);
    CHECK(production.run.retries == 10);
}

TEST_CASE("the example leaves no key out", "[config]") {
    const std::string text = read_file(MIGRATE_SOURCE_DIR "/migrate.toml.example");
    for (const char* section : {"migrate", "autogenerate", "naming", "run"}) {
        try {
            read(std::string("[") + section + "]\nqqqqqqqqqqqq = 1");
            FAIL("read");
        } catch (const Error& error) { // "the keys here are a, b, c"
            std::string keys = error.help_text().substr(std::string("the keys here are ").size());
            for (const std::string& key : text::split(text::replace_all(keys, ", ", ","), ','))
                CHECK_THAT(text, test::ContainsSubstring("\n" + key + " = "));
        }
    }
}

TEST_CASE("an unknown key is refused with its place and the nearest key, in every environment",
          "[config]") {
    CHECK(refused("[migrate]\nulr = 'x'\n") ==
          "2:1 [migrate]: unknown key \"ulr\" (did you mean \"url\"?)");
    CHECK(refused("[run]\nretrys = 1\n") ==
          "2:1 [run]: unknown key \"retrys\" (did you mean \"retries\"?)");
    CHECK(refused("[naming]\nindx = 'x'\n") ==
          "2:1 [naming]: unknown key \"indx\" (did you mean \"index\"?)");
    CHECK(refused("[migrat]\n") ==
          "1:2 the configuration: unknown key \"migrat\" (did you mean \"migrate\"?)");
    CHECK(refused("[environments.p]\nmodles = []\n") ==
          "2:1 [migrate]: unknown key \"modles\" (did you mean \"models\"?)");
    CHECK(refused("[environments.p.run]\nx = 1\n") == "2:1 [run]: unknown key \"x\"");
}

TEST_CASE("types, words and ranges are checked", "[config]") {
    CHECK(refused("[run]\nlock_wait = 60") ==
          "2:13 [run]: \"lock_wait\" should be a text in quotes, not an integer");
    CHECK(refused("[run]\nlock_wait = '60'") == "2:13 [run]: \"lock_wait\" is no duration: \"60\"");
    CHECK(refused("[run]\nlock_timeout = '0s'") ==
          "2:16 [run]: \"lock_timeout\" is no duration: \"0s\"");
    CHECK(refused("[run]\nlock_wait = '99999999999h'") != "no error");
    CHECK(refused("[run]\nretries = -1") == "2:11 [run]: \"retries\" should be from 0 to 1000");
    CHECK(refused("[run]\ntransaction = 'al'") ==
          "2:15 [run]: \"transaction\" cannot be \"al\" (did you mean \"all\"?)");
    CHECK(refused("[naming]\nindex = 'ix_{tabel}'") ==
          "2:9 [naming]: \"index\" knows no {tabel} (did you mean \"table\"?)");
    CHECK(refused("[migrate]\nmodels = 1") == "2:10 [migrate]: \"models\" should be a list of file "
                                              "patterns or { command = [...] }, not an integer");
    CHECK(refused("[[hooks.post_write]]\ncommand = []") ==
          "2:11 [[hooks.post_write]]: \"command\" cannot be empty");
    CHECK(refused("format = 2") ==
          "1:10 this file is of format 2; this migrate reads formats up to 1");
    const Config config =
        read("[run]\nstatement_timeout = '5m'\nlock_wait = '250ms'\ndestructive = 'refuse'");
    CHECK(config.run.statement_timeout == 5min);
    CHECK(config.run.lock_wait == 250ms);
    CHECK(config.run.refuse_destructive);
}

TEST_CASE("an environment lies over the file, and one that is not in use harms nothing",
          "[config]") {
    ::unsetenv("MIGRATE_TEST_UNSET");
    const std::string text = "[migrate]\nurl = 'sqlite:///a.db'\ntimezone = 'UTC'\n"
                             "[environments.p]\nurl = '${MIGRATE_TEST_UNSET}'\ntimezone = "
                             "'${MIGRATE_TEST_UNSET}'\nrun.retries = 3\n"
                             "[environments.q]\ntimezone = 'CET'\nmodels = "
                             "['m.toml']\n[environments.q.autogenerate]\nsafe = true\n";
    CHECK(read(text).database_url().database == "proj/a.db");
    CHECK(refusal([&] { read(text, {.environment = "p"}); }) ==
          "6:12 the environment variable MIGRATE_TEST_UNSET is not set");
    const Config q = read(text, {.environment = "q"});
    CHECK(q.timezone == "CET");
    CHECK(q.autogenerate.safe);
    CHECK(q.database_url().database == "proj/a.db");
    CHECK(refusal([&] { read(text, {.environment = "pp"}); }) ==
          "there is no environment \"pp\" in proj/migrate.toml (did you mean \"p\"?)");
}

TEST_CASE("variables are filled when a value is used, from the environment and from -x",
          "[config]") {
    ::unsetenv("MIGRATE_TEST_UNSET");
    const std::string text =
        "[migrate]\nurl = 'sqlite:///${MIGRATE_TEST_UNSET}'\nversion_table = '${x:table:-t}'\n";
    const Config config = read(text);
    CHECK(config.version_table == "t");
    CHECK(refusal([&] { config.database_url(); }) ==
          "2:7 the environment variable MIGRATE_TEST_UNSET is not set");
    CHECK(read(text, {.url = "sqlite:///b.db"}).database_url().database == "b.db");
    CHECK(read(text, {.variables = {{"table", "u"}, {"table", "v"}}}).version_table == "v");
}

TEST_CASE("no error shows a password of the file", "[config]") {
    for (const char* text :
         {"[migrate]\nurll = 'mysql://u:secret@h/d'", "[migrate]\nurl = 'mysql://u:secret@h/d",
          "[migrate]\nurl = 'mysql://u:secret@h:x/d'",
          "[migrate]\nurl = \"mysql://u:\\d@secret@h:x/d\""}) {
        try {
            read(text).database_url();
            FAIL("read " << text);
        } catch (const Error& error) {
            CHECK((error.quoted_line() + error.what() + error.help_text()).find("secret") ==
                  std::string::npos);
            CHECK(error.pos().line == 2);
        }
    }
}

namespace {

struct Project {
    test::TemporaryFolder folder;
    fs::path before = fs::current_path();

    Project() {
        for (const char* file : {"a/b.toml", "a/a.toml", "a/c/d.toml", "a/.e.toml", "a/x.sql"})
            create_new_file(folder / file, "");
        create_new_file(
            folder / "migrate.toml",
            "[migrate]\nurl = 'sqlite:///a.db'\nmodels = ['a/*.toml', '**/d.toml', 'a/x.sql']\n");
        ::unsetenv("MIGRATE_CONFIG");
    }
    ~Project() { fs::current_path(before); }
};

} // namespace

TEST_CASE("a password file gives the URL its password, and is never a second one", "[config]") {
    test::TemporaryFolder folder;
    write_file_atomically(folder / "secret", "p@ss word\r\n", Overwrite::refuse);
    write_file_atomically(folder / "two", "one\ntwo\n", Overwrite::refuse);
    write_file_atomically(folder / "empty", "\n", Overwrite::refuse);
    const auto config = [&](const std::string& url, const std::string& file) {
        return read_config("[migrate]\nurl = '" + url + "'\npassword_file = '" + file + "'",
                           folder / "migrate.toml");
    };
    CHECK(config("postgresql://app@db/app", "secret").database_url().password == "p@ss word");
    CHECK_FALSE(config("postgresql://app@db/app", "").database_url().password);
    const auto refused_with = [&](const std::string& url, const std::string& file) {
        return refusal([&] { config(url, file).database_url(); });
    };
    CHECK(refused_with("postgresql://app:hidden@db/app", "secret") ==
          "3:17 password_file is set, and the URL has a password of its own: "
          "postgresql://app:***@db/app");
    CHECK(refused_with("sqlite:///app.db", "secret").find("SQLite has no passwords") !=
          std::string::npos);
    CHECK(refused_with("postgresql://db/app", "two").find("more than one line") !=
          std::string::npos);
    CHECK(refused_with("postgresql://db/app", "empty").find("is empty") != std::string::npos);
    CHECK(refused_with("postgresql://db/app", "none").find("none") != std::string::npos);

    const ConfigOptions on_command_line{.url = "postgresql://db/app",
                                        .password_file = (folder / "secret").string()};
    CHECK(read_config("[migrate]\npassword_file = 'two'", folder / "migrate.toml", on_command_line)
              .database_url()
              .password == "p@ss word");
}

TEST_CASE("the file is found by -c, by the environment, here or above", "[config]") {
    const Project project;
    fs::current_path(project.folder / "a/c");
    CHECK(load_config({}).file == project.folder / "migrate.toml");
    CHECK(load_config({}).database_url().database == (project.folder / "a.db").string());
    CHECK(load_config({.file = "../../migrate.toml"}).root == "../..");
    ::setenv("MIGRATE_CONFIG", "../x.sql", 1);
    CHECK(load_config({}).file == "../x.sql");
    ::unsetenv("MIGRATE_CONFIG");
    fs::current_path(project.folder.path());
    CHECK(load_config({}).file == "migrate.toml");
    CHECK(load_config({}).database_url().shown() == "sqlite:///a.db");
    fs::current_path("/");
    CHECK(refusal([] { load_config({}); }) ==
          "there is no migrate.toml in this folder or above it");
    CHECK(load_config({.url = "sqlite:///z.db", .may_be_absent = true}).database_url().database ==
          "z.db");
}

TEST_CASE("model files are those of the patterns, in order, each once", "[config]") {
    const Project project;
    fs::current_path(project.folder.path());
    CHECK(model_files(load_config({})) ==
          std::vector<fs::path>{"a/a.toml", "a/b.toml", "a/c/d.toml", "a/x.sql"});
    fs::current_path(project.folder / "a");
    CHECK(model_files(load_config({}))[0] == project.folder / "a/a.toml");
}

TEST_CASE("models that name no file are refused by whoever reads models", "[config]") {
    CHECK(refusal([] { model_files(read("[migrate]\nmodels = []")); }) ==
          "2:10 models names no file");
    CHECK(refusal([] { model_files(read("[migrate]\nmodels = ['none/*.toml']")); }) ==
          "2:11 models: no file matches \"none/*.toml\"");
    CHECK(refusal([] { model_files(read("")); }) == "models is not set");
    const Config config = read("[migrate]\nmodels = { command = ['./print', '${x:a:-b}'] }");
    CHECK(config.expand(config.models.command) == std::vector<std::string>{"./print", "b"});
    CHECK(refusal([&] { model_files(config); }) == "2:10 models names a program, not files");
}
