// The part of apply() that knows the four kinds of constraints.
#pragma once

#include "migrate/ops.hpp"

#include <functional>
#include <string_view>

namespace migrate::ops {

void add_constraint(Table& table, const Constraint& constraint, NameFolding folding);

// Whether two spellings of an expression mean the same.
using SameExpression = std::function<bool(std::string_view, std::string_view)>;

// The constraint that the drop means; nullopt when there is none. Throws Error(usage) that lists
// them when several that differ could be meant.
std::optional<Constraint> constraint_to_drop(const Table& table, const DropConstraint& op,
                                             const SameExpression& same_expression,
                                             NameFolding folding);
// The drop of a constraint of this table: by its name, or by as much of its definition as tells it
// from the others.
DropConstraint drop_of(const Table& table, const Constraint& constraint, NameFolding folding);
// Whether there was one to take out.
bool take_constraint(Table& table, const DropConstraint& op, const sql::Syntax& syntax,
                     NameFolding folding);
void drop_constraint(Table& table, const DropConstraint& op, const sql::Syntax& syntax,
                     NameFolding folding);
void alter_constraint(Table& table, const AlterConstraint& op, NameFolding folding);
void rename_constraint(Table& table, const RenameConstraint& op, NameFolding folding);

} // namespace migrate::ops
