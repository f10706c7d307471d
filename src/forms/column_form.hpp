// A column with the parts that its definition brings along.
#pragma once

#include "forms/values.hpp"
#include "migrate/ops.hpp"

#include <optional>
#include <string>

namespace migrate::forms {

// What a column's form says. Whether it may be NULL when the form does not say so depends on the
// primary key, which may stand elsewhere.
struct ColumnForm {
    ColumnDefinition definition;
    bool says_null = false;
};

ColumnForm read_column(const Reader& reader, std::string name, const Node& table, NodePos pos);
Node write_column(const ColumnDefinition& definition, bool null_by_default,
                  const FormDialect& dialect);

// What a column is that says nothing of NULL. A key column is NOT NULL, but a SQLite rowid (INTEGER
// PRIMARY KEY) is never NULL without saying so.
bool null_by_default(const Column& column, bool in_primary_key, const PrimaryKey* own_key,
                     bool without_rowid, const FormDialect& dialect);
bool null_by_default(const ColumnDefinition& definition, const FormDialect& dialect);

// The parts in a column's definition, as single values: a shorthand, or a table of details.
std::optional<PrimaryKey> read_column_primary_key(const Reader& reader, const std::string& column,
                                                  const Node& value);
std::optional<Unique> read_column_unique(const Reader& reader, const std::string& column,
                                         const Node& value);
std::vector<Check> read_column_checks(const Reader& reader, const std::string& column,
                                      const Node& value);
ForeignKey read_column_reference(const Reader& reader, const std::string& column,
                                 const Node& value);
Node write_column_primary_key(const PrimaryKey& key, const FormDialect& dialect);
Node write_column_unique(const Unique& unique, const FormDialect& dialect);
Node write_column_checks(const std::vector<Check>& checks, const FormDialect& dialect);
Node write_column_reference(const ForeignKey& key, const FormDialect& dialect);

// A type as text, and whether it must stand under the dialect's prefix to be taken as it is.
std::string write_type(const ColumnType& type);
// What `not_null` says beside name and conflict: validated, no_inherit. Null when it says neither.
Node not_null_attribute(const Fields& fields);
bool needs_prefix(const ColumnType& type);

} // namespace migrate::forms
