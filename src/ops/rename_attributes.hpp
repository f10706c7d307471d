// Names inside of attributes, found by the role of each.
#pragma once

#include "migrate/schema.hpp"

#include <functional>

namespace migrate::sql {
struct Syntax;
}

namespace migrate::ops {

// The attributes of a table whose column is renamed, or of a part of it.
void rename_column_in(Attributes& attributes, const std::string& from, const std::string& to,
                      NameFolding folding, const sql::Syntax& syntax);
// Those of any object, when a table or view is renamed.
void rename_relation_in(Attributes& attributes, const QualifiedName& from, const QualifiedName& to,
                        NameFolding folding, const sql::Syntax& syntax);
// Paths alone, as a move to another schema or a rename of one leaves SQL to the database.
void rename_paths_in(Attributes& attributes, const std::function<void(QualifiedName&)>& rename);
void rename_calls_in(Attributes& attributes, const std::string& from, const std::string& to,
                     const sql::Syntax& syntax);

// Every list of attributes of the database.
void each_attributes(Database& db, const std::function<void(Attributes&)>& see);
// Those of a table and its parts.
void each_attributes(Table& table, const std::function<void(Attributes&)>& see);

} // namespace migrate::ops
