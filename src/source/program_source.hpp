// A model that a program prints, as TOML or JSON.
#pragma once

#include "migrate/config.hpp"
#include "migrate/node.hpp"

namespace migrate::source {

// Runs the command of `models = { command = [...] }` in the project's folder. Throws Error(failed)
// with what it said when it does not end with 0.
Document run_model_program(const Config& config);

} // namespace migrate::source
