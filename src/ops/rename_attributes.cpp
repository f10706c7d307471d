#include "ops/rename_attributes.hpp"

#include "ops/rename_text.hpp"
#include "schema/attribute_roles.hpp"

namespace migrate::ops {
namespace {

using See = std::function<void(Attributes&)>;

template <class T>
void each_of(std::vector<T>& items, const See& see) {
    for (T& item : items)
        see(item.attributes);
}

void each_of_keys(std::vector<KeyPart>& parts, const See& see) {
    each_of(parts, see);
}

void each_of_indexes(std::vector<Index>& indexes, const See& see) {
    for (Index& index : indexes) {
        see(index.attributes);
        each_of_keys(index.columns, see);
    }
}

// Calls `see` with each string of a value.
template <class F>
void each_text(Node& value, F see) {
    if (value.is_string()) {
        std::string text = value.text();
        see(text);
        if (text != value.text())
            value = Node::string(std::move(text));
    }
    for (Node& item : value.items())
        each_text(item, see);
    for (Node::Member& member : value.members())
        each_text(member.value, see);
}

bool is_function_name(std::string_view key) {
    return key == "sfunc" || key == "finalfunc" || key == "canonical";
}

void rename_in_element(Node& element, const std::string& from, const std::string& to,
                       NameFolding folding, const sql::Syntax& syntax) {
    Node* column = element.is_table() ? element.find("column") : &element;
    if (column && same_name(column->text(), from, folding))
        *column = Node::string(to);
    if (Node* sql = element.is_table() ? element.find("sql") : nullptr)
        each_text(*sql, [&](std::string& text) { rewrite(text, from, to, syntax, column_place); });
}

// "billing.invoices.number": the relation is all but the column.
void rename_path(std::string& path, bool has_column,
                 const std::function<void(QualifiedName&)>& rename) {
    std::vector<std::string> parts = parse_path(path);
    const std::string column = parts.back();
    if (has_column)
        parts.pop_back();
    if (parts.empty() || parts.size() > 2)
        return;
    QualifiedName name{parts.size() == 2 ? parts[0] : "", parts.back()};
    rename(name);
    path = to_string(name) + (has_column ? '.' + format_path({column}) : std::string());
}

} // namespace

void rename_column_in(Attributes& attributes, const std::string& from, const std::string& to,
                      NameFolding folding, const sql::Syntax& syntax) {
    for (Attribute& attribute : attributes) {
        const AttributeRole role = role_of(attribute.key);
        if (role == AttributeRole::columns)
            for (Node& element : attribute.value.items())
                rename_in_element(element, from, to, folding, syntax);
        if (role == AttributeRole::expression || role == AttributeRole::statement)
            each_text(attribute.value,
                      [&](std::string& text) { rewrite(text, from, to, syntax, column_place); });
    }
}

void rename_relation_in(Attributes& attributes, const QualifiedName& from, const QualifiedName& to,
                        NameFolding folding, const sql::Syntax& syntax) {
    rename_paths_in(attributes, [&](QualifiedName& name) {
        if (same_name(name, from, folding))
            name = to;
    });
    for (Attribute& attribute : attributes) {
        const AttributeRole role = role_of(attribute.key);
        if (role == AttributeRole::statement)
            each_text(attribute.value, [&](std::string& text) {
                rewrite(text, from.name, to.name, syntax, relation_place);
            });
        if (role == AttributeRole::expression)
            each_text(attribute.value, [&](std::string& text) {
                rewrite(text, from.name, to.name, syntax, relation_in_expression);
            });
    }
}

void rename_paths_in(Attributes& attributes, const std::function<void(QualifiedName&)>& rename) {
    for (Attribute& attribute : attributes)
        if (role_of(attribute.key) == AttributeRole::relations)
            each_text(attribute.value, [&](std::string& path) {
                rename_path(path, attribute.key == "owned_by", rename);
            });
}

void rename_calls_in(Attributes& attributes, const std::string& from, const std::string& to,
                     const sql::Syntax& syntax) {
    for (Attribute& attribute : attributes) {
        const bool is_name = is_function_name(attribute.key);
        each_text(attribute.value, [&](std::string& text) {
            if (is_name && text == from)
                text = to;
            rewrite(text, from, to, syntax, call_place);
        });
    }
}

void each_attributes(Table& table, const See& see) {
    see(table.attributes);
    each_of(table.columns, see);
    if (table.primary_key) {
        see(table.primary_key->attributes);
        each_of_keys(table.primary_key->columns, see);
    }
    for (Unique& unique : table.uniques) {
        see(unique.attributes);
        each_of_keys(unique.columns, see);
    }
    each_of(table.checks, see);
    each_of(table.foreign_keys, see);
    each_of_indexes(table.indexes, see);
    each_of(table.triggers, see);
    each_of(table.parts, see);
}

void each_attributes(Database& db, const See& see) {
    for (Table& table : db.tables)
        each_attributes(table, see);
    for (View& view : db.views) {
        see(view.attributes);
        each_of(view.triggers, see);
    }
    each_of(db.enums, see);
    for (SchemaObject& object : db.objects) {
        see(object.attributes);
        each_of_indexes(object.indexes, see);
    }
}

} // namespace migrate::ops
