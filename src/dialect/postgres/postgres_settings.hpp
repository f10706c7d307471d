// What ALTER TABLE, ALTER VIEW and ALTER INDEX say of a whole object: storage parameters, row
// security, replica identity, inheritance, owner, privileges, schema.
#pragma once

#include "migrate/ops.hpp"

#include <string>
#include <vector>

namespace migrate::postgres {

// What CREATE TABLE has no place for.
std::vector<std::string> table_settings(const Table& table);
// Throws Error(usage) for what only another table can have. The table is as it was before.
std::vector<std::string> alter_table_settings(const Table& table, const AttributeChanges& changes);
std::vector<std::string> alter_view_settings(const QualifiedName& view,
                                             const AttributeChanges& changes);
std::vector<std::string> alter_enum_settings(const QualifiedName& type,
                                             const AttributeChanges& changes);
std::vector<std::string> alter_index_settings(const QualifiedName& index,
                                              const AttributeChanges& changes);
// Whether an index can take all of the changes as it is.
bool index_stays(const AttributeChanges& changes);
std::vector<std::string> alter_column_settings(const Column& column,
                                               const AttributeChanges& changes);

} // namespace migrate::postgres
