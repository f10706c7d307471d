// A table as the pragmas tell it: the way out where its stored text is not understood.
#pragma once

#include "migrate/connection.hpp"
#include "migrate/schema.hpp"

#include <string>

namespace migrate::sqlite {

// No names of constraints, checks, conflict clauses, deferral, collations or generation
// expressions: pragmas have none. Types are as declared.
Table read_table_by_pragmas(Connection& connection, const std::string& name);

} // namespace migrate::sqlite
