// Breaking an operation apart where the order needs it.
#pragma once

#include "diff/context.hpp"

#include <vector>

namespace migrate::diff {

inline constexpr int last_effort = 2;

// The operations that do together what `op` does; empty when it cannot be split with this effort:
// 0 drops early and creates late, 1 takes triggers and foreign keys out of a new or dropped table,
// 2 makes separate steps of an ALTER.
std::vector<PlannedOp> split(const Context& context, const PlannedOp& op, int effort);

} // namespace migrate::diff
