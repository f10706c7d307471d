// The columns of a table that is on both sides.
#pragma once

#include "diff/table_changes.hpp"

namespace migrate::diff {

void compare_columns(const Context& context, TableChanges& changes);

// The column with the parts that the table writes in its definition.
ColumnDefinition definition_of(const Context& context, const Table& table, const Column& column,
                               bool with_primary_key);

// The change of an altered column; made, empty, on first use.
AlterColumn& alteration_of(TableChanges& changes, const Column& column);

// Whether the column stands on both sides.
bool is_kept(const Context& context, const TableChanges& changes, std::string_view column);

} // namespace migrate::diff
