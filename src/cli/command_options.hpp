// The table of commands as generated texts read it: each command with what it takes.
#pragma once

#include "cli/command_table.hpp"

#include <functional>
#include <vector>

namespace migrate::cli {

struct CommandOptions {
    const Command* command;
    Binder own;                  // what the command itself takes
    std::vector<Option> general; // what the general options still mean beside it
};

// In the order of the table.
std::vector<CommandOptions> all_command_options();

// The options that every command has.
std::vector<Option> all_general_options();

} // namespace migrate::cli
