// The program without the process around it: words in, exit code out.
#pragma once

#include "cli/exit_code.hpp"
#include "cli/terminal.hpp"

#include <string>
#include <vector>

namespace migrate::cli {

// Never throws: every error is reported, on `err` as text and with --json on `out` as JSON.
ExitCode run_program(const std::vector<std::string>& words, const Streams& streams);

} // namespace migrate::cli
