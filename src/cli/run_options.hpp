// The options that upgrade and downgrade share.
#pragma once

#include "cli/binder.hpp"
#include "migrate/commands.hpp"

namespace migrate::cli {

struct RunChoices {
    commands::RunOptions options;
    bool sql = false;
};
void bind_run_options(Binder& binder, RunChoices& choices);
// The help of --sql, for every command that has it.
inline constexpr const char* sql_help = "print a script of it instead, and touch no database";

} // namespace migrate::cli
