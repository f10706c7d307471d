// The schema as a model file.
#include "forms/layout.hpp"
#include "forms/model_form.hpp"
#include "forms/object_form.hpp"
#include "forms/schema_object_form.hpp"
#include "forms/table_form.hpp"
#include "schema/words.hpp"
#include "toml/writer.hpp"

#include <algorithm>

namespace migrate::forms {
namespace {

// A model says what a type means; only a step, which may lead back, says how it was spelled.
Table with_portable_types(Table table) {
    for (Column& column : table.columns)
        column.type.text = portable_spelling(column.type);
    return table;
}

Node model_node(const Database& db, const FormDialect& dialect) {
    Node root = Node::table();
    for (const EnumType& type : db.enums)
        root["enum"].add(to_string(type.name), write_enum(type, dialect));
    for (const Table& table : db.tables)
        root["table"].add(to_string(table.name), write_table(with_portable_types(table), dialect));
    for (const View& view : db.views)
        root["view"].add(to_string(view.name), write_view(view, dialect));
    for (const SchemaObject& object : db.objects)
        root[word_of(object.kind)].add(to_string(name_of(object)), write_object(object, dialect));
    for (const RawObject& object : db.raws)
        root["raw"].add(object.name, write_raw(object, dialect));
    // What others are made of stands first.
    std::ranges::stable_sort(root.members(), {}, [](const Node::Member& group) {
        return find_key(kind_of("file"), group.key);
    });
    return root;
}

// Whether the templates would name a part of this file. Its list `unnamed` they leave alone.
bool naming_changes(const Node& root, const FormDialect& dialect, const Naming& naming) {
    if (naming == Naming{})
        return false;
    Document document;
    document.root = root;
    return read_models({document}, dialect, naming) != read_models({document}, dialect);
}

} // namespace

std::string write_model(const Database& db, const FormDialect& dialect) {
    return write_model(db, dialect, {});
}

std::string write_model(const Database& db, const FormDialect& dialect, const Naming& naming) {
    Node root = model_node(db, dialect);
    if (naming_changes(root, dialect, naming)) {
        Node unnamed = Node::table();
        unnamed.add("naming", Node::boolean(false));
        for (Node::Member& member : root.members())
            unnamed.add(member.key, std::move(member.value));
        root = std::move(unnamed);
    }
    return toml::write_document(root, {.layout = model_layout});
}

} // namespace migrate::forms
