#include "crash/project.hpp"

#include "migrate/dialect.hpp"
#include "util/file.hpp"
#include "util/random_id.hpp"

#include <fmt/format.h>

#include <set>

namespace migrate::test {

namespace fs = std::filesystem;

CrashProject::CrashProject()
    : folder_(fs::temp_directory_path() / ("migrate-crash-" + RandomIds().next())) {
    fs::create_directories(folder_ / "migrations/revisions");
    write("migrate.toml",
          "[migrate]\nurl = \"sqlite:///app.db\"\nmodels = [\"models/*.toml\"]\n"
          "script_location = \"migrations\"\nversion_locations = [\"migrations/revisions\"]\n");
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

void CrashProject::add_mixed_revisions() {
    std::set<fs::path> bodies;
    for (const auto& entry :
         fs::directory_iterator(fs::path(MIGRATE_SOURCE_DIR) / "tests/crash/mixed"))
        bodies.insert(entry.path());
    for (const fs::path& body : bodies)
        body.extension() == ".sql" ? add_sql(read_file(body)) : add(read_file(body));
}

ProcessResult
CrashProject::run(const std::vector<std::string>& arguments,
                  const std::vector<std::pair<std::string, std::string>>& environment) const {
    ProcessOptions options;
    options.arguments = {MIGRATE_BINARY};
    options.arguments.insert(options.arguments.end(), arguments.begin(), arguments.end());
    options.environment = {{"CI", "true"}, {"NO_COLOR", "1"}};
    options.environment.insert(options.environment.end(), environment.begin(), environment.end());
    options.working_directory = folder_;
    return run_process(options);
}

std::unique_ptr<Connection> CrashProject::connect() const {
    const Url url = parse_url("sqlite:///" + (folder_ / "app.db").string());
    return dialect_for(url).connect(url, {});
}

std::string CrashProject::dump() const {
    const auto connection = connect();
    std::string text;
    const auto line = [&](const Row& row) {
        for (const Cell& cell : row)
            text += cell.value_or("NULL") + "|";
        text += '\n';
    };
    const Result objects = connection->query("SELECT type, name, sql FROM sqlite_schema WHERE name "
                                             "NOT LIKE 'migrate\\_%' ESCAPE '\\' AND name NOT LIKE "
                                             "'sqlite\\_%' ESCAPE '\\' ORDER BY type, name");
    for (const Row& object : objects.rows) {
        line(object);
        if (object[0] == "table")
            for (const Row& row : connection->query("SELECT * FROM \"" + *object[1] + "\"").rows)
                line(row);
    }
    for (const Row& row :
         connection->query("SELECT version_num FROM migrate_version ORDER BY 1").rows)
        line(row);
    line(connection->query("PRAGMA integrity_check").rows.at(0));
    return text;
}

std::map<std::string, int> CrashProject::applied() const {
    std::map<std::string, int> counts;
    for (const Row& row : connect()
                              ->query("SELECT revision, count(*) FROM migrate_version_log WHERE "
                                      "outcome = 'ok' GROUP BY 1")
                              .rows)
        counts[row[0].value_or("")] = std::stoi(row[1].value_or("0"));
    return counts;
}

void CrashProject::forget_database() const {
    for (const char* name :
         {"app.db", "app.db-journal", "app.db-wal", "app.db-shm", "app.db-migrate"})
        fs::remove(folder_ / name);
}

} // namespace migrate::test
