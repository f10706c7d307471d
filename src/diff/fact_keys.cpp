#include "diff/fact_keys.hpp"

namespace migrate::diff {

std::string index_key(const Context& context, const QualifiedName& table, std::string_view name) {
    if (!context.caps().global_index_names)
        return "index:" + context.key_of(table) + '\n' + context.fold(name);
    return "name:" + context.fold(table.schema) + '\n' + context.fold(name);
}

std::string relation_name_key(const Context& context, const QualifiedName& name) {
    return "name:" + context.fold(name.schema) + '\n' + context.fold(name.name);
}

std::string trigger_key(const Context& context, std::string_view name) {
    return "trigger:" + context.fold(name);
}

std::string keys_key(const Context& context, const QualifiedName& table) {
    return "keys:" + context.key_of(table);
}

std::string definition_key(const Context& context, const QualifiedName& view) {
    return "definition:" + context.fold(view.name);
}

std::string enum_key(const Context& context, std::string_view name) {
    return "enum:" + context.fold(name);
}

std::string schema_key(const Context& context, std::string_view name) {
    return "schema:" + context.fold(name);
}

std::string values_key(const Context& context, std::string_view name) {
    return "values:" + context.fold(name);
}

std::string relation_key(const Context& context, const QualifiedName& name) {
    return "relation:" + context.fold(name.name);
}

std::string column_key(const Context& context, const QualifiedName& table,
                       std::string_view column) {
    return "column:" + context.fold(table.name) + '\n' + context.fold(column);
}

std::string column_type_key(const Context& context, const QualifiedName& table,
                            std::string_view column) {
    return column_key(context, table, column) + "\ntype";
}

std::string object_key(const Context& context, std::string_view name) {
    return "object:" + context.fold(name);
}

std::string call_key(const Context& context, std::string_view name) {
    return "call:" + context.fold(name);
}

} // namespace migrate::diff
