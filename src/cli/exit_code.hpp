// The exit codes of the program: documented in docs/reference/exit-codes.md, and stable.
#pragma once

#include "migrate/error.hpp"

#include <span>
#include <string_view>

namespace migrate::cli {

enum class ExitCode : int {
    done = 0,        // or nothing to do
    failed = 1,      // nothing is half done, or the message says exactly what is
    usage = 2,       // wrong usage, configuration, model or revision file
    difference = 3,  // check, current --check-heads
    locked = 4,      // another runner holds the lock and the wait ran out
    unreachable = 5, // the database
    undecided = 6,   // a revision is half done and a person must decide: resolve
    interrupted = 130,
    terminated = 143,
};

// The one place where a kind of failure becomes a number.
ExitCode exit_code(ErrorCode code);

struct ExitMeaning {
    ExitCode code;
    std::string_view meaning; // in a line of the manual
};

// Every code, in order.
std::span<const ExitMeaning> exit_meanings();

} // namespace migrate::cli
