// Names inside of expressions, bodies and queries: found by tokens, never by text.
#pragma once

#include "migrate/schema.hpp"

#include <string>
#include <string_view>

namespace migrate::sql {
struct Syntax;
}

namespace migrate::ops {

// Everything that names the column t.from names t.to afterwards: its own keys and expressions,
// foreign keys of others, triggers, views that read the table.
void rename_column_everywhere(Database& db, const QualifiedName& table, const std::string& from,
                              const std::string& to, const sql::Syntax& syntax);

// The same for a table or view: foreign keys, triggers, views.
void rename_relation_everywhere(Database& db, const QualifiedName& from, const std::string& to,
                                const sql::Syntax& syntax);

// A relation in another schema.
void move_relation(Database& db, const QualifiedName& from, const std::string& schema);

// The ways in which other objects name these; the object itself is renamed by whoever asks.
void rename_sequence_everywhere(Database& db, const QualifiedName& from, const QualifiedName& to,
                                const sql::Syntax& syntax);
void rename_type_everywhere(Database& db, const QualifiedName& from, const QualifiedName& to);
void rename_schema_everywhere(Database& db, const std::string& from, const std::string& to);
void rename_function_everywhere(Database& db, const std::string& from, const std::string& to,
                                const sql::Syntax& syntax);

// Whether the type, or the element of the array, is the named one.
bool names_type(const ColumnType& type, const QualifiedName& name, NameFolding folding);

} // namespace migrate::ops
