// Operations on rows as statements.
#pragma once

#include "migrate/dialect.hpp"

namespace migrate::sqlite {

std::vector<Statement> insert_rows(const InsertRows& op);
std::vector<Statement> update_rows(const UpdateRows& op);
std::vector<Statement> delete_rows(const DeleteRows& op);
// In batches where each commits by itself: with a live session outside a transaction. In one
// statement otherwise, as batches would then only hold the lock for longer.
std::vector<Statement> backfill(const Backfill& op, const Database& before, Connection* live);

} // namespace migrate::sqlite
