// From the tree of migrate.toml to the typed struct.
#pragma once

#include "migrate/config.hpp"
#include "migrate/node.hpp"

namespace migrate {

// Whether ${variables} are filled: not while an environment that is not in use is only checked.
enum class Variables { fill, leave };

// Reads the sections of a document that has no environments any more into the config. Throws
// Error(usage).
void read_sections(const Document& document, const Node& sections, Variables variables,
                   Config& config);

} // namespace migrate
