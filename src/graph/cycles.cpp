// Cycles: what is left when revisions with nothing left below them are taken away, again and again.
#include <algorithm>

#include "graph/messages.hpp"
#include "util/text.hpp"

namespace migrate {

namespace {

constexpr std::size_t most_shown = 12;

std::span<const RevisionIndex> under(const RevisionGraph& graph, RevisionIndex i, Edges edges) {
    return edges == Edges::parents ? graph.parents(i) : graph.below(i);
}

// All revisions that stand on no cycle, each after what is below it.
std::vector<RevisionIndex> oldest_first(const RevisionGraph& graph, Edges edges) {
    std::vector<std::uint32_t> waiting(graph.size());
    std::vector<RevisionIndex> order;
    order.reserve(graph.size());
    for (RevisionIndex i = 0; i < graph.size(); ++i) {
        waiting[i] = static_cast<std::uint32_t>(under(graph, i, edges).size());
        if (waiting[i] == 0) {
            order.push_back(i);
        }
    }
    for (std::size_t k = 0; k < order.size(); ++k) {
        const RevisionIndex i = order[k];
        for (const RevisionIndex up :
             edges == Edges::parents ? graph.children(i) : graph.above(i)) {
            if (--waiting[up] == 0) {
                order.push_back(up);
            }
        }
    }
    return order;
}

// One cycle among the revisions that the order lacks, from below to above. Each of them has one of
// them below it, so going down ends in a cycle.
std::vector<RevisionIndex> a_cycle(const RevisionGraph& graph, Edges edges,
                                   const std::vector<RevisionIndex>& order) {
    RevisionSet sorted(graph.size());
    for (const RevisionIndex i : order) {
        sorted.insert(i);
    }
    RevisionIndex at = 0;
    while (sorted.contains(at)) {
        ++at;
    }
    std::vector<RevisionIndex> path;
    RevisionSet seen(graph.size());
    while (seen.insert(at)) {
        path.push_back(at);
        const auto next = under(graph, at, edges);
        at = *std::find_if(next.begin(), next.end(),
                           [&](RevisionIndex i) { return !sorted.contains(i); });
    }
    path.erase(path.begin(), std::find(path.begin(), path.end(), at));
    std::reverse(path.begin(), path.end());
    std::rotate(path.begin(), std::min_element(path.begin(), path.end()), path.end());
    return path;
}

[[noreturn]] void throw_cycle(const RevisionGraph& graph, const std::vector<RevisionIndex>& cycle,
                              Edges edges) {
    std::vector<std::string> names = graph.ids(cycle);
    names.push_back(names.front());
    if (names.size() > most_shown) {
        names.erase(names.begin() + most_shown / 2, names.end() - most_shown / 2);
        names.insert(names.begin() + most_shown / 2, "...");
    }
    const bool by_parents = edges == Edges::parents;
    Error error(ErrorCode::usage,
                std::string(by_parents ? "the revisions follow each other in a circle: "
                                       : "the revisions depend on each other in a circle: ") +
                    text::join(names, " -> "));
    error.at({graph.node(cycle.front()).file, 0, 0});
    for (const RevisionIndex i : std::span(cycle).first(std::min(cycle.size(), most_shown))) {
        error.note(graph.id(i) + " in " + graph.node(i).file);
    }
    throw error.help(by_parents ? "one of these files needs another down_revision"
                                : "one of these files needs another depends_on or down_revision");
}

} // namespace

std::vector<RevisionIndex> RevisionGraph::check_cycles() const {
    for (const Edges edges : {Edges::parents, Edges::all}) {
        std::vector<RevisionIndex> order = oldest_first(*this, edges);
        if (order.size() != size()) {
            throw_cycle(*this, a_cycle(*this, edges, order), edges);
        }
        if (edges == Edges::all) {
            return order;
        }
    }
    return {};
}

} // namespace migrate
