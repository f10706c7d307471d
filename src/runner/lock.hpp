// One runner per database, for as long as a run lasts. A database whose transactions are its lock
// (SQLite's BEGIN IMMEDIATE) needs none, unless steps stand outside of them.
#pragma once

#include "runner/plan.hpp"

#include <memory>

namespace migrate::runner {

// A lock on `<file>-migrate`, beside the file that a database is. Null for a database in memory,
// which nobody else can reach.
std::unique_ptr<RunLock> file_run_lock(const Url& url);

// Polls with short tries up to Settings::lock_wait; then Error(locked).
void take(RunLock& lock, const Walk& walk);

} // namespace migrate::runner
