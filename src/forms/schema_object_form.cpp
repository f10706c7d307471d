#include "forms/schema_object_form.hpp"

#include "forms/attribute_form.hpp"
#include "forms/part_form.hpp"
#include "schema/words.hpp"
#include "util/text.hpp"

#include <algorithm>
#include <array>

namespace migrate::forms {
namespace {

// What cannot be left out, whatever the database.
constexpr std::array<std::pair<std::string_view, std::string_view>, 12> needed_keys{{
    {"materialized_view", "as"},
    {"domain", "type"},
    {"range", "subtype"},
    {"aggregate", "sfunc"},
    {"aggregate", "stype"},
    {"event", "schedule"},
    {"event", "body"},
    {"exclude", "columns"},
    {"rule", "on"},
    {"rule", "do"},
    {"statistics", "columns"},
    {"composite", "field"},
}};

void require_keys(const Fields& fields, const Kind& kind, const std::string& name) {
    for (const auto& [owner, key] : needed_keys)
        if (owner == kind.name && !fields.find(key))
            throw fields.reader().error(fields.node().pos, std::string(kind.name) + " \"" + name +
                                                               "\" needs the key \"" +
                                                               std::string(key) + "\"");
}

// What kinds without a short form of their own are short for.
Node in_full(const Node& value) {
    if (!value.is_string())
        return value;
    Node table = Node::table();
    table.pos = value.pos;
    table.add("values", value);
    return table;
}

// Objects and parts have the same members.
template <class T>
void read_common(T& object, Fields& fields, const Kind& kind, NodePos pos) {
    object.attributes = read_attributes(fields, kind);
    object.comment = fields.text("comment");
    object.renamed_from = fields.text("renamed_from");
    object.overrides = std::move(fields.overrides());
    object.declared_at = fields.reader().at(pos);
}

template <class T>
Node write_common(const T& object, const Kind& kind) {
    Node table = Node::table();
    if (!object.comment.empty())
        table.add("comment", Node::string(object.comment));
    if (!object.renamed_from.empty())
        table.add("renamed_from", Node::string(object.renamed_from));
    write_attributes(table, object.attributes, kind);
    return table;
}

// Where the signature begins: the first parenthesis outside of quotes.
std::size_t signature_at(std::string_view text) {
    bool inside = false;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] == '"')
            inside = !inside;
        else if (!inside && text[at] == '(')
            return at;
    }
    return std::string_view::npos;
}

bool has_signature(ObjectKind kind) {
    return kind == ObjectKind::function || kind == ObjectKind::procedure ||
           kind == ObjectKind::aggregate;
}

} // namespace

ObjectName read_object_name(const Reader& reader, ObjectKind kind, const Node& text) {
    const std::string_view whole = text::trim(text.text());
    const std::size_t open = has_signature(kind) ? signature_at(whole) : std::string_view::npos;
    ObjectName name{kind, {}, {}};
    name.name = reader.object_name(std::string(text::trim(whole.substr(0, open))), text.pos);
    if (open == std::string_view::npos)
        return name;
    if (!whole.ends_with(')'))
        throw reader.error(text.pos, "\"" + text.text() + "\": a parenthesis is not closed")
            .help("write the types of the arguments behind the name: \"total(integer, text)\"");
    name.signature = text::trim(whole.substr(open + 1, whole.size() - open - 2));
    return name;
}

SchemaObject read_object(const Reader& reader, ObjectName name, const Node& node, NodePos pos) {
    const Kind& kind = kind_of(word_of(name.kind));
    Fields fields = fields_of(reader, node, kind);
    require_keys(fields, kind, to_string(name));
    SchemaObject object;
    object.kind = name.kind;
    object.name = std::move(name.name);
    object.signature = std::move(name.signature);
    if (const Node* indexes = fields.find("index"))
        for (const Node::Member& index : indexes->members())
            object.indexes.push_back(read_index(reader, index.key, index.value, index.key_pos));
    read_common(object, fields, kind, pos);
    return object;
}

Node write_object(const SchemaObject& object, const FormDialect& dialect) {
    const Kind& kind = kind_of(word_of(object.kind));
    Node table = write_common(object, kind);
    for (const Index& index : object.indexes)
        table["index"].add(index.name, shortened(index_table(index, dialect), kind_of("index")));
    restore(table, kind, object.overrides, dialect);
    return table;
}

TablePart read_table_part(const Reader& reader, PartKind part_kind, std::string name,
                          const Node& value, NodePos pos) {
    const Kind& kind = kind_of(word_of(part_kind));
    Fields fields = fields_of(reader, in_full(value), kind);
    require_keys(fields, kind, name);
    TablePart part;
    part.kind = part_kind;
    part.name = std::move(name);
    read_common(part, fields, kind, pos);
    return part;
}

Node table_part_table(const TablePart& part, const FormDialect& dialect) {
    const Kind& kind = kind_of(word_of(part.kind));
    Node table = write_common(part, kind);
    restore(table, kind, part.overrides, dialect);
    return table;
}

} // namespace migrate::forms
