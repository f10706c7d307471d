// Walks a plan: one revision at a time, in the transactions that the database and the project
// allow.
#pragma once

#include "migrate/connection.hpp"
#include "migrate/dialect.hpp"
#include "migrate/log.hpp"
#include "migrate/observer.hpp"
#include "migrate/revision.hpp"
#include "util/clock.hpp"

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace migrate::runner {

enum class TransactionMode { revision, all, none };

struct Settings {
    TransactionMode transaction = TransactionMode::revision;
    bool keep = false;    // with `all`: on failure commit what its savepoints closed
    bool dry_run = false; // run in one transaction and roll back
    bool no_destructive = false;
    bool undo_partial = false; // take back what an unfinished revision did, instead of finishing it
    std::string tag;
    std::string version_table = "migrate_version";
    std::string version_table_schema;
    std::chrono::milliseconds lock_wait{60000};
    std::chrono::milliseconds lock_timeout{5000};
    std::optional<std::chrono::milliseconds> statement_timeout;
    int retries = 10;
    std::filesystem::path working_dir; // where programs run: the project's root
    std::vector<std::pair<std::string, std::string>>
        environment; // what programs see besides MIGRATE_TAG, ...
};

struct RevisionRun {
    std::string id;
    std::string message;
    std::chrono::microseconds took{};
    bool by_another_runner = false;
    std::vector<std::string> continued_errors; // steps with on_error = "continue" that failed
};

struct RunResult {
    Direction direction = Direction::up;
    std::vector<std::string> from; // version rows before
    std::vector<std::string> to;   // and after (for a dry run: as they would be)
    std::vector<RevisionRun> revisions;
    bool dry_run = false;
};

// What a run needs; none of it is owned.
struct RunContext {
    Connection& connection;
    const Dialect& dialect;
    const ScriptFolder& scripts;
    const Clock& clock;
    Observer& observer;
};

// Runs everything that leads from the version rows to the target (graph.hpp), or finishes what a
// crash left. Errors carry the revision, step, file and line, the database's words, and the state
// that it is in now.
RunResult run(const RunContext& context, Direction direction, const std::string& target,
              const Settings& settings);

// What can be told before the first step runs: a target that is not there, a bad file, a step that
// this database cannot do, a revision that settings forbid. Throws as run() does, and runs nothing.
void check_run(const RunContext& context, Direction direction, const std::string& target,
               const Settings& settings);

// The version rows as they are, without making the table.
std::vector<std::string> current_rows(Connection& connection, const Dialect& dialect,
                                      const Settings& settings);

// Makes the version table (and nothing else) when it is not there; returns whether it was made.
bool ensure_version_table(Connection& connection, const Dialect& dialect, const Settings& settings);

struct StampResult {
    std::vector<std::string> from, to;
};
// Sets the version rows without running anything. `purge` empties the table first; `force` takes
// ids that no file has, and stamps although steps are unfinished.
StampResult stamp(const RunContext& context, const std::vector<std::string>& targets, bool purge,
                  bool force, const Settings& settings);

// A step that was begun outside a transaction and not finished.
struct UnfinishedStep {
    long long seq = 0;
    std::string revision;
    Direction direction = Direction::up;
    int step = 0;
    std::string description;
    std::string state; // planned, started, failed
    std::string started_at;
};
std::vector<UnfinishedStep> unfinished_steps(Connection& connection, const Dialect& dialect,
                                             const Settings& settings);

enum class Resolution { applied, not_applied, rerun };
// A person's answer to what could not be decided; written to the journal with who gave it.
void resolve(const RunContext& context, long long seq, Resolution answer, const Settings& settings);

// The last rows of the audit log, newest first; 0 is all of them. None when there is no log yet.
std::vector<LoggedRun> logged_runs(Connection& connection, const Dialect& dialect,
                                   const Settings& settings, std::size_t limit);

// Who holds the lock of the database's runs, as far as that can be told; empty when nobody does.
std::string lock_holder(Connection& connection, const Dialect& dialect, const Settings& settings);

// Applied revisions whose file is not what was run (by _log), for warnings.
std::vector<std::string> edited_since_applied(Connection& connection, const Dialect& dialect,
                                              const ScriptFolder& scripts,
                                              const Settings& settings);

// Names of the tables that are the tool's own, with the given version table.
std::vector<std::string> own_tables(const std::string& version_table);

} // namespace migrate::runner
