// Lines to stderr for the person who watches; a level, and nothing more.
#pragma once

#include <string_view>

namespace migrate {

enum class LogLevel {
    error,   // -q
    info,    // what is done and what is odd
    verbose, // -v: every step on the way
};

void set_log_level(LogLevel level);
LogLevel log_level();

// Writes the line if it is not above the level that was set.
void log(LogLevel level, std::string_view line);

// "warning: ..." at level info.
void warn(std::string_view line);

} // namespace migrate
