// Operations on rows as statements.
#pragma once

#include "dialect/row_statements.hpp"

namespace migrate::postgres {

const RowStatements& row_statements();

// In batches where each commits by itself: with a live session outside a transaction, along the
// step's key or the primary key. In one statement otherwise, as batches would then only hold the
// locks for longer.
std::vector<Statement> backfill(const Backfill& op, const Database& before, Connection* live);

} // namespace migrate::postgres
