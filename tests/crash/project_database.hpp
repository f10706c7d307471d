// The database that a project of the crash tests stands on: what is each database's own there.
#pragma once

#include "migrate/connection.hpp"
#include "support/proxy.hpp"
#include "support/server_database.hpp"

#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace migrate::test {

class ProjectDatabase {
  public:
    virtual ~ProjectDatabase() = default;

    // Of tests/crash/mixed/: the revisions that only this database can run.
    virtual std::string kind() const = 0;
    // As migrate.toml has it.
    virtual std::string url() const = 0;
    virtual std::unique_ptr<Connection> connect() const = 0;

    // Of a server: how a proxy between it and the program listens to them.
    virtual std::string url_at_port(int port) const = 0;
    virtual std::unique_ptr<Proxy> proxy() const = 0;

    // The state that start_again() comes back to; until then it is an empty database.
    virtual void keep_state() = 0;
    virtual void start_again() = 0;

    // The schema and all rows as the database says, without the tool's own tables.
    virtual std::string text() const = 0;
    // What must not be there when no runner is at work: locks, sessions, half-made objects. Waits
    // for a session whose program has just ended.
    virtual std::string left_behind() const = 0;
    // The server ends every session with the database, and they are gone.
    virtual void end_sessions() = 0;
    // Waits until a session with the database waits for a lock of another one's; false when none
    // does for a long time.
    virtual bool has_waiting_session() const = 0;
};

// Of the server that the environment's MIGRATE_TEST_ON names by its variable, else a SQLite file in
// the folder.
std::unique_ptr<ProjectDatabase> project_database(const std::filesystem::path& folder);

// A database of its own on the server.
std::unique_ptr<ProjectDatabase> postgres_database(const Url& server);

// Cells between bars, a line for each row.
std::string rows_text(const Result& result);

} // namespace migrate::test
