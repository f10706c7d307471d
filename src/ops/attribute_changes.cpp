#include "ops/attribute_changes.hpp"

#include "schema/attribute_roles.hpp"

#include <algorithm>

namespace migrate {
namespace {

constexpr std::string_view schema_key = "schema";

// What is left of a group: null when nothing is.
Node changed_group(const Node* before, const AttributeChange& change) {
    Node group = before ? *before : Node::table();
    if (change.from)
        for (const Node::Member& member : change.from->members())
            if (!change.to || !change.to->find(member.key))
                group.erase(member.key);
    if (change.to)
        for (const Node::Member& member : change.to->members())
            group[member.key] = member.value;
    return group.members().empty() ? Node() : group;
}

} // namespace

const AttributeChange* find_change(const AttributeChanges& changes, std::string_view key) {
    const auto found = std::ranges::find(changes, key, &AttributeChange::key);
    return found == changes.end() ? nullptr : &*found;
}

void apply_changes(Attributes& attributes, const AttributeChanges& changes) {
    for (const AttributeChange& change : changes)
        if (role_of(change.key) == AttributeRole::group)
            set_attribute(attributes, change.key,
                          changed_group(attribute(attributes, change.key), change));
        else
            set_attribute(attributes, change.key, change.to.value_or(Node()));
}

namespace ops {
namespace {

std::optional<Node> as_optional(const Node* node) {
    return node ? std::optional(*node) : std::nullopt;
}

// The members of `group` that the change names.
std::optional<Node> changed_members(const Node* group, const AttributeChange& change) {
    Node members = Node::table();
    for (const std::optional<Node>& side : {change.from, change.to})
        for (const Node::Member& member : side ? side->members() : std::vector<Node::Member>())
            if (const Node* value = group ? group->find(member.key) : nullptr)
                members[member.key] = *value;
    return members.members().empty() ? std::nullopt : std::optional(std::move(members));
}

} // namespace

AttributeChanges swapped_changes(const AttributeChanges& changes, const Attributes& before) {
    AttributeChanges back;
    for (const AttributeChange& change : changes) {
        const Node* was = attribute(before, change.key);
        const std::optional<Node> known = role_of(change.key) == AttributeRole::group
                                              ? changed_members(was, change)
                                              : as_optional(was);
        back.push_back({change.key, change.to, change.from_given ? change.from : known, true});
    }
    return back;
}

std::optional<std::string> new_schema(const AttributeChanges& changes) {
    const AttributeChange* move = find_change(changes, schema_key);
    return move ? std::optional(move->to ? move->to->text() : std::string()) : std::nullopt;
}

AttributeChanges without_schema(const AttributeChanges& changes) {
    AttributeChanges rest = changes;
    std::erase_if(rest, [](const AttributeChange& change) { return change.key == schema_key; });
    return rest;
}

void swap_schema(AttributeChanges& back, const AttributeChanges& changes,
                 const std::string& schema_before) {
    const AttributeChange* move = find_change(changes, schema_key);
    AttributeChange* moved_back = const_cast<AttributeChange*>(find_change(back, schema_key));
    if (move && moved_back && !move->from_given)
        moved_back->to = Node::string(schema_before);
}

} // namespace ops
} // namespace migrate
