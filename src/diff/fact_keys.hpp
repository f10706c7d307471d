// The keys by which what one operation makes is what another stands on. A relation's is its name
// alone, as SQL text mentions it.
#pragma once

#include "diff/context.hpp"

#include <string>

namespace migrate::diff {

std::string relation_key(const Context& context, const QualifiedName& name);
// That the column has the type that it has; begins like column_key().
std::string column_type_key(const Context& context, const QualifiedName& table,
                            std::string_view column);
std::string column_key(const Context& context, const QualifiedName& table, std::string_view column);
// Sequences, types: whatever SQL may name beside relations.
std::string object_key(const Context& context, std::string_view name);
// Functions, procedures and aggregates: a column of the name is none of them.
std::string call_key(const Context& context, std::string_view name);
std::string schema_key(const Context& context, std::string_view name);
std::string enum_key(const Context& context, std::string_view name);
// An enum is changed when what its values are too few for has gone.
std::string values_key(const Context& context, std::string_view name);
// The keys that foreign keys may refer to.
std::string keys_key(const Context& context, const QualifiedName& table);
std::string definition_key(const Context& context, const QualifiedName& view);
std::string trigger_key(const Context& context, std::string_view name);
// Names that are taken, for relations and where they share them for indexes.
std::string relation_name_key(const Context& context, const QualifiedName& name);
std::string index_key(const Context& context, const QualifiedName& table, std::string_view name);

} // namespace migrate::diff
