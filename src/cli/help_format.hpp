// The texts of --help, in a layout of our own: the parser's changes with its version.
#pragma once

#include "cli/binder.hpp"
#include "cli/command_table.hpp"

#include <string>

namespace migrate::cli {

// "migrate upgrade [OPTIONS] [TARGET]".
std::string usage_line(const Command& command, const Binder& own);

constexpr int help_width = 88; // on a terminal that is not narrower

std::string program_help(const Binder& general, int width = help_width);
// `own`: what the command itself takes.
std::string command_help(const Command& command, const Binder& own, const Binder& general,
                         int width = help_width);

} // namespace migrate::cli
