// What a hand-written statement does to the transaction that it stands in.
#pragma once

#include <string_view>

namespace migrate::mysql {

// The server commits before or after it (DDL and its kin), so that it stands in no transaction.
bool commits(std::string_view statement);
// BEGIN, COMMIT and their kin, but not ROLLBACK TO a savepoint.
bool bounds_transaction(std::string_view statement);

} // namespace migrate::mysql
