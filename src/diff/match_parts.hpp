// Pairs the constraints of two sides.
#pragma once

#include "diff/context.hpp"

#include <utility>
#include <vector>

namespace migrate::diff {

template <class T>
struct Matches {
    std::vector<std::pair<const T*, const T*>> same_name; // definitions may differ
    std::vector<const T*> removed, added;
};

// `same` says whether two parts have the same definition.
template <class T, class Same>
Matches<T> match_parts(const Context& context, const std::vector<T>& from, const std::vector<T>& to,
                       Same same) {
    const bool names = context.caps().constraint_names;
    Matches<T> matches;
    std::vector<bool> used(from.size());
    std::vector<const T*> open;
    const auto take = [&](const auto& wanted) -> const T* {
        for (std::size_t i = 0; i < from.size(); ++i)
            if (!used[i] && wanted(from[i])) {
                used[i] = true;
                return &from[i];
            }
        return nullptr;
    };
    for (const T& part : to) {
        const T* old =
            names && !part.name.empty()
                ? take([&](const T& candidate) { return context.same(candidate.name, part.name); })
                : nullptr;
        if (old)
            matches.same_name.emplace_back(old, &part);
        else
            open.push_back(&part);
    }
    const auto take_same = [&](const T& part, bool nameless) {
        return take([&](const T& candidate) {
            return candidate.name.empty() == nameless && same(candidate, part);
        });
    };
    for (const T* part : open) {
        const bool any_name = !names || (part->name.empty() && context.way == Way::up);
        if ((part->name.empty() || !names) && take_same(*part, true))
            continue;
        if (any_name && take_same(*part, false))
            continue;
        matches.added.push_back(part);
    }
    for (std::size_t i = 0; i < from.size(); ++i)
        if (!used[i])
            matches.removed.push_back(&from[i]);
    return matches;
}

} // namespace migrate::diff
