// A run without a folder: of revisions that were read already.
#pragma once

#include "runner/plan.hpp"

namespace migrate::runner {

// Checks every step, takes the lock where one is needed, decides what a crash left, and walks the
// plan. `rows` are those that the plan starts from.
RunResult run_plan(const Walk& walk, const std::vector<PlannedRevision>& plan,
                   std::vector<std::string> rows);

} // namespace migrate::runner
