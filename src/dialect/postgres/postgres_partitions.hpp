// Partitions that say nothing of their own.
#pragma once

#include "migrate/schema.hpp"

namespace migrate::postgres {

// A partition is a table of its own only where it has to be: one in its parent's schema that has
// nothing but its bounds becomes a part of the parent. In place; for what introspection has read
// and for models alike, so that both spellings of a model are one.
void fold_partitions(Database& db);

} // namespace migrate::postgres
