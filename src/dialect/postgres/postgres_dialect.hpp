// PostgreSQL 12 and newer.
#pragma once

#include "migrate/dialect.hpp"

namespace migrate::postgres {

const Dialect& postgres_dialect();

} // namespace migrate::postgres
