// Whether two spellings of an expression are one, by asking the server: it is the only one that
// knows how it prints them.
#pragma once

#include "migrate/connection.hpp"
#include "migrate/schema.hpp"

namespace migrate::postgres {

// Puts the live spelling into the model wherever the server prints both alike. What differs as
// text is created beside the schema (temporary tables and views without rows), printed, and taken
// back; nothing is executed. A model that says everything as the database does asks nothing.
void settle(Connection& connection, const Database& live, Database& model);

} // namespace migrate::postgres
