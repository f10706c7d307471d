// Which columns have an enum as their type.
#pragma once

#include "migrate/schema.hpp"

namespace migrate::ops {

// Whether the type is that enum. A step calls it by its name alone: only a model says that it is
// one.
bool names_enum(const ColumnType& type, const QualifiedName& name, NameFolding folding);

// Whether a column has it.
bool is_used(const EnumType& type, const Database& db);

} // namespace migrate::ops
