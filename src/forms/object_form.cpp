#include "forms/object_form.hpp"

#include "forms/attribute_form.hpp"
#include "forms/part_form.hpp"
#include "util/text.hpp"

namespace migrate::forms {
namespace {

std::string needed_text(const Fields& fields, std::string_view key, const std::string& what) {
    if (!fields.find(key))
        throw fields.reader().error(fields.node().pos,
                                    what + " needs the key \"" + std::string(key) + "\"");
    return fields.text(key);
}

void put_text(Node& table, const char* key, const std::string& text) {
    if (!text.empty())
        table.add(key, Node::string(text));
}

} // namespace

View read_view(const Reader& reader, QualifiedName name, const Node& node, NodePos pos) {
    Fields fields = fields_of(reader, node, kind_of("view"));
    View view;
    view.name = std::move(name);
    view.as = read_query(needed_text(fields, "as", "view \"" + to_string(view.name) + "\""));
    view.columns = fields.texts("columns");
    view.comment = fields.text("comment");
    view.renamed_from = fields.text("renamed_from");
    view.attributes = read_attributes(fields, kind_of("view"));
    if (const Node* triggers = fields.find("trigger"))
        for (const Node::Member& trigger : triggers->members())
            view.triggers.push_back(
                read_trigger(reader, trigger.key, trigger.value, trigger.key_pos));
    view.overrides = std::move(fields.overrides());
    view.declared_at = reader.at(pos);
    return view;
}

Node write_view(const View& view, const FormDialect& dialect) {
    Node table = Node::table();
    put_text(table, "comment", view.comment);
    put_text(table, "renamed_from", view.renamed_from);
    if (!view.columns.empty())
        table.add("columns", write_texts(view.columns));
    // A query of several lines ends its last one.
    const bool lines = view.as.find('\n') != std::string::npos;
    table.add("as", Node::string(view.as + (lines ? "\n" : "")));
    write_attributes(table, view.attributes, kind_of("view"));
    for (const Trigger& trigger : view.triggers)
        table["trigger"].add(trigger.name, trigger_table(trigger, dialect));
    restore(table, kind_of("view"), view.overrides, dialect);
    return table;
}

EnumType read_enum(const Reader& reader, QualifiedName name, const Node& node, NodePos pos) {
    Fields fields = fields_of(reader, node, kind_of("enum"));
    EnumType type;
    type.name = std::move(name);
    type.values = fields.texts("values");
    if (type.values.empty())
        throw reader.error(node.pos, "enum \"" + to_string(type.name) + "\" needs values")
            .help("write values = [\"a\", \"b\"]");
    type.comment = fields.text("comment");
    type.renamed_from = fields.text("renamed_from");
    type.attributes = read_attributes(fields, kind_of("enum"));
    type.overrides = std::move(fields.overrides());
    type.declared_at = reader.at(pos);
    return type;
}

Node write_enum(const EnumType& type, const FormDialect& dialect) {
    Node table = Node::table();
    put_text(table, "comment", type.comment);
    put_text(table, "renamed_from", type.renamed_from);
    table.add("values", write_texts(type.values));
    write_attributes(table, type.attributes, kind_of("enum"));
    restore(table, kind_of("enum"), type.overrides, dialect);
    return table;
}

RawObject read_raw(const Reader& reader, std::string name, const Node& node, NodePos pos) {
    Fields fields = fields_of(reader, node, kind_of("raw"));
    RawObject object;
    object.name = std::move(name);
    const std::string what = "raw \"" + object.name + "\"";
    object.create = text::trim(needed_text(fields, "create", what));
    object.drop = text::trim(needed_text(fields, "drop", what));
    object.needs = fields.texts("needs");
    object.overrides = std::move(fields.overrides());
    object.declared_at = reader.at(pos);
    return object;
}

Node write_raw(const RawObject& object, const FormDialect& dialect) {
    Node table = Node::table();
    table.add("create", Node::string(object.create));
    table.add("drop", Node::string(object.drop));
    if (!object.needs.empty())
        table.add("needs", write_texts(object.needs));
    restore(table, kind_of("raw"), object.overrides, dialect);
    return table;
}

} // namespace migrate::forms
