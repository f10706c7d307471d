// One runner per database, for as long as a run lasts. A database whose transactions are its lock
// (SQLite's BEGIN IMMEDIATE) needs none, unless steps stand outside of them.
#pragma once

#include "runner/plan.hpp"

#include <memory>

namespace migrate::runner {

// A lock on `<file>-migrate`, beside the file that a database is. Null for a database in memory,
// which nobody else can reach.
std::unique_ptr<RunLock> file_run_lock(const Url& url);

// The lock of the runs that share the settings' version table: the session's where the database has
// one, else a file's.
std::unique_ptr<RunLock> run_lock(Connection& connection, const Dialect& dialect,
                                  const Settings& settings);

// Polls with short tries up to Settings::lock_wait; then Error(locked).
void take(RunLock& lock, const Walk& walk);

// For what changes the version rows without a plan: the lock, taken, where it is the session's;
// elsewhere null, as the transaction keeps others out.
std::unique_ptr<RunLock> take_session_lock(const Walk& walk);

} // namespace migrate::runner
