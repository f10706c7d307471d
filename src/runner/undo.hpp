// Taking back what an unfinished revision did, instead of finishing it.
#pragma once

#include "runner/plan.hpp"

namespace migrate::runner {

// Runs the inverse of each step that is done, the last one first, and forgets the rest. Throws
// Error(failed) before anything runs when a step has no inverse, and Error(undecided) as a run
// does.
RunResult undo_partial(const Walk& walk, const ScriptFolder& scripts,
                       std::vector<std::string> rows);

} // namespace migrate::runner
