#include "forms/layout.hpp"

#include "forms/check.hpp"
#include "forms/verb_table.hpp"
#include "forms/vocabulary.hpp"

#include <algorithm>

namespace migrate::forms {
namespace {

// Follows a path through the vocabulary: what the last name of it is.
toml::Layout follow(std::span<const std::string> path, const Kind* kind, const Node& node) {
    while (!path.empty()) {
        const bool last = path.size() == 1;
        const Key* key = kind ? find_key(*kind, path.front()) : nullptr;
        if (!key && find_prefix(path.front())) {
            if (last)
                return node.is_table() ? toml::Layout::group : toml::Layout::value;
            path = path.subspan(1);
            continue;
        }
        if (!key)
            return toml::Layout::value;
        if (!is_group(*key)) { // an object, or the elements of a list of columns
            const std::string_view inner = key->shape == Shape::parts ? "part" : key->kind;
            if (last || inner.empty())
                return toml::Layout::value;
            kind = &kind_of(inner);
            path = path.subspan(1);
            continue;
        }
        if (!node.is_table())
            return toml::Layout::value;
        if (last)
            return toml::Layout::group;
        if (path.size() == 2) // a named part: long bodies stand below headers of their own
            return key->name == "trigger" && node.find("body") ? toml::Layout::header
                                                               : toml::Layout::value;
        kind = key->kind.empty() ? nullptr : &kind_of(key->kind);
        path = path.subspan(2);
    }
    return toml::Layout::value;
}

// Everything that may stand in some step, as far as the layout goes.
const Kind& step_kind() {
    static const Kind kind = [] {
        Kind all{"step", on::all, Shape::none, kind_of("table").keys};
        for (const VerbInfo& verb : verbs()) {
            std::vector<Key> keys = verb.extra;
            if (!verb.kind.empty())
                keys.insert(keys.end(), kind_of(verb.kind).keys.begin(),
                            kind_of(verb.kind).keys.end());
            for (const Key& key : keys)
                if (is_group(key) && !find_key(all, key.name))
                    all.keys.push_back(key);
            if (verb.is_clause && !find_key(all, verb.name))
                all.keys.push_back({verb.name, Shape::group, on::all, verb.kind});
        }
        return all;
    }();
    return kind;
}

} // namespace

toml::Layout model_layout(std::span<const std::string> path, const Node& node) {
    if (path.size() == 1)
        return find_key(kind_of("file"), path.front()) && node.is_table() ? toml::Layout::group
                                                                          : toml::Layout::value;
    const Key* objects = find_key(kind_of("file"), path.front());
    if (!objects || objects->shape != Shape::group)
        return toml::Layout::value;
    if (path.size() == 2)
        return toml::Layout::header;
    return follow(path.subspan(2), &kind_of(objects->kind), node);
}

toml::Layout step_layout(std::span<const std::string> path, const Node& node) {
    if (path.size() == 1) {
        const bool steps = node.is_array() && !node.items().empty() && node.items()[0].is_table();
        return steps ? toml::Layout::header : toml::Layout::value;
    }
    if (is_change(node)) // unique = { from = ..., to = ... }
        return toml::Layout::value;
    return follow(path.subspan(1), &step_kind(), node);
}

} // namespace migrate::forms
