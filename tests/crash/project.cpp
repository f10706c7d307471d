#include "crash/project.hpp"

#include "util/file.hpp"
#include "util/random_id.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>

namespace migrate::test {

namespace fs = std::filesystem;

namespace {

// What reads and changes what the others make, and each kind of step that is journaled.
bool is_of_the_few(const std::string& name) {
    constexpr std::string_view few[] = {"01.toml",
                                        "02.toml",
                                        "03.toml",
                                        "04.toml",
                                        "08.toml",
                                        "09.sql",
                                        "10.sql",
                                        "15.toml",
                                        "19.toml",
                                        "29_a_enum.toml",
                                        "29_b_enum_value.toml"};
    return std::ranges::find(few, name) != std::end(few);
}

} // namespace

CrashProject::CrashProject() : CrashProject(nullptr) {
}

CrashProject::CrashProject(std::unique_ptr<ProjectDatabase> database)
    : folder_(fs::temp_directory_path() / ("migrate-crash-" + RandomIds().next())),
      database_(database ? std::move(database) : project_database(folder_)) {
    fs::create_directories(folder_ / "migrations/revisions");
    write("migrate.toml", fmt::format("[migrate]\nurl = \"{}\"\nmodels = [\"models/*.toml\"]\n"
                                      "script_location = \"migrations\"\n"
                                      "version_locations = [\"migrations/revisions\"]\n",
                                      database_->url()));
}

CrashProject::~CrashProject() {
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
}

void CrashProject::write(const std::string& name, const std::string& text) const {
    create_new_file(folder_ / name, text);
}

std::string CrashProject::next_header() {
    ++count_;
    const std::string down =
        count_ > 1 ? fmt::format("down_revision = \"r{:03}\"\n", count_ - 1) : "";
    return fmt::format("revision = \"r{:03}\"\n{}message = \"step {}\"\n", count_, down, count_);
}

void CrashProject::add(const std::string& body) {
    const std::string text = next_header() + body;
    write(fmt::format("migrations/revisions/r{:03}.toml", count_), text);
}

void CrashProject::add_sql(const std::string& body) {
    ++count_;
    write(fmt::format("migrations/revisions/r{:03}.sql", count_),
          fmt::format("-- migrate:revision r{:03}\n-- migrate:down_revision r{:03}\n-- "
                      "migrate:message step {}\n\n{}",
                      count_, count_ - 1, count_, body));
}

void CrashProject::add_mixed_revisions(Mix mix) {
    const fs::path mixed = fs::path(MIGRATE_SOURCE_DIR) / "tests/crash/mixed";
    std::map<std::string, fs::path> bodies;
    for (const fs::path& folder : {mixed, mixed / database_->kind()})
        for (const auto& entry : fs::directory_iterator(folder))
            if (!entry.is_directory())
                bodies[entry.path().filename()] = entry.path();
    for (const auto& [name, path] : bodies) {
        const std::string body = read_file(path);
        const std::string first_line = body.substr(0, body.find('\n'));
        if (mix == Mix::few && !is_of_the_few(name))
            continue;
        if (mix == Mix::in_transactions &&
            first_line.find("outside a transaction") != std::string::npos)
            continue;
        path.extension() == ".sql" ? add_sql(body) : add(body);
    }
}

ProcessResult CrashProject::run(const std::vector<std::string>& arguments,
                                const Environment& environment) const {
    ProcessOptions options;
    options.arguments = {MIGRATE_BINARY};
    options.arguments.insert(options.arguments.end(), arguments.begin(), arguments.end());
    options.environment = {
        {"CI", "true"}, {"NO_COLOR", "1"}, {"PROJECT_DATABASE", database_->url()}};
    options.environment.insert(options.environment.end(), environment.begin(), environment.end());
    options.working_directory = folder_;
    options.deadline = std::chrono::minutes(5);
    return run_process(options);
}

bool CrashProject::is_at_head() const {
    try {
        return query_value(*database_->connect(), "SELECT version_num FROM migrate_version") ==
               fmt::format("r{:03}", count_);
    } catch (const Error&) { // no row, or no table
        return false;
    }
}

std::string CrashProject::dump() const {
    return database_->text() + rows_text(database_->connect()->query(
                                   "SELECT version_num FROM migrate_version ORDER BY 1"));
}

std::map<std::string, int> CrashProject::logged(Direction direction) const {
    const Param params[] = {std::string(direction == Direction::up ? "up" : "down")};
    std::map<std::string, int> counts;
    for (const Row& row :
         database_->connect()
             ->query("SELECT revision, count(*) FROM migrate_version_log WHERE outcome = 'ok' AND "
                     "direction = ? GROUP BY 1",
                     params)
             .rows)
        counts[row[0].value_or("")] = std::stoi(row[1].value_or("0"));
    return counts;
}

} // namespace migrate::test
