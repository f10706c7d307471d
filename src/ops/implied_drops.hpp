// Clauses of one alter_table that have nothing left to do.
#pragma once

#include "migrate/ops.hpp"

namespace migrate::ops {

// The operation without the drops of indexes and constraints that an earlier clause has dropped
// already, with their column. A person writes both, as MySQL takes both in one ALTER.
AlterTable without_implied_drops(const AlterTable& op, const Database& before,
                                 const sql::Syntax& syntax);

} // namespace migrate::ops
