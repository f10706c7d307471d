// Tables: columns, groups, shorthands and what stands nameless.
#pragma once

#include "forms/column_form.hpp"
#include "forms/part_form.hpp"
#include "migrate/config.hpp"
#include "migrate/ops.hpp"

namespace migrate::forms {

// `pos` is where the name stands. Parts without a name get one by the templates, but those in the
// list `unnamed`, which says that they have none, do not.
Table read_table(const Reader& reader, QualifiedName name, const Node& node, NodePos pos,
                 const Naming& naming = {});
// The table's keys; in the order of the vocabulary, triggers last.
Node write_table(const Table& table, const FormDialect& dialect);

// Constraints of one kind as their tables, in the model and in the steps.
Node constraint_table(const Constraint& constraint, const FormDialect& dialect);
Constraint read_constraint(const Reader& reader, ConstraintKind kind, std::string name,
                           const Node& value, NodePos pos);

// The columns by whose definition a part is written: (column, its parts), for each column.
std::vector<ColumnDefinition> definitions_of(const Table& table);

} // namespace migrate::forms
