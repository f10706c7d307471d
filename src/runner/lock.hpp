// One runner per database, for as long as a run lasts. A database whose transactions are its lock
// (SQLite's BEGIN IMMEDIATE) needs none, unless steps stand outside of them.
#pragma once

#include "runner/plan.hpp"

#include <memory>

namespace migrate::runner {

// Held until it dies. Databases with a lock of the session bring one of their own.
class RunLock {
  public:
    virtual ~RunLock() = default;
    RunLock(const RunLock&) = delete;
    RunLock& operator=(const RunLock&) = delete;

    // Never blocks.
    virtual bool try_take() = 0;
    // Whether nobody has it, found without leaving a trace.
    virtual bool is_free() = 0;
    // Who has it, as far as that can be told; for messages.
    virtual std::string holder() = 0;

  protected:
    RunLock() = default;
};

// A lock on `<file>-migrate`, beside the file that a database is. Null for a database in memory,
// which nobody else can reach.
std::unique_ptr<RunLock> file_run_lock(const Url& url);

// Polls with short tries up to Settings::lock_wait; then Error(locked).
void take(RunLock& lock, const Walk& walk);

} // namespace migrate::runner
