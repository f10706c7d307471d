// One planner for both ways: the order in which operations run.
#pragma once

#include "diff/context.hpp"

#include <vector>

namespace migrate::diff {

// Edges come from the dependencies of the old and of the new state, and from names that one
// operation frees and another takes. Ties keep a fixed order: creations, changes, views, triggers,
// drops, each as declared. Where the operations form a cycle, one of them is split (a view dropped
// early and created late, a foreign key added afterwards). Throws Error(failed), naming the
// objects, when nothing can be split.
std::vector<PlannedOp> order(const Context& context, std::vector<PlannedOp> ops);

} // namespace migrate::diff
