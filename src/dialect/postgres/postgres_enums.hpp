// Changes of an enum: in place where PostgreSQL can, as a new type that takes the old one's place
// where it cannot.
#pragma once

#include "migrate/dialect.hpp"

#include <vector>

namespace migrate::postgres {

// Whether PostgreSQL cannot do it in place: values go, or change places.
bool needs_new_type(const AlterEnum& op, const Database& before);
std::vector<Statement> alter_enum(const AlterEnum& op, const Database& before);

} // namespace migrate::postgres
