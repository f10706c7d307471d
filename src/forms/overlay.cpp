#include "forms/overlay.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace migrate::forms {
namespace {

// A key that no other database has is always written under its prefix: nothing to remember.
bool only_here(const Key& key, const FormDialect& dialect) {
    return (key.dialects & ~database_of(dialect)) == 0;
}

bool at_hand(std::string_view prefix, const FormDialect& dialect) {
    return std::ranges::find(dialect.prefixes, prefix) != dialect.prefixes.end();
}

void copy_positions(Node& table, std::string_view key, NodePos pos) {
    for (Node::Member& member : table.members())
        if (member.key == key)
            member.key_pos = pos;
}

void merge_group(Node& target, const Node& group) {
    if (target.is_null())
        target = Node::table();
    for (const Node::Member& part : group.members())
        target[part.key] = part.value;
}

class Overlayer {
  public:
    Overlayer(const Kind& kind, const FormDialect& dialect, const std::vector<Key>& extra)
        : kind_(kind),
          dialect_(dialect),
          extra_(extra) {}

    Overlaid run(const Node& table) {
        result_.node = Node::table();
        result_.node.pos = table.pos;
        for (const Node::Member& member : table.members())
            if (!is_prefix(member.key))
                take_plain(member);
        for (const std::string& prefix : dialect_.prefixes)
            if (const Node* overriding = is_prefix(prefix) ? table.find(prefix) : nullptr)
                for (const Node::Member& member : overriding->members())
                    lay_over(prefix, member);
        for (const Node::Member& member : table.members())
            if (is_prefix(member.key) && !at_hand(member.key, dialect_))
                for (const Node::Member& kept : member.value.members())
                    remember(member.key, kept.key, kept.value);
        settle_overrides();
        return std::move(result_);
    }

  private:
    // The same words in another order are the same: other databases first, then the plain values.
    void settle_overrides() {
        constexpr std::array<std::string_view, 6> order{"postgresql", "mysql",  "mariadb",
                                                        "tidb",       "sqlite", ""};
        Overrides& overrides = result_.overrides;
        std::ranges::stable_sort(overrides, {}, [&](const Override& override) {
            return std::pair(std::ranges::find(order, override.dialect) - order.begin(),
                             find_key(kind_, override.key) - kind_.keys.data());
        });
        Overrides merged;
        for (Override& override : overrides) {
            const bool same = !merged.empty() && merged.back().dialect == override.dialect &&
                              merged.back().key == override.key;
            if (same && is_group(*find_key(kind_, override.key)))
                merge_group(merged.back().value, override.value);
            else
                merged.push_back(std::move(override));
        }
        overrides = std::move(merged);
    }

    bool is_prefix(std::string_view key) const {
        return !find_key(kind_, key) && !find_key(std::span<const Key>(extra_), key) &&
               find_prefix(key);
    }

    const Key* key_of(std::string_view name) const {
        const Key* key = find_key(kind_, name);
        return key ? key : find_key(std::span<const Key>(extra_), name);
    }

    void remember(const std::string& dialect, const std::string& key, const Node& value) {
        if (find_key(kind_, key))
            result_.overrides.push_back({dialect, key, value});
    }

    // A part that is for other databases only is kept as if it stood under their prefixes.
    void keep_excluded(const std::string& group, const Node::Member& part) {
        Node value = part.value;
        value.erase("only");
        const Node* only = part.value.find("only");
        const std::vector<Node> single{*only};
        for (const Node& name : only->is_array() ? only->items() : single) {
            Node named = Node::table();
            named.add(part.key, value);
            remember(name.text(), group, named);
        }
    }

    void take_plain(const Node::Member& member) {
        const Key* key = key_of(member.key);
        if (member.key == "only")
            remember("", "only", member.value);
        if (!key || key->shape != Shape::group || !member.value.is_table()) {
            result_.node.members().push_back(member);
            return;
        }
        Node::Member group{member.key, member.key_pos, Node::table()};
        group.value.pos = member.value.pos;
        for (const Node::Member& part : member.value.members())
            if (counts_here(part.value, dialect_))
                group.value.members().push_back(part);
            else
                keep_excluded(member.key, part);
        if (!group.value.members().empty() || member.value.members().empty())
            result_.node.members().push_back(std::move(group));
    }

    void lay_over(const std::string& prefix, const Node::Member& member) {
        const Key* key = key_of(member.key);
        if (key && is_group(*key))
            return lay_group_over(prefix, member);
        if (key && !only_here(*key, dialect_)) {
            const Node* plain = result_.node.find(member.key);
            remember_plain(member.key, plain ? *plain : Node());
            remember(prefix, member.key, member.value);
        }
        result_.node[member.key] = member.value;
        copy_positions(result_.node, member.key, member.key_pos);
    }

    // The plain value as it stood before the first prefix replaced it.
    void remember_plain(const std::string& key, const Node& plain) {
        const bool known = std::ranges::any_of(result_.overrides, [&](const Override& override) {
            return override.dialect.empty() && override.key == key;
        });
        if (!known)
            remember("", key, plain);
    }

