#include "revision/template.hpp"

#include "migrate/config.hpp"
#include "migrate/error.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"
#include "util/file.hpp"

#include <algorithm>
#include <cstdlib>

using namespace migrate;
using namespace migrate::revision;
namespace fs = std::filesystem;

namespace {

const TemplateFile& file_at(const std::vector<TemplateFile>& files, const fs::path& path) {
    const auto at = std::ranges::find(files, path, &TemplateFile::path);
    REQUIRE(at != files.end());
    return *at;
}

} // namespace

TEST_CASE("every built-in template lays down a configuration, models and a guide", "[revision]") {
    for (const auto& known : built_in_templates()) {
        CAPTURE(known.name);
        const auto files = template_files(std::string(known.name), {});
        CHECK(std::ranges::count(files, "migrate.toml", &TemplateFile::path) == 1);
        CHECK(std::ranges::count(files, "migrations/README.md", &TemplateFile::path) == 1);
        CHECK(std::ranges::any_of(files,
                                  [](const auto& file) { return *file.path.begin() == "models"; }));
        CHECK(std::ranges::none_of(
            files, [](const auto& file) { return file.path.extension() == ".in"; }));
    }
}

TEST_CASE("what the generic template lays down is a configuration with its words filled",
          "[revision]") {
    const auto files = template_files(
        "generic", {.script_location = "db", .version_locations = "db/steps", .models = "m/*.sql"});
    const auto config = read_config(file_at(files, "migrate.toml").text, "migrate.toml");
    CHECK(config.script_location == "db");
    CHECK(config.version_locations == std::vector<std::string>{"db/steps"});
    REQUIRE(config.models.patterns.size() == 1);
    CHECK(config.models.patterns[0].text == "m/*.sql");
    CHECK(config.url.value().text == "${DATABASE_URL:-sqlite:///app.db}");
    CHECK(config.naming.index == "ix_{table}_{columns}");
    CHECK(file_at(files, "db/README.md").text.starts_with("# Migrations"));
}

TEST_CASE("the template for two databases has an environment for each", "[revision]") {
    const auto files = template_files("multidb", {.script_location = "db"});
    const auto& text = file_at(files, "migrate.toml").text;
    for (const std::string name : {"app", "reports"}) {
        const auto config = read_config(text, "migrate.toml", {.environment = name});
        CHECK(config.version_locations == std::vector<std::string>{"db/" + name});
        CHECK(file_at(files, "models/" + name + "/schema.toml").text.size() > 1);
    }
}

TEST_CASE("a folder of the user's own is a template", "[revision]") {
    const test::TemporaryFolder folder;
    create_new_file(folder / "migrations/notes.md", "as it is: {models}\n");
    create_new_file(folder / "here.txt.in", "{models} {rev} ${HOME}\n");
    const auto files = template_files(folder.path().string(), {});
    CHECK(files == std::vector<TemplateFile>{
                       {"here.txt", "models/*.toml {rev} ${HOME}\n"},
                       {"migrations/notes.md", "as it is: {models}\n"},
                   });
}

TEST_CASE("an unknown template names the one that was meant", "[revision]") {
    try {
        template_files("generik", {});
        FAIL("no error");
    } catch (const Error& error) {
        CHECK(error.code() == ErrorCode::usage);
        CHECK_THAT(error.what(), test::ContainsSubstring("did you mean \"generic\"?"));
        CHECK(error.help_text() == "--template takes generic or multidb, or a folder");
    }
}
