// Models in SQL: run on a scratch database of the same kind, then introspected, so that the
// database itself parses them.
#pragma once

#include "migrate/config.hpp"
#include "migrate/dialect.hpp"

#include <filesystem>
#include <vector>

namespace migrate::source {

// Throws Error(usage) at the statement that the scratch database refuses.
Database read_sql_models(const std::vector<std::filesystem::path>& files, const Config& config,
                         const Dialect& dialect);

} // namespace migrate::source
