// What must come before what.
#pragma once

#include <cstddef>
#include <span>
#include <utility>
#include <vector>

namespace migrate {

struct TopologicalOrder {
    std::vector<std::size_t> order; // without those that a cycle holds back
    std::vector<std::size_t>
        cycle; // one cycle, each before the next and the last before the first; empty if none
};

using Edge = std::pair<std::size_t, std::size_t>; // first comes before second

// An order of the indices 0 to count - 1 that obeys the edges; of those that may come next, the
// lowest comes first, so what is in order already stays as it is. An edge from an index to itself
// is a cycle.
TopologicalOrder topological_order(std::size_t count, std::span<const Edge> edges);

} // namespace migrate
