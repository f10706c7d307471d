#include "crash/project_database.hpp"

#include "util/env.hpp"

namespace migrate::test {

namespace fs = std::filesystem;

namespace {

class SqliteProjectDatabase final : public ProjectDatabase {
  public:
    explicit SqliteProjectDatabase(fs::path folder) : folder_(std::move(folder)) {}

    std::string kind() const override { return "sqlite"; }
    std::string url() const override { return "sqlite:///app.db"; }

    std::unique_ptr<Connection> connect() const override {
        const Url url = parse_url("sqlite:///" + (folder_ / "app.db").string());
        return dialect_for(url).connect(url, {});
    }

    std::string url_at_port(int /*port*/) const override { return url(); }
    std::unique_ptr<Proxy> proxy() const override { return nullptr; }

    void keep_state() override { fs::copy_file(folder_ / "app.db", folder_ / "kept.db"); }

    void start_again() override {
        for (const char* end : {"", "-journal", "-wal", "-shm", "-migrate"})
            fs::remove((folder_ / "app.db").string() + end);
        if (fs::exists(folder_ / "kept.db"))
            fs::copy_file(folder_ / "kept.db", folder_ / "app.db");
    }

    std::string text() const override {
        const auto connection = connect();
        std::string text;
        for (const Row& object :
             connection
                 ->query("SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE "
                         "'migrate\\_%' ESCAPE '\\' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' "
                         "ORDER BY type, name")
                 .rows) {
            text += rows_text({{}, {object}});
            if (object[0] == "table")
                text += rows_text(
                    connection->query("SELECT * FROM \"" + object[1].value_or("") + "\""));
        }
        return text + rows_text(connection->query("PRAGMA integrity_check"));
    }

    // A lock of a file ends with its process.
    std::string left_behind() const override { return {}; }
    void end_sessions() override {}
    bool has_waiting_session() const override { return false; }

  private:
    fs::path folder_;
};

} // namespace

std::unique_ptr<ProjectDatabase> project_database(const fs::path& folder) {
    const std::optional<std::string> variable = get_env("MIGRATE_TEST_ON");
    if (!variable)
        return std::make_unique<SqliteProjectDatabase>(folder);
    const std::optional<Url> server = server_url(variable->c_str());
    if (!server)
        throw Error(ErrorCode::usage, "no URL in " + *variable);
    return postgres_database(*server);
}

std::string rows_text(const Result& result) {
    std::string text;
    for (const Row& row : result.rows) {
        for (const Cell& cell : row)
            text += cell.value_or("NULL") + "|";
        text += '\n';
    }
    return text;
}

} // namespace migrate::test
