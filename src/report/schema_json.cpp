// The schema as a tree: for programs, and for the page that draws it.
#include "report/schema_writer.hpp"
#include "schema/words.hpp"
#include "util/json.hpp"
#include "util/text.hpp"

namespace migrate::report {
namespace {

Node text(std::string_view value) {
    return Node::string(std::string(value));
}

Node text_or_null(std::string_view value) {
    return value.empty() ? Node() : text(value);
}

Node list(const std::vector<std::string>& values) {
    Node array = Node::array();
    for (const std::string& value : values)
        array.push_back(text(value));
    return array;
}

void add_name(Node& node, const QualifiedName& name) {
    node.add("schema", text_or_null(name.schema));
    node.add("name", text(name.name));
}

// What only this database says, under the words of models.
void add_attributes(Node& node, const Attributes& attributes) {
    Node table = Node::table();
    for (const Attribute& attribute : attributes)
        table.add(attribute.key, attribute.value);
    node.add("attributes", std::move(table));
}

template <class Item>
Node each(const std::vector<Item>& items, Node (*write)(const Item&)) {
    Node array = Node::array();
    for (const Item& item : items)
        array.push_back(write(item));
    return array;
}

Node value_node(const std::optional<Value>& value) {
    if (!value)
        return {};
    Node node = Node::table();
    if (const auto* literal = std::get_if<Literal>(&*value))
        node.add("value", literal->kind == Literal::Kind::null ? Node() : text(literal->text));
    else
        node.add("sql", text(std::get<Expression>(*value).sql));
    return node;
}

Node column_node(const Column& column, const Table& table) {
    Node node = Node::table();
    node.add("name", text(column.name));
    node.add("type", text(column.type.text));
    node.add("null", Node::boolean(column.nullable));
    node.add("primary_key", Node::boolean(in_primary_key(table, column.name)));
    node.add("default", value_node(column.default_value));
    node.add("generated", column.generated ? text(column.generated->expression) : Node());
    node.add("identity", Node::boolean(column.identity.has_value() || column.autoincrement));
    node.add("collation", text_or_null(column.collation));
    node.add("comment", text_or_null(column.comment));
    add_attributes(node, column.attributes);
    return node;
}

Node part_node(const KeyPart& part) {
    Node node = Node::table();
    node.add("column", text_or_null(part.column));
    node.add("sql", text_or_null(part.expression));
    node.add("desc", Node::boolean(part.desc));
    node.add("collation", text_or_null(part.collation));
    add_attributes(node, part.attributes);
    return node;
}

template <class Key>
Node key_node(const Key& key) {
    Node node = Node::table();
    node.add("name", text_or_null(key.name));
    node.add("columns", each(key.columns, part_node));
    add_attributes(node, key.attributes);
    return node;
}

Node check_node(const Check& check) {
    Node node = Node::table();
    node.add("name", text_or_null(check.name));
    node.add("expression", text(check.expression));
    add_attributes(node, check.attributes);
    return node;
}

Node foreign_key_node(const ForeignKey& key) {
    Node node = Node::table();
    node.add("name", text_or_null(key.name));
    node.add("columns", list(key.columns));
    node.add("schema", text_or_null(key.table.schema));
    node.add("table", text(key.table.name));
    node.add("referred", list(key.referred));
    node.add("on_delete", text(text::lower(sql_words(key.on_delete))));
    node.add("on_update", text(text::lower(sql_words(key.on_update))));
    add_attributes(node, key.attributes);
    return node;
}

Node index_node(const Index& index) {
    Node node = key_node(index);
    node.add("unique", Node::boolean(index.unique));
    node.add("where", text_or_null(index.where));
    return node;
}

Node trigger_node(const Trigger& trigger) {
    Node node = Node::table();
    node.add("name", text(trigger.name));
    node.add("body", text(trigger.body));
    add_attributes(node, trigger.attributes);
    return node;
}

Node table_part_node(const TablePart& part) {
    Node node = Node::table();
    node.add("kind", text(word_of(part.kind)));
    node.add("name", text_or_null(part.name));
    node.add("comment", text_or_null(part.comment));
    add_attributes(node, part.attributes);
    return node;
}

Node table_node(const Table& table) {
    Node columns = Node::array();
    for (const Column& column : table.columns)
        columns.push_back(column_node(column, table));
    Node node = Node::table();
    add_name(node, table.name);
    node.add("comment", text_or_null(table.comment));
    node.add("columns", std::move(columns));
    node.add("primary_key", table.primary_key ? key_node(*table.primary_key) : Node());
    node.add("uniques", each(table.uniques, key_node<Unique>));
    node.add("checks", each(table.checks, check_node));
    node.add("foreign_keys", each(table.foreign_keys, foreign_key_node));
    node.add("indexes", each(table.indexes, index_node));
    node.add("triggers", each(table.triggers, trigger_node));
    node.add("parts", each(table.parts, table_part_node));
    add_attributes(node, table.attributes);
    return node;
}

Node view_node(const View& view) {
    Node node = Node::table();
    add_name(node, view.name);
    node.add("comment", text_or_null(view.comment));
    node.add("columns", list(view.columns));
    node.add("as", text(view.as));
    node.add("triggers", each(view.triggers, trigger_node));
    add_attributes(node, view.attributes);
    return node;
}

Node enum_node(const EnumType& type) {
    Node node = Node::table();
    add_name(node, type.name);
    node.add("comment", text_or_null(type.comment));
    node.add("values", list(type.values));
    add_attributes(node, type.attributes);
    return node;
}

Node object_node(const SchemaObject& object) {
    Node node = Node::table();
    node.add("kind", text(word_of(object.kind)));
    add_name(node, object.name);
    node.add("signature", object.signature ? text(*object.signature) : Node());
    node.add("comment", text_or_null(object.comment));
    node.add("indexes", each(object.indexes, index_node));
    add_attributes(node, object.attributes);
    return node;
}

} // namespace

std::string schema_json(const Database& schema) {
    Node root = Node::table();
    root.add("tables", each(schema.tables, table_node));
    root.add("views", each(schema.views, view_node));
    root.add("enums", each(schema.enums, enum_node));
    root.add("objects", each(schema.objects, object_node));
    return to_json(root) + '\n';
}

} // namespace migrate::report
