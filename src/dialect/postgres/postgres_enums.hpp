// Changes of an enum: in place where PostgreSQL can, as a new type that takes the old one's place
// where it cannot.
#pragma once

#include "migrate/dialect.hpp"

#include <vector>

namespace migrate::postgres {

std::vector<Statement> alter_enum(const AlterEnum& op, const Database& before);

} // namespace migrate::postgres
