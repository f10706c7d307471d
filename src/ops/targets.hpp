// Finding what an operation names, or throwing the error that says what is there instead.
#pragma once

#include "migrate/ops.hpp"

namespace migrate::ops {

Table& table_of(Database& db, const QualifiedName& name);
const Table& table_of(const Database& db, const QualifiedName& name);
View& view_of(Database& db, const QualifiedName& name);
EnumType& enum_of(Database& db, const QualifiedName& name);
Column& column_of(Table& table, std::string_view name, NameFolding folding);
// The indexes of a table or a materialized view.
std::vector<Index>& indexes_of(Database& db, const QualifiedName& owner);
Index& index_of(Database& db, const QualifiedName& owner, std::string_view name);
SchemaObject& object_of(Database& db, const ObjectName& name);
// The triggers of a table or view.
std::vector<Trigger>& triggers_of(Database& db, const QualifiedName& owner);
Trigger& trigger_of(Database& db, const QualifiedName& owner, std::string_view name);

// No table and no view may have the name.
void refuse_existing_relation(const Database& db, const QualifiedName& name);

// `shown` is the whole path; its last part is what the nearest of the known names is looked for by.
[[noreturn]] void no_such(const std::string& kind, const std::string& shown, std::string_view name,
                          const std::vector<std::string>& known);

} // namespace migrate::ops
