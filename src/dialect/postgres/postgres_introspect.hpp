// The live schema, read from pg_catalog: a fixed number of queries, in one snapshot.
#pragma once

#include "migrate/dialect.hpp"

namespace migrate::postgres {

// Names are printed as seen from the default schema alone, which is left out of them: the first of
// the search_path that is there, or public. Outside of a transaction all queries see one snapshot
// (REPEATABLE READ, READ ONLY); inside of one they are part of it, and the settings that they need
// are put back afterwards.
Database introspect(Connection& connection, const IntrospectOptions& options);

} // namespace migrate::postgres
