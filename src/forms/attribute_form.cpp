#include "forms/attribute_form.hpp"

#include "forms/part_form.hpp"
#include "schema/attribute_roles.hpp"
#include "util/text.hpp"

#include <algorithm>

namespace migrate::forms {
namespace {

constexpr std::string_view schema_key = "schema";

// A query or a command of its own; a body is exact.
bool is_query(std::string_view key) {
    return role_of(key) == AttributeRole::statement && key != "body";
}

Node normal_text(std::string_view key, const Node& value) {
    if (role_of(key) == AttributeRole::expression)
        return Node::string(read_expression(value.text()));
    return is_query(key) ? Node::string(read_query(value.text())) : value;
}

Node as_list(const Node& value) {
    return value.is_array() ? value : write_texts(read_texts(value));
}

// A named member of a group: the keys of its kind, in order and without prefixes.
Node normal_object(const Reader& reader, const Kind& kind, const Node& value) {
    if (value.is_string())
        return Node::string(read_expression(value.text()));
    Node table = fields_of(reader, value, kind).node();
    table.erase("only");
    for (Node::Member& member : table.members())
        if (member.key == "expression")
            member.value = Node::string(read_expression(member.value.text()));
    std::ranges::stable_sort(table.members(), {}, [&](const Node::Member& member) {
        return find_key(kind, member.key);
    });
    return shortened(std::move(table), kind);
}

Node normal_member(const Reader& reader, const Key& key, const Node& value) {
    if (key.shape == Shape::texts_group)
        return as_list(value);
    return key.shape == Shape::group ? normal_object(reader, kind_of(key.kind), value) : value;
}

// One spelling for what may be written in several ways.
Node normal_form(const Reader& reader, const Key& key, const Node& value) {
    if (key.shape == Shape::text)
        return normal_text(key.name, value);
    if (key.shape == Shape::text_or_texts)
        return as_list(value);
    if (key.shape == Shape::parts)
        return plain_parts(read_parts(reader, value));
    if (!is_group(key))
        return value;
    Node group = Node::table();
    for (const Node::Member& member : value.members())
        group.add(member.key, normal_member(reader, key, member.value));
    return group;
}

// A query of several lines ends its last one.
Node written(std::string_view key, const Node& value) {
    const bool lines = is_query(key) && value.text().find('\n') != std::string::npos;
    return lines ? Node::string(value.text() + "\n") : value;
}

std::optional<Node> written(std::string_view key, const std::optional<Node>& value) {
    return value ? std::optional(written(key, *value)) : std::nullopt;
}

// --- changes

AttributeChange read_group_change(const Reader& reader, const Key& key, const Node& group) {
    AttributeChange change{std::string(key.name), {}, {}, true};
    const auto put = [&](std::optional<Node>& side, const std::string& name, const Node* value) {
        if (!value)
            return;
        if (!side)
            side = Node::table();
        side->add(name, normal_member(reader, key, *value));
    };
    for (const Node::Member& member : group.members()) {
        change.from_given = change.from_given && is_change(member.value);
        put(change.from, member.key, side_of(&member.value, "from"));
        put(change.to, member.key, side_of(&member.value, "to"));
    }
    return change;
}

AttributeChange read_one_change(const Reader& reader, const Key& key, const Node& node) {
    if (is_group(key))
        return read_group_change(reader, key, node);
    const auto change =
        *read_change<Node>(&node, [&](const Node& side) { return normal_form(reader, key, side); });
    return {std::string(key.name), change.from, change.to, change.from_given};
}

Node write_group_change(const AttributeChange& change) {
    const auto side = [](const std::optional<Node>& group, const std::string& name) {
        const Node* value = group ? group->find(name) : nullptr;
        return value ? std::optional(*value) : std::nullopt;
    };
    Node names = change.from.value_or(Node::table());
    if (change.to)
        for (const Node::Member& member : change.to->members())
            names[member.key] = member.value;
    Node group = Node::table();
    for (const Node::Member& member : names.members()) {
        const std::optional<Node> from = side(change.from, member.key);
        const std::optional<Node> to = side(change.to, member.key);
        group.add(member.key, change_node(from, to, !to || change.from_given));
    }
    return group;
}

} // namespace

Attributes read_attributes(const Fields& fields, const Kind& kind) {
    Attributes attributes;
    for (const Node::Member& member : fields.node().members())
        if (const Key* key = find_key(kind, member.key); key && key->attribute)
            set_attribute(attributes, key->name, normal_form(fields.reader(), *key, member.value));
    return attributes;
}

void write_attributes(Node& table, const Attributes& attributes, const Kind& kind) {
    for (const Attribute& attribute : attributes)
        if (const Key* key = find_key(kind, attribute.key); key && key->attribute)
            table.add(attribute.key, written(attribute.key, attribute.value));
}

AttributeChanges read_attribute_changes(const Step& step) {
    const Kind& kind = kind_of(step.verb.kind);
    AttributeChanges changes;
    const auto take = [&](const Key& key) {
        if (const Node* node = step.fields.find(key.name))
            changes.push_back(read_one_change(step.reader, key, *node));
    };
    for (const Key& key : kind.keys)
        if (key.attribute)
            take(key);
    const Key* schema = find_key(std::span<const Key>(step.verb.extra), schema_key);
    if (schema && !find_key(kind, schema_key))
        take(*schema);
    std::ranges::sort(changes, {}, &AttributeChange::key);
    return changes;
}

void write_attribute_changes(Node& table, const AttributeChanges& changes, const Kind& kind) {
    for (const AttributeChange& change : changes) {
        const Key* key = find_key(kind, change.key);
        if (key && !key->attribute)
            continue; // beside a member's change
        if (key && is_group(*key))
            table.add(change.key, write_group_change(change));
        else
            table.add(change.key, change_node(written(change.key, change.from),
                                              written(change.key, change.to), change.from_given));
    }
}

} // namespace migrate::forms
