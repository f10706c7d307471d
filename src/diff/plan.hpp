// All differences of two states, in the order in which they run.
#pragma once

#include "diff/context.hpp"

#include <vector>

namespace migrate::diff {

std::vector<PlannedOp> plan(const Context& context);

// Carries operations out on a schema in memory. Throws Error(failed), naming the operation that
// cannot be.
void replay(const std::vector<PlannedOp>& ops, Database& db, const Dialect& dialect);

} // namespace migrate::diff
