// Objects beside tables: views, enums, raw objects.
#pragma once

#include "forms/values.hpp"
#include "migrate/schema.hpp"

namespace migrate::forms {

View read_view(const Reader& reader, QualifiedName name, const Node& node, NodePos pos);
Node write_view(const View& view, const FormDialect& dialect);

EnumType read_enum(const Reader& reader, QualifiedName name, const Node& node, NodePos pos);
Node write_enum(const EnumType& type, const FormDialect& dialect);

RawObject read_raw(const Reader& reader, std::string name, const Node& node, NodePos pos);
Node write_raw(const RawObject& object, const FormDialect& dialect);

} // namespace migrate::forms
