#include "report/schema_writer.hpp"

#include <algorithm>

namespace migrate::report {
namespace {

bool same_columns(const std::vector<KeyPart>& parts, const std::vector<std::string>& columns) {
    return parts.size() == columns.size() && std::ranges::all_of(parts, [&](const KeyPart& part) {
               return std::ranges::find(columns, part.column) != columns.end();
           });
}

} // namespace

SchemaWriter schema_writer(std::string_view format) {
    if (format == "json")
        return [](const Database& schema, const std::string&) { return schema_json(schema); };
    if (format == "mermaid")
        return [](const Database& schema, const std::string&) { return schema_mermaid(schema); };
    if (format == "dot")
        return [](const Database& schema, const std::string&) { return schema_dot(schema); };
    if (format == "html")
        return [](const Database& schema, const std::string& name) {
            return schema_html(schema, name);
        };
    return {};
}

std::string plain_name(const QualifiedName& name) {
    return name.schema.empty() ? name.name : name.schema + "." + name.name;
}

bool in_primary_key(const Table& table, std::string_view column) {
    return table.primary_key &&
           std::ranges::any_of(table.primary_key->columns,
                               [&](const KeyPart& part) { return part.column == column; });
}

bool in_foreign_key(const Table& table, std::string_view column) {
    return std::ranges::any_of(table.foreign_keys, [&](const ForeignKey& key) {
        return std::ranges::find(key.columns, column) != key.columns.end();
    });
}

bool refers_once(const Table& table, const ForeignKey& key) {
    if (table.primary_key && same_columns(table.primary_key->columns, key.columns))
        return true;
    const auto covers = [&](const auto& part) { return same_columns(part.columns, key.columns); };
    return std::ranges::any_of(table.uniques, covers) ||
           std::ranges::any_of(table.indexes, [&](const Index& index) {
               return index.unique && index.where.empty() && covers(index);
           });
}

bool always_refers(const Table& table, const ForeignKey& key) {
    return std::ranges::all_of(table.columns, [&](const Column& column) {
        return std::ranges::find(key.columns, column.name) == key.columns.end() ||
               !column.nullable || in_primary_key(table, column.name);
    });
}

} // namespace migrate::report
