// How the values of a column come to another type.
#pragma once

#include "migrate/schema.hpp"

#include <string>

namespace migrate::postgres {

// The expression of USING. Empty where ALTER COLUMN TYPE converts by itself: the types are one, or
// have a cast that an assignment may use. A string is read as the new type, and an enum by its
// text: what is none of its values is an error and not another value. Throws Error(failed), which
// asks for `using`, where no such cast is known.
std::string conversion(const Database& db, const QualifiedName& table, const Column& from,
                       const Column& to);

} // namespace migrate::postgres
