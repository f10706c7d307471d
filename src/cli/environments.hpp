// One command in several environments, one after the other: one that fails does not hide the
// others.
#pragma once

#include "cli/command_table.hpp"
#include "cli/general_options.hpp"
#include "cli/terminal.hpp"
#include "migrate/error.hpp"

#include <functional>
#include <string>
#include <vector>

namespace migrate::cli {

// Runs the action once for each name and says at the end, on standard error, how each ended and
// where its database stands. With --json the documents are joined into one. `report` tells an error
// and returns its code. A signal ends it all. Returns 0 when all are done, the code that all others
// share, else 1.
ExitCode run_in_environments(const std::vector<std::string>& names, const Action& action,
                             const GeneralOptions& options, const Streams& streams,
                             const std::function<ExitCode(const Error&, const Streams&)>& report);

} // namespace migrate::cli
