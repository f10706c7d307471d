// A partition is a table here, whatever a model or a step calls it: so it can get an index of its
// own, or lose it, and stay the same thing.
#pragma once

#include "migrate/ops.hpp"

#include <optional>

namespace migrate::postgres {

// Every partition that is told as a part of its table becomes a table with `partition_of`, as
// introspection reads it. In place.
void unfold_partitions(Database& db);

// What an operation on a part of the kind partition does to the table that it is; nothing for other
// operations.
std::optional<Op> as_table_operation(const Op& op);

// After apply(): a table that was attached has its columns and its primary key from its parent, one
// that was detached has them itself; an index of a partition that is the same as a new one of its
// table is a part of that.
void follow_partition(const Op& op, Database& db);

} // namespace migrate::postgres
