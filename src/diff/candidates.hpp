// Objects that are gone and objects that are new, of like shape: perhaps they were renamed.
#pragma once

#include "diff/compare.hpp"

#include <vector>

namespace migrate::diff {

// Each old and each new object is in one candidate at most, the likeliest first.
std::vector<RenameCandidate> table_candidates(const Database& live, const Database& model,
                                              const Dialect& dialect);
std::vector<RenameCandidate> column_candidates(const Database& live, const Database& model,
                                               const Dialect& dialect);

} // namespace migrate::diff
