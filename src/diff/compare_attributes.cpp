#include "diff/compare_attributes.hpp"

#include "diff/spelling.hpp"
#include "schema/attribute_roles.hpp"
#include "util/text.hpp"

#include <algorithm>

namespace migrate::diff {
namespace {

// Numbers and flags may be spelled as texts, and the order of a table's keys says nothing.
bool same_value(const Node& a, const Node& b) {
    if (a.is_scalar() && b.is_scalar())
        return a.text() == b.text();
    if (a.kind() != b.kind())
        return false;
    if (a.is_array())
        return std::ranges::equal(a.items(), b.items(), same_value);
    return a.members().size() == b.members().size() &&
           std::ranges::all_of(a.members(), [&](const Node::Member& member) {
               const Node* other = b.find(member.key);
               return other && same_value(member.value, *other);
           });
}

class Comparer {
  public:
    explicit Comparer(const Context& context) : context_(context) {}

    AttributeChanges run(const Attributes& from, const Attributes& to) {
        for (const Attribute& attribute : from)
            if (!migrate::attribute(to, attribute.key))
                compare(attribute.key, &attribute.value, nullptr);
        for (const Attribute& attribute : to)
            compare(attribute.key, migrate::attribute(from, attribute.key), &attribute.value);
        std::ranges::sort(changes_, {}, &AttributeChange::key);
        return std::move(changes_);
    }

  private:
    // An owner is compared where both sides know one; grants that the model does not speak of stay.
    bool is_left_alone(const std::string& key, const Node* from, const Node* to) const {
        if (key == "owner")
            return !from || !to;
        if (key == "comment")
            return !context_.caps().comments || !context_.options.compare_comment;
        return key == "grant" && !to && context_.way == Way::up;
    }

    void compare(const std::string& key, const Node* from, const Node* to) {
        if (is_left_alone(key, from, to))
            return;
        if (role_of(key) == AttributeRole::group)
            compare_group(key, from, to);
        else if (!is_same(key, from, to))
            changes_.push_back({key, side(from), side(to), true});
    }

    // Members that differ, on both sides.
    void compare_group(const std::string& key, const Node* from, const Node* to) {
        std::optional<Node> old, now;
        const auto put = [](std::optional<Node>& group, const Node::Member& member) {
            if (!group)
                group = Node::table();
            group->add(member.key, member.value);
        };
        if (from)
            for (const Node::Member& member : from->members()) {
                const Node* other = to ? to->find(member.key) : nullptr;
                if (!other || !same_member(key, member.value, *other))
                    put(old, member);
            }
        if (to)
            for (const Node::Member& member : to->members()) {
                const Node* other = from ? from->find(member.key) : nullptr;
                if (!other || !same_member(key, *other, member.value))
                    put(now, member);
            }
        if (old || now)
            changes_.push_back({key, old, now, true});
    }

    // A check is its expression, or a table with one; a field has a type.
    bool same_member(const std::string& key, const Node& a, const Node& b) const {
        if (a.is_string() && b.is_string())
            return key == "check" ? same_expression(context_, a.text(), b.text())
                                  : a.text() == b.text();
        if (key == "grant")
            return same_as_sets(a, b);
        return a.is_table() && b.is_table() && same_table(a, b);
    }

    static bool same_as_sets(const Node& a, const Node& b) {
        return a.items().size() == b.items().size() &&
               std::ranges::all_of(a.items(), [&](const Node& item) {
                   return std::ranges::any_of(
                       b.items(), [&](const Node& other) { return same_value(item, other); });
               });
    }

    bool same_table(const Node& a, const Node& b) const {
        return std::ranges::all_of(a.members(),
                                   [&](const Node::Member& member) {
                                       return is_same(member.key, &member.value,
                                                      b.find(member.key));
                                   }) &&
               std::ranges::all_of(b.members(), [&](const Node::Member& member) {
                   return a.find(member.key) || is_same(member.key, nullptr, &member.value);
               });
    }

    bool is_same(const std::string& key, const Node* from, const Node* to) const {
        const std::optional<Node> standard = default_of(key);
        const Node* a = from ? from : standard ? &*standard : nullptr;
        const Node* b = to ? to : standard ? &*standard : nullptr;
        if (!a || !b) {
            const Node* other = a ? a : b;
            return !other || (other->is_boolean() && !other->as_boolean());
        }
        return same_content(key, *a, *b);
    }

    bool same_content(const std::string& key, const Node& a, const Node& b) const {
        if (a.is_string() && b.is_string())
            return same_text(key, a.text(), b.text());
        if (role_of(key) == AttributeRole::columns)
            return std::ranges::equal(a.items(), b.items(), [&](const Node& x, const Node& y) {
                return same_element(x, y);
            });
        return same_value(a, b);
    }

    bool same_text(const std::string& key, const std::string& a, const std::string& b) const {
        const AttributeRole role = role_of(key);
        if (role == AttributeRole::expression || key == "sql" || key == "expression")
            return same_expression(context_, a, b);
        // A body may be in a language in which blanks count.
        if (role == AttributeRole::statement && key != "body")
            return same_statement(context_, a, b);
        return is_type(key) ? same_type(a, b) : a == b;
    }

    static bool is_type(const std::string& key) {
        return key == "type" || key == "subtype" || key == "stype" || key == "returns";
    }
    bool same_type(const std::string& a, const std::string& b) const {
        Column one, other;
        one.type = parse_type(a);
        other.type = parse_type(b);
        return a == b || context_.dialect.types().same(one, other);
    }

    // A column's name, or a table with details.
    bool same_element(const Node& a, const Node& b) const {
        if (a.is_string() && b.is_string())
            return context_.same(a.text(), b.text());
        return a.is_table() && b.is_table() && same_table(a, b);
    }

    static std::optional<Node> side(const Node* value) {
        return value ? std::optional(*value) : std::nullopt;
    }

    const Context& context_;
    AttributeChanges changes_;
};

} // namespace

AttributeChanges compare_attributes(const Context& context, const Attributes& from,
                                    const Attributes& to) {
    if (from.empty() && to.empty())
        return {};
    return Comparer(context).run(from, to);
}

bool same_attributes(const Context& context, const Attributes& from, const Attributes& to) {
    return compare_attributes(context, from, to).empty();
}

} // namespace migrate::diff
