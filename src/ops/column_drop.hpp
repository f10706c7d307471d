// What goes with a dropped column.
#pragma once

#include "migrate/ops.hpp"

namespace migrate::ops {

// Takes out the keys, checks and indexes of the table that name the column, and the sequences that
// it owns. Throws Error(usage) when a foreign key of another table refers to it, unless the drop
// cascades.
void drop_what_names_column(Database& db, Table& table, const DropColumn& op,
                            const sql::Syntax& syntax);

} // namespace migrate::ops
