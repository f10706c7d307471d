// What a hand-written statement does to the transaction that it stands in.
#pragma once

#include <string_view>

namespace migrate::postgres {

// PostgreSQL refuses it inside a transaction.
bool stands_alone(std::string_view statement);
// BEGIN, COMMIT and their kin, but not ROLLBACK TO a savepoint.
bool bounds_transaction(std::string_view statement);

} // namespace migrate::postgres
