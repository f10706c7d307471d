// What SQLite makes of a declared type
// (https://sqlite.org/datatype3.html#determination_of_column_affinity), by its own rules and not by
// the tool's.
#pragma once

#include "migrate/schema.hpp"

namespace migrate::test {

enum class ValueClass { integer, text, blob, real, numeric };

ValueClass value_class(const Column& column);

} // namespace migrate::test
