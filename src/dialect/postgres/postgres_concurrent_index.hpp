// CREATE INDEX CONCURRENTLY ends half done when it fails or is cut off: the index is there, is kept
// up to date and never used.
#pragma once

#include "migrate/dialect.hpp"

namespace migrate::postgres {

// Whether the index that the operation makes concurrently is there and valid; nothing when there is
// none, or the operation makes none. A build that is under way counts as none.
std::optional<bool> concurrent_index_is_valid(const Op& op, Connection& live);

// Whether what the operation drops concurrently is gone, down to the name: half dropped it is
// there, as an invalid index.
bool is_gone(const DropIndex& op, Connection& live);

// The statements with DROP INDEX CONCURRENTLY before each that makes an index whose half is there.
std::vector<Statement> without_invalid_indexes(std::vector<Statement> statements, Connection& live);

} // namespace migrate::postgres
