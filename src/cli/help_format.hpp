// The texts of --help, in a layout of our own: the parser's changes with its version.
#pragma once

#include "cli/binder.hpp"
#include "cli/command_table.hpp"

#include <string>

namespace migrate::cli {

std::string program_help(const Binder& general);
// `own`: what the command itself takes.
std::string command_help(const Command& command, const Binder& own, const Binder& general);

} // namespace migrate::cli
