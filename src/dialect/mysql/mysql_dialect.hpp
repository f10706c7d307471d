// MySQL 5.7 and newer, MariaDB 10.3 and newer.
#pragma once

#include "migrate/dialect.hpp"

namespace migrate::mysql {

const Dialect& mysql_dialect();
const Dialect& mariadb_dialect();

// That of the server behind a session of theirs; null for other sessions.
const Dialect* dialect_of(const Connection& connection);

} // namespace migrate::mysql
