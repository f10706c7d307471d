// The texts of CREATE statements, and of the parts that they are made of.
#pragma once

#include "dialect/postgres/postgres_text.hpp"
#include "migrate/ops.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace migrate::postgres {

std::string default_text(const Value& value);
std::string generated_text(const Generated& generated);
// Of a column that is an identity or serial: its sequence is its own.
std::string identity_text(const Identity& identity);
// "START WITH 10 INCREMENT BY 5"; empty when all are PostgreSQL's own.
std::string sequence_options_text(const Identity& identity);

// With `CONSTRAINT x` where they have a name; as they stand behind the columns.
std::string constraint_text(const PrimaryKey& key);
std::string constraint_text(const Unique& unique);
std::string constraint_text(const Check& check);
std::string constraint_text(const ForeignKey& key);
std::string constraint_text(const Constraint& constraint);
// " DEFERRABLE INITIALLY DEFERRED"; empty when not given.
std::string deferral_text(const std::optional<Deferral>& deferral);

// A column without the parts that its definition may bring along. "serial" and its kin are the
// macros that PostgreSQL has for them.
std::string column_text(const Column& column);
// With them.
std::string column_text(const ColumnDefinition& definition);

// Without indexes, triggers and comments.
std::string create_table_text(const Table& table, bool if_not_exists = false);
std::string key_parts_text(const std::vector<KeyPart>& parts);
std::string create_index_text(const QualifiedName& table, const Index& index,
                              bool concurrently = false, bool if_not_exists = false);
std::string create_trigger_text(const QualifiedName& owner, const Trigger& trigger);
// "ALTER TABLE t DISABLE TRIGGER x"; empty for one that is enabled as usual.
std::string enabled_text(const QualifiedName& owner, const Trigger& trigger);
std::string create_view_text(const View& view, bool replace = false);
std::string create_enum_text(const EnumType& type);

// `what` with its name: "TABLE shop.orders". An empty comment takes it away.
std::string comment_text(const std::string& what, const std::string& comment);

std::string constraint_comment_text(const Table& table, const Constraint& constraint,
                                    const std::string& comment);
// What a column's definition has no place for: "ALTER COLUMN c SET STORAGE external".
std::vector<std::string> column_clauses(const Column& column, const Attributes& attributes);

// An index or constraint stands in the schema of its table.
QualifiedName beside(const QualifiedName& table, const std::string& name);

// What creates the whole object, comments included.
std::vector<std::string> table_statements(const Table& table, bool if_not_exists = false);
std::vector<std::string> index_statements(const QualifiedName& table, const Index& index,
                                          bool concurrently = false, bool if_not_exists = false);
std::vector<std::string> trigger_statements(const QualifiedName& owner, const Trigger& trigger);
std::vector<std::string> view_statements(const View& view);
std::vector<std::string> enum_statements(const EnumType& type);

} // namespace migrate::postgres
