// Where the wanted schema comes from: model files, SQL files run on a scratch database, a program
// that prints a model.
#pragma once

#include "migrate/config.hpp"
#include "migrate/dialect.hpp"
#include "migrate/schema.hpp"

#include <filesystem>

namespace migrate::source {

// Reads the models that the configuration names, for one dialect: named by [naming], adapted to the
// dialect, validated. Throws Error(usage) when there are none: an empty model would drop
// everything.
Database load_model(const Config& config, const Dialect& dialect);

// The same from one file: a model in TOML or JSON, or a script in SQL.
Database load_model_file(const std::filesystem::path& file, const Config& config,
                         const Dialect& dialect);

} // namespace migrate::source
