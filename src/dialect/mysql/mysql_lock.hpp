// The lock of a run: a user lock of the session, named after the database and the version table.
#pragma once

#include "migrate/dialect.hpp"

namespace migrate::mysql {

std::unique_ptr<RunLock> run_lock(Connection& connection, const QualifiedName& version_table);

} // namespace migrate::mysql
