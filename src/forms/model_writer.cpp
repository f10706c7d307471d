// The schema as a model file.
#include "forms/layout.hpp"
#include "forms/model_form.hpp"
#include "forms/object_form.hpp"
#include "forms/table_form.hpp"
#include "toml/writer.hpp"

namespace migrate::forms {

std::string write_model(const Database& db, const FormDialect& dialect) {
    Node root = Node::table();
    for (const EnumType& type : db.enums)
        root["enum"].add(to_string(type.name), write_enum(type, dialect));
    for (const Table& table : db.tables)
        root["table"].add(to_string(table.name), write_table(table, dialect));
    for (const View& view : db.views)
        root["view"].add(to_string(view.name), write_view(view, dialect));
    for (const RawObject& object : db.raws)
        root["raw"].add(object.name, write_raw(object, dialect));
    return toml::write_document(root, {.layout = model_layout});
}

} // namespace migrate::forms
