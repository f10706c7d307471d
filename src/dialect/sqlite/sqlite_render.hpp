// The texts of CREATE statements, and of the parts that they are made of. Names are quoted only
// where they have to be.
#pragma once

#include "migrate/schema.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace migrate::sqlite {

std::string name_text(std::string_view name);
// ("a", b): in parentheses.
std::string names_text(const std::vector<std::string>& names);
std::string value_text(const Value& value);
std::string key_parts_text(const std::vector<KeyPart>& parts);

// Clauses of a column's definition, and of the table; `CONSTRAINT x` comes with them.
std::string constraint_prefix(const std::string& name);
std::string not_null_text(const Column& column);
std::string default_text(const Value& value);
std::string generated_text(const Generated& generated);
std::string inline_key_text(const PrimaryKey& key, bool autoincrement);
std::string inline_unique_text(const Unique& unique);
std::string check_text(const Check& check);
std::string references_text(const ForeignKey& key);
std::string inline_foreign_key_text(const ForeignKey& key);
std::string key_text(const PrimaryKey& key);
std::string unique_text(const Unique& unique);
std::string foreign_key_text(const ForeignKey& key);

// Which of a table's constraints stand in a column's definition.
bool is_inline(const PrimaryKey& key, const Table& table);
bool is_inline(const Unique& unique, const Table& table);
bool is_inline(const Check& check, const Table& table);
bool is_inline(const ForeignKey& key, const Table& table);
// The only column that it is about; empty when there are more, or it is an expression.
std::string single_column(const std::vector<KeyPart>& parts);

// A whole definition, with the table's constraints that stand in it.
std::string column_text(const Column& column, const Table& table);
// What stands behind the closing parenthesis: " STRICT, WITHOUT ROWID".
std::string options_text(const Table& table);
// Without indexes and triggers. Virtual tables too.
std::string create_table_text(const Table& table, bool if_not_exists = false);

std::string create_index_text(const std::string& table, const Index& index,
                              bool if_not_exists = false);
std::string create_trigger_text(const std::string& owner, const Trigger& trigger,
                                bool if_not_exists = false);
std::string create_view_text(const View& view);

} // namespace migrate::sqlite
