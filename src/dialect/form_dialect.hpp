// A dialect as the forms see it.
#pragma once

#include "forms/form_dialect.hpp"
#include "migrate/dialect.hpp"

namespace migrate {

forms::FormDialect form_dialect(const Dialect& dialect);

} // namespace migrate
