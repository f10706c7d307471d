// SQLite as a Dialect: the parts put together.
#pragma once

#include "migrate/dialect.hpp"

namespace migrate::sqlite {

const Dialect& sqlite_dialect();

// A script in the order of creation that makes the same schema: stored texts as they are.
std::string dump_sql(const Database& db);

} // namespace migrate::sqlite
