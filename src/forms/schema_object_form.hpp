// The objects and parts of tables that only some databases have.
#pragma once

#include "forms/values.hpp"
#include "migrate/schema.hpp"

namespace migrate::forms {

// "billing.total(integer)": what stands in parentheses tells routines of one name apart.
ObjectName read_object_name(const Reader& reader, ObjectKind kind, const Node& text);

SchemaObject read_object(const Reader& reader, ObjectName name, const Node& node, NodePos pos);
Node write_object(const SchemaObject& object, const FormDialect& dialect);

TablePart read_table_part(const Reader& reader, PartKind kind, std::string name, const Node& value,
                          NodePos pos);
Node table_part_table(const TablePart& part, const FormDialect& dialect);

} // namespace migrate::forms
