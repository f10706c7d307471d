// The part of apply() that knows the four kinds of constraints.
#pragma once

#include "migrate/ops.hpp"

namespace migrate::ops {

void add_constraint(Table& table, const Constraint& constraint, NameFolding folding);
// Whether there was one to take out.
bool take_constraint(Table& table, const DropConstraint& op, const sql::Syntax& syntax,
                     NameFolding folding);
void drop_constraint(Table& table, const DropConstraint& op, const sql::Syntax& syntax,
                     NameFolding folding);
void alter_constraint(Table& table, const AlterConstraint& op, NameFolding folding);
void rename_constraint(Table& table, const RenameConstraint& op, NameFolding folding);

} // namespace migrate::ops