    void lay_group_over(const std::string& prefix, const Node::Member& group) {
        Node& merged = result_.node[group.key];
        if (merged.is_null())
            merged = Node::table();
        const bool shared = !only_here(*key_of(group.key), dialect_);
        if (shared)
            remember(prefix, group.key, group.value);
        Node replaced = Node::table();
        for (const Node::Member& part : group.value.members()) {
            const Node* plain = merged.find(part.key);
            replaced.add(part.key, plain ? *plain : Node());
            merged[part.key] = part.value;
            copy_positions(merged, part.key, part.key_pos);
        }
        if (shared)
            remember("", group.key, replaced);
    }

    const Kind& kind_;
    const FormDialect& dialect_;
    const std::vector<Key>& extra_;
    Overlaid result_;
};

class Restorer {
  public:
    Restorer(Node& written, const Kind& kind, const FormDialect& dialect)
        : written_(written),
          kind_(kind),
          dialect_(dialect) {}

    void run(const Overrides& overrides) {
        for (const Override& override : overrides)
            if (!override.dialect.empty())
                put_under_prefix(override);
        for (const Override& override : overrides)
            if (override.dialect.empty())
                put_plain(override);
        move_own_keys();
        sort_keys(written_);
        for (const std::string& prefix : order_) {
            sort_keys(prefixed_[prefix]);
            if (!prefixed_[prefix].members().empty())
                written_.add(prefix, prefixed_[prefix]);
        }
    }

  private:
    // The value at hand is the one of the narrowest prefix that has the key.
    bool gives_value(const Override& override) const {
        return !dialect_.prefixes.empty() && override.dialect == dialect_.prefixes.back();
    }

    Node& under(const std::string& prefix) {
        if (std::ranges::find(order_, prefix) == order_.end())
            order_.push_back(prefix);
        Node& node = prefixed_[prefix];
        if (node.is_null())
            node = Node::table();
        return node;
    }

    void put_under_prefix(const Override& override) {
        const Key* key = find_key(kind_, override.key);
        Node& target = under(override.dialect);
        if (key && is_group(*key)) {
            Node group = override.value;
            if (gives_value(override))
                refresh_group(group, written_.find(override.key));
            if (!group.members().empty())
                merge_group(target[override.key], group);
            return;
        }
        const Node* current = gives_value(override) ? written_.find(override.key) : nullptr;
        if (current)
            target[override.key] = *current;
        else if (!gives_value(override))
            target[override.key] = override.value;
    }

    static void refresh_group(Node& group, const Node* current) {
        for (Node::Member& part : group.members())
            if (const Node* now = current ? current->find(part.key) : nullptr)
                part.value = *now;
            else
                part.value = Node();
        std::erase_if(group.members(),
                      [](const Node::Member& part) { return part.value.is_null(); });
    }

    static void set_or_erase(Node& table, const std::string& key, const Node& value) {
        if (value.is_null())
            table.erase(key);
        else
            table[key] = value;
    }

    void put_plain(const Override& override) {
        const Key* key = find_key(kind_, override.key);
        if (!key || !is_group(*key))
            return set_or_erase(written_, override.key, override.value);
        Node& group = written_[override.key];
        if (group.is_null())
            group = Node::table();
        for (const Node::Member& part : override.value.members())
            set_or_erase(group, part.key, part.value);
        if (group.members().empty())
            written_.erase(override.key);
    }

    // An object of a kind that not every database has is for one of them as it is.
    void move_own_keys() {
        if (kind_.dialects != on::all && find_key(kind_of("file"), kind_.name))
            return;
        for (const Key& key : kind_.keys) {
            const Node* value = written_.find(key.name);
            if (!value || !only_here(key, dialect_))
                continue;
            under(dialect_.prefixes.back())[key.name] = *value;
            written_.erase(key.name);
        }
    }

    // What is no key of the kind (the verb, keys of the step) keeps its place before or after.
    void sort_keys(Node& table) const {
        const auto rank = [&](const Node::Member& member) {
            const Key* key = find_key(kind_, member.key);
            return key ? key - kind_.keys.data() : std::ptrdiff_t{-1};
        };
        std::ranges::stable_sort(table.members(), {}, rank);
    }

    Node& written_;
    const Kind& kind_;
    const FormDialect& dialect_;
    std::vector<std::string> order_;
    Node prefixed_ = Node::table();
};

} // namespace

bool counts_here(const Node& value, const FormDialect& dialect) {
    const Node* only = value.is_table() ? value.find("only") : nullptr;
    if (!only)
        return true;
    if (only->is_string())
        return at_hand(only->text(), dialect);
    return std::ranges::any_of(only->items(),
                               [&](const Node& name) { return at_hand(name.text(), dialect); });
}

Overlaid overlay(const Node& table, const Kind& kind, const FormDialect& dialect,
                 const std::vector<Key>& extra) {
    return Overlayer(kind, dialect, extra).run(table);
}

void restore(Node& written, const Kind& kind, const Overrides& overrides,
             const FormDialect& dialect) {
    Restorer(written, kind, dialect).run(overrides);
}

} // namespace migrate::forms
