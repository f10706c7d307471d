// Which steps run in which transaction, and what a database cannot promise.
#pragma once

#include "runner/plan.hpp"

namespace migrate::runner {

// Whether the step runs between transactions: marked so, or because it can do nothing else.
bool runs_outside(const Step& step, const PlannedRevision& revision, const Dialect& dialect);

// Whether the revision cannot be one transaction, so that a journal says how far it came.
bool is_journaled(const PlannedRevision& revision, const Dialect& dialect,
                  const Settings& settings);

// Throws Error(failed) for a mode that the plan or the database does not allow, before anything
// runs.
void check_policy(const std::vector<PlannedRevision>& plan, const Dialect& dialect,
                  const Settings& settings);

} // namespace migrate::runner
