// Tables: created, dropped, and changed in place.
#pragma once

#include "diff/table_changes.hpp"

namespace migrate::diff {

// Every operation on tables and what belongs to them, grouped but not yet ordered.
std::vector<PlannedOp> compare_tables(const Context& context);

// The changes of one table as operations: one ALTER where the database gains by it.
std::vector<PlannedOp> group(const Context& context, TableChanges changes);

} // namespace migrate::diff
