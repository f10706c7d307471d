// A run without a folder: of revisions that were read already.
#pragma once

#include "runner/plan.hpp"

#include <functional>

namespace migrate::runner {

// The plan for other rows: asked when another runner changed them before this one began.
using Replan = std::function<std::vector<PlannedRevision>(const std::vector<std::string>& rows)>;

// Takes the lock where one is needed, decides what a crash left, checks every step and walks the
// plan. `rows` are those that the plan starts from. Without `replan` the plan stays as it is: what
// another runner did meanwhile is passed over.
RunResult run_plan(const Walk& walk, std::vector<PlannedRevision> plan,
                   std::vector<std::string> rows, const Replan& replan = {});

} // namespace migrate::runner
