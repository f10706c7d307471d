// The objects and parts of tables that only some databases have.
#pragma once

#include "diff/context.hpp"

#include <vector>

namespace migrate::diff {

std::vector<PlannedOp> compare_schema_objects(const Context& context);

// Those of one table that is on both sides.
std::vector<PlannedOp> compare_table_parts(const Context& context, const Table& from,
                                           const Table& to);

} // namespace migrate::diff
