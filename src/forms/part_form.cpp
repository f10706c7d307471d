#include "forms/part_form.hpp"

#include "forms/attribute_form.hpp"

#include "util/text.hpp"

namespace migrate::forms {
namespace {

Node needed(const Fields& fields, std::string_view key, const std::string& what) {
    if (const Node* found = fields.find(key))
        return *found;
    throw fields.reader().error(fields.node().pos,
                                what + " needs the key \"" + std::string(key) + "\"");
}

// The table that a short form stands for.
Node in_full(const Node& value, const char* key) {
    if (value.is_table())
        return value;
    Node table = Node::table();
    table.pos = value.pos;
    table.add(key, value);
    return table;
}

std::string named(std::string_view kind, const std::string& name) {
    return std::string(kind) + (name.empty() ? "" : " \"" + name + "\"");
}

void put_text(Node& table, const char* key, const std::string& text) {
    if (!text.empty())
        table.add(key, Node::string(text));
}

KeyPart read_part(const Reader& reader, const Node& item) {
    KeyPart part;
    if (item.is_string()) {
        part.column = item.text();
        return part;
    }
    Fields fields = fields_of(reader, item, kind_of("part"));
    part.column = fields.text("column");
    part.expression = read_expression(fields.text("sql"));
    part.desc = fields.flag("desc");
    part.collation = fields.text("collation");
    part.attributes = read_attributes(fields, kind_of("part"));
    part.overrides = std::move(fields.overrides());
    return part;
}

Node plain_part(const KeyPart& part) {
    if (!part.column.empty() && !part.desc && part.collation.empty() && part.attributes.empty())
        return Node::string(part.column);
    Node table = Node::table();
    put_text(table, "column", part.column);
    put_text(table, "sql", part.expression);
    if (part.desc)
        table.add("desc", Node::boolean(true));
    put_text(table, "collation", part.collation);
    write_attributes(table, part.attributes, kind_of("part"));
    return table;
}

Node write_part(const KeyPart& part, const FormDialect& dialect) {
    Node node = plain_part(part);
    if (node.is_string() && !part.overrides.empty()) {
        node = Node::table();
        node.add("column", Node::string(part.column));
    }
    if (node.is_table())
        restore(node, kind_of("part"), part.overrides, dialect);
    return node;
}

void write_conflict(Node& table, Conflict conflict) {
    if (conflict != Conflict::none)
        table.add("on_conflict", Node::string(std::string(word_of(conflict))));
}

Conflict conflict_of(const Fields& fields) {
    const Node* node = fields.find("on_conflict");
    return node ? read_conflict(fields.reader(), *node) : Conflict::none;
}

} // namespace

std::vector<KeyPart> read_parts(const Reader& reader, const Node& list) {
    std::vector<KeyPart> parts;
    for (const Node& item : list.items())
        parts.push_back(read_part(reader, item));
    if (parts.empty())
        throw reader.error(list.pos, "a list of columns is empty");
    return parts;
}

Node write_parts(const std::vector<KeyPart>& parts, const FormDialect& dialect) {
    Node list = Node::array();
    for (const KeyPart& part : parts)
        list.push_back(write_part(part, dialect));
    return list;
}

Node plain_parts(const std::vector<KeyPart>& parts) {
    Node list = Node::array();
    for (const KeyPart& part : parts)
        list.push_back(plain_part(part));
    return list;
}

std::vector<KeyPart> parts_of(const std::vector<std::string>& columns) {
    std::vector<KeyPart> parts;
    for (const std::string& column : columns) {
        KeyPart part;
        part.column = column;
        parts.push_back(std::move(part));
    }
    return parts;
}

PrimaryKey read_primary_key(const Reader& reader, const Node& value, NodePos pos) {
    Fields fields = fields_of(reader, in_full(value, "columns"), kind_of("primary_key"));
    PrimaryKey key;
    key.name = fields.text("name");
    key.columns = read_parts(reader, needed(fields, "columns", "a primary key"));
    key.conflict = conflict_of(fields);
    key.attributes = read_attributes(fields, kind_of("primary_key"));
    key.overrides = std::move(fields.overrides());
    key.declared_at = reader.at(pos);
    return key;
}

Node primary_key_table(const PrimaryKey& key, const FormDialect& dialect) {
    Node table = Node::table();
    put_text(table, "name", key.name);
    table.add("columns", write_parts(key.columns, dialect));
    write_conflict(table, key.conflict);
    write_attributes(table, key.attributes, kind_of("primary_key"));
    restore(table, kind_of("primary_key"), key.overrides, dialect);
    return table;
}

Unique read_unique(const Reader& reader, std::string name, const Node& value, NodePos pos) {
    Fields fields = fields_of(reader, in_full(value, "columns"), kind_of("unique"));
    Unique unique;
    unique.name = std::move(name);
    unique.columns = read_parts(reader, needed(fields, "columns", named("unique", unique.name)));
    unique.conflict = conflict_of(fields);
    unique.attributes = read_attributes(fields, kind_of("unique"));
    unique.overrides = std::move(fields.overrides());
    unique.declared_at = reader.at(pos);
    return unique;
}

Node unique_table(const Unique& unique, const FormDialect& dialect) {
    Node table = Node::table();
    table.add("columns", write_parts(unique.columns, dialect));
    write_conflict(table, unique.conflict);
    write_attributes(table, unique.attributes, kind_of("unique"));
    restore(table, kind_of("unique"), unique.overrides, dialect);
    return table;
}

Check read_check(const Reader& reader, std::string name, const Node& value, NodePos pos) {
    Fields fields = fields_of(reader, in_full(value, "expression"), kind_of("check"));
    Check check;
    check.name = std::move(name);
    check.expression =
        read_expression(needed(fields, "expression", named("check", check.name)).text());
    check.validated = fields.flag("validated", true);
    check.attributes = read_attributes(fields, kind_of("check"));
    check.overrides = std::move(fields.overrides());
    check.declared_at = reader.at(pos);
    return check;
}

Node check_table(const Check& check, const FormDialect& dialect) {
    Node table = Node::table();
    table.add("expression", Node::string(check.expression));
    if (!check.validated)
        table.add("validated", Node::boolean(false));
    write_attributes(table, check.attributes, kind_of("check"));
    restore(table, kind_of("check"), check.overrides, dialect);
    return table;
}

void read_foreign_key_options(const Fields& fields, ForeignKey& key) {
    const Reader& reader = fields.reader();
    if (const Node* action = fields.find("on_delete"))
        key.on_delete = read_action(reader, *action);
    if (const Node* action = fields.find("on_update"))
        key.on_update = read_action(reader, *action);
    key.match = text::lower(fields.text("match"));
    if (key.match == "simple")
        key.match.clear();
    key.deferral = read_deferral(reader, fields.find("deferrable"), fields.find("initially"));
    key.validated = fields.flag("validated", true);
    // `comment` beside `references` is the column's.
    key.attributes = read_attributes(fields, kind_of("foreign_key"));
    if (fields.find("type"))
        set_attribute(key.attributes, "comment", Node());
}

void write_foreign_key_options(Node& table, const ForeignKey& key) {
    if (key.on_delete != FkAction::no_action)
        table.add("on_delete", Node::string(std::string(word_of(key.on_delete))));
    if (key.on_update != FkAction::no_action)
        table.add("on_update", Node::string(std::string(word_of(key.on_update))));
    put_text(table, "match", key.match);
    write_deferral(table, key.deferral);
    if (!key.validated)
        table.add("validated", Node::boolean(false));
    write_attributes(table, key.attributes, kind_of("foreign_key"));
}

ForeignKey read_foreign_key(const Reader& reader, std::string name, const Node& value,
                            NodePos pos) {
    Fields fields = fields_of(reader, value, kind_of("foreign_key"));
    const std::string what = named("foreign_key", name);
    ForeignKey key;
    key.name = std::move(name);
    key.columns = read_texts(needed(fields, "columns", what));
    const Reference reference = read_reference(reader, needed(fields, "references", what));
    key.table = reference.table;
    key.referred = reference.columns;
    if (!key.referred.empty() && key.referred.size() != key.columns.size())
        throw reader.error(fields.node().pos,
                           what + " has " + text::count(key.columns.size(), "column") +
                               " and refers to " + std::to_string(key.referred.size()));
    read_foreign_key_options(fields, key);
    key.overrides = std::move(fields.overrides());
    key.declared_at = reader.at(pos);
    return key;
}

Node foreign_key_table(const ForeignKey& key, const FormDialect& dialect) {
    Node table = Node::table();
    table.add("columns", write_texts(key.columns));
    table.add("references", Node::string(write_reference({key.table, key.referred})));
    write_foreign_key_options(table, key);
    restore(table, kind_of("foreign_key"), key.overrides, dialect);
    return table;
}

Index read_index(const Reader& reader, std::string name, const Node& value, NodePos pos) {
    Fields fields = fields_of(reader, in_full(value, "columns"), kind_of("index"));
    Index index;
    index.name = std::move(name);
    index.columns = read_parts(reader, needed(fields, "columns", named("index", index.name)));
    index.unique = fields.flag("unique");
    index.where = fields.sql("where");
    index.comment = fields.text("comment");
    index.renamed_from = fields.text("renamed_from");
    index.attributes = read_attributes(fields, kind_of("index"));
    index.overrides = std::move(fields.overrides());
    index.declared_at = reader.at(pos);
    return index;
}

Node index_table(const Index& index, const FormDialect& dialect) {
    Node table = Node::table();
    table.add("columns", write_parts(index.columns, dialect));
    if (index.unique)
        table.add("unique", Node::boolean(true));
    put_text(table, "where", index.where);
    put_text(table, "comment", index.comment);
    put_text(table, "renamed_from", index.renamed_from);
    write_attributes(table, index.attributes, kind_of("index"));
    restore(table, kind_of("index"), index.overrides, dialect);
    return table;
}

Node shortened(Node table, const Kind& kind) {
    if (table.members().size() != 1)
        return table;
    const Node::Member& only = table.members().front();
    const bool parts = kind.short_form == Shape::parts && only.key == "columns";
    const bool text =
        kind.short_form == Shape::text &&
        (only.key == "expression" || (kind.name == "partition" && only.key == "values"));
    return parts || text ? only.value : table;
}

namespace {

// Every database's triggers are for each row unless they say otherwise.
void read_for_each(const Reader& reader, const Node& each, Trigger& trigger) {
    const bool statement = each.text() == "statement";
    trigger.for_each_row = each.text() == "row";
    if (statement && database_of(reader.dialect) == on::postgresql)
        set_attribute(trigger.attributes, "for_each", each.text());
    else if (statement)
        throw reader.error(each.pos, reader.dialect.display_name +
                                         " has triggers for each row only: for_each = \"row\"");
    else if (!trigger.for_each_row)
        throw reader.error(each.pos, "\"" + each.text() + "\" should be \"row\" or \"statement\"");
}

void write_for_each(Node& table, const Trigger& trigger) {
    const std::string statement = attribute_text(trigger.attributes, "for_each");
    put_text(table, "for_each", trigger.for_each_row ? "row" : statement);
}

} // namespace

Trigger read_trigger(const Reader& reader, std::string name, const Node& value, NodePos pos) {
    Fields fields = fields_of(reader, value, kind_of("trigger"));
    Trigger trigger;
    trigger.name = std::move(name);
    const std::string what = named("trigger", trigger.name);
    const std::pair<const char*, std::optional<TriggerTiming>> timings[] = {
        {"before", TriggerTiming::before},
        {"after", TriggerTiming::after},
        {"instead_of", TriggerTiming::instead_of},
        {"on", std::nullopt}};
    for (const auto& [key, timing] : timings) {
        const Node* events = fields.find(key);
        if (!events)
            continue;
        if (!trigger.events.empty())
            throw reader.error(events->pos, what + " says its event twice");
        trigger.timing = timing;
        trigger.events = read_events(reader, *events);
    }
    if (trigger.events.empty())
        throw reader.error(fields.node().pos,
                           what + " needs one of the keys \"before\", \"after\" and "
                                  "\"instead_of\"");
    trigger.where = fields.sql("where");
    trigger.attributes = read_attributes(fields, kind_of("trigger"));
    if (!attribute(trigger.attributes, "execute"))
        trigger.body = needed(fields, "body", what).text();
    trigger.comment = fields.text("comment");
    trigger.renamed_from = fields.text("renamed_from");
    if (const Node* each = fields.find("for_each"))
        read_for_each(reader, *each, trigger);
    trigger.overrides = std::move(fields.overrides());
    trigger.declared_at = reader.at(pos);
    return trigger;
}

Node trigger_table(const Trigger& trigger, const FormDialect& dialect) {
    Node table = Node::table();
    const char* key = "on";
    if (trigger.timing)
        key = *trigger.timing == TriggerTiming::before  ? "before"
              : *trigger.timing == TriggerTiming::after ? "after"
                                                        : "instead_of";
    table.add(key, write_events(trigger.events));
    put_text(table, "where", trigger.where);
    write_for_each(table, trigger);
    put_text(table, "comment", trigger.comment);
    put_text(table, "renamed_from", trigger.renamed_from);
    write_attributes(table, trigger.attributes, kind_of("trigger"));
    put_text(table, "body", trigger.body);
    restore(table, kind_of("trigger"), trigger.overrides, dialect);
    return table;
}

} // namespace migrate::forms
