// The live schema, read from information_schema: a fixed number of queries.
#pragma once

#include "migrate/dialect.hpp"

namespace migrate::mysql {

// Of the session's database; names in it carry no schema. The connection is a MysqlConnection: its
// kind_of_server() tells the vendor and the version.
Database introspect(Connection& connection, const IntrospectOptions& options);

} // namespace migrate::mysql
