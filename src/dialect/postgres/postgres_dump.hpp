// The whole schema as a script.
#pragma once

#include "migrate/schema.hpp"

#include <string>

namespace migrate::postgres {

// In an order in which everything that is named is there: foreign keys after all tables, views
// after what they read, triggers last.
std::string dump_sql(const Database& db);

} // namespace migrate::postgres
