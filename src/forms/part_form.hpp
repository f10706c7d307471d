// Keys, constraints, indexes and triggers, in models and in revisions alike.
#pragma once

#include "forms/values.hpp"
#include "migrate/schema.hpp"

#include <string>
#include <vector>

namespace migrate::forms {

std::vector<KeyPart> read_parts(const Reader& reader, const Node& list);
Node write_parts(const std::vector<KeyPart>& parts, const FormDialect& dialect);
// Without prefixes: as the value of an attribute.
Node plain_parts(const std::vector<KeyPart>& parts);
std::vector<KeyPart> parts_of(const std::vector<std::string>& columns);

// A part from its table or short form; `pos` is where its name stands.
PrimaryKey read_primary_key(const Reader& reader, const Node& value, NodePos pos);
Unique read_unique(const Reader& reader, std::string name, const Node& value, NodePos pos);
Check read_check(const Reader& reader, std::string name, const Node& value, NodePos pos);
ForeignKey read_foreign_key(const Reader& reader, std::string name, const Node& value, NodePos pos);
Index read_index(const Reader& reader, std::string name, const Node& value, NodePos pos);
Trigger read_trigger(const Reader& reader, std::string name, const Node& value, NodePos pos);

// The tables, without the names that stand as keys before them.
Node primary_key_table(const PrimaryKey& key, const FormDialect& dialect);
Node unique_table(const Unique& unique, const FormDialect& dialect);
Node check_table(const Check& check, const FormDialect& dialect);
Node foreign_key_table(const ForeignKey& key, const FormDialect& dialect);
Node index_table(const Index& index, const FormDialect& dialect);
Node trigger_table(const Trigger& trigger, const FormDialect& dialect);

// { columns = [...] } with nothing else is [...]; { expression = "..." } is "...".
Node shortened(Node table, const Kind& kind);

// The options of a foreign key, which a column's definition may have too.
void read_foreign_key_options(const Fields& fields, ForeignKey& key);
void write_foreign_key_options(Node& table, const ForeignKey& key);

} // namespace migrate::forms
