// The options that upgrade and downgrade share.
#pragma once

#include "cli/binder.hpp"
#include "migrate/commands.hpp"

namespace migrate::cli {

void bind_run_options(Binder& binder, commands::RunOptions& options);

} // namespace migrate::cli
