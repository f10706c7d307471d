// Changes of views.
#pragma once

#include "migrate/dialect.hpp"

#include <vector>

namespace migrate::postgres {

std::vector<Statement> alter_view(const AlterView& op, const Database& before);

} // namespace migrate::postgres
