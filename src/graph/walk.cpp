// Sets reached by following edges, and their order.
#include <algorithm>

#include "migrate/graph.hpp"

namespace migrate {

std::vector<RevisionIndex> RevisionGraph::reach(std::span<const RevisionIndex> from,
                                                const Adjacency& adjacency, Edges edges,
                                                RevisionSet& seen) const {
    std::vector<RevisionIndex> found;
    for (const RevisionIndex i : from) {
        if (seen.insert(i)) {
            found.push_back(i);
        }
    }
    for (std::size_t k = 0; k < found.size(); ++k) {
        for (const RevisionIndex next :
             edges == Edges::parents ? adjacency.near(found[k]) : adjacency.all(found[k])) {
            if (seen.insert(next)) {
                found.push_back(next);
            }
        }
    }
    return found;
}

RevisionSet RevisionGraph::closure(std::span<const RevisionIndex> from, Edges edges) const {
    RevisionSet seen(size());
    reach(from, below_, edges, seen);
    return seen;
}

RevisionSet RevisionGraph::descendants(std::span<const RevisionIndex> from, Edges edges) const {
    RevisionSet seen(size());
    reach(from, above_, edges, seen);
    return seen;
}

RevisionSet RevisionGraph::lineage(std::span<const RevisionIndex> from, Edges edges) const {
    RevisionSet both = closure(from, edges);
    both |= descendants(from, edges);
    return both;
}

std::vector<RevisionIndex> RevisionGraph::maximal(const RevisionSet& applied) const {
    std::vector<RevisionIndex> result;
    for (const RevisionIndex i : applied.members()) {
        const auto up = above(i);
        if (std::none_of(up.begin(), up.end(),
                         [&](RevisionIndex u) { return applied.contains(u); })) {
            result.push_back(i);
        }
    }
    return result;
}

std::vector<RevisionIndex> RevisionGraph::normalised_dependencies(RevisionIndex i) const {
    std::vector<RevisionIndex> own(dependencies(i).begin(), dependencies(i).end());
    if (own.empty()) {
        return own;
    }
    const RevisionSet ancestors = closure(parents(i), Edges::parents);
    std::erase_if(own, [&](RevisionIndex dependency) {
        const auto users = above(dependency);
        return std::any_of(users.begin(), users.end(), [&](RevisionIndex user) {
            const auto declared = dependencies(user);
            return ancestors.contains(user) &&
                   std::find(declared.begin(), declared.end(), dependency) != declared.end();
        });
    });
    return own;
}

// A stack of revisions with nothing left above them. What a revision frees goes on top, its first
// parent last, so that the walk follows one line down to a fork before it takes up the next.
std::vector<RevisionIndex> RevisionGraph::newest_first(const RevisionSet& set) const {
    const std::vector<RevisionIndex> members = set.members();
    std::vector<std::uint32_t> waiting(size(), 0);
    std::vector<RevisionIndex>
        ready; // by id: the highest is taken first, so that running them begins with the lowest
    for (const RevisionIndex i : members) {
        const auto up = above(i);
        waiting[i] = static_cast<std::uint32_t>(
            std::count_if(up.begin(), up.end(), [&](RevisionIndex u) { return set.contains(u); }));
        if (waiting[i] == 0) {
            ready.push_back(i);
        }
    }
    std::vector<RevisionIndex> order;
    order.reserve(members.size());
    while (!ready.empty()) {
        const RevisionIndex i = ready.back();
        ready.pop_back();
        order.push_back(i);
        const auto down = below(i);
        for (auto next = down.rbegin(); next != down.rend(); ++next) {
            if (set.contains(*next) && --waiting[*next] == 0) {
                ready.push_back(*next);
            }
        }
    }
    return order;
}

} // namespace migrate
