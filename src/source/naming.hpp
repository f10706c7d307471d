// Names for what a model leaves unnamed: [naming] of migrate.toml, applied once, when the model is
// read.
#pragma once

#include "migrate/config.hpp"
#include "migrate/schema.hpp"

namespace migrate::sql {
struct Syntax;
}

namespace migrate::source {

// Names the nameless parts of every table; an empty template leaves its kind alone. A name longer
// than `max_bytes` (0: any length) is cut and given a hash.
void apply_naming(Database& model, const Naming& naming, const sql::Syntax& syntax,
                  std::size_t max_bytes);

} // namespace migrate::source
