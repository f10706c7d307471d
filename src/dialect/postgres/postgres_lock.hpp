// The lock of a run: an advisory lock of the session, named after the version table.
#pragma once

#include "migrate/dialect.hpp"

namespace migrate::postgres {

// Tried in short statements and never waited for: a session that waits for such a lock holds a
// snapshot, and CREATE INDEX CONCURRENTLY waits for snapshots.
std::unique_ptr<RunLock> run_lock(Connection& connection, const QualifiedName& version_table);

} // namespace migrate::postgres
