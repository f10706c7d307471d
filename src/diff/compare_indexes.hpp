// The indexes and triggers of a table that is on both sides.
#pragma once

#include "diff/table_changes.hpp"

namespace migrate::diff {

void compare_indexes(const Context& context, TableChanges& changes);

bool same_index(const Context& context, const Table& from_table, const Index& from,
                const Table& to_table, const Index& to);

} // namespace migrate::diff
