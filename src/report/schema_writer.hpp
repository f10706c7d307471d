// A schema in formats that are no model: for programs and as pictures (inspect --format).
#pragma once

#include "migrate/schema.hpp"

#include <functional>
#include <string>
#include <string_view>

namespace migrate::report {

// One JSON document; docs/reference/json.md promises its shape.
std::string schema_json(const Database& schema);
// An erDiagram of Mermaid (https://mermaid.js.org/syntax/entityRelationshipDiagram.html).
std::string schema_mermaid(const Database& schema);
// A graph for Graphviz (https://graphviz.org/doc/info/lang.html).
std::string schema_dot(const Database& schema);
// One page that needs no other file and no network: the tables, and a diagram of them.
std::string schema_html(const Database& schema, std::string_view name);

// Writes a schema; told what the database is called.
using SchemaWriter = std::function<std::string(const Database& schema, const std::string& name)>;
// By its word: json, mermaid, dot, html. Empty for any other.
SchemaWriter schema_writer(std::string_view format);

// billing.invoices: for people; nothing is quoted.
std::string plain_name(const QualifiedName& name);
// Whether a column is one of the key's / of some foreign key's.
bool in_primary_key(const Table& table, std::string_view column);
bool in_foreign_key(const Table& table, std::string_view column);
// Whether at most one row can refer to one of the other table: the columns are the key, or unique.
bool refers_once(const Table& table, const ForeignKey& key);
// Whether every row refers to one.
bool always_refers(const Table& table, const ForeignKey& key);

} // namespace migrate::report
