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

} // namespace migrate::ops
