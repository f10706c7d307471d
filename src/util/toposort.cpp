#include "util/toposort.hpp"

#include <algorithm>
#include <functional>
#include <queue>

namespace migrate {
namespace {

// Among what is left, everything waits for something else that is left: walking from one to a
// predecessor must come back to where it was.
std::vector<std::size_t> find_cycle(std::size_t count, std::span<const Edge> edges,
                                    const std::vector<std::size_t>& waiting) {
    std::vector<std::size_t> predecessor(count, count);
    for (auto edge = edges.rbegin(); edge != edges.rend(); ++edge)
        if (waiting[edge->first] > 0 && waiting[edge->second] > 0)
            predecessor[edge->second] = edge->first;
    std::size_t at = 0;
    while (waiting[at] == 0)
        ++at;
    for (std::size_t step = 0; step < count; ++step) // long enough to be inside the cycle
        at = predecessor[at];
    std::vector<std::size_t> cycle{at};
    for (std::size_t next = predecessor[at]; next != at; next = predecessor[next])
        cycle.push_back(next);
    std::ranges::reverse(cycle);
    std::ranges::rotate(cycle, std::ranges::min_element(cycle));
    return cycle;
}

} // namespace

TopologicalOrder topological_order(std::size_t count, std::span<const Edge> edges) {
    std::vector<std::vector<std::size_t>> after(count);
    std::vector<std::size_t> waiting(count);
    for (const auto& [first, second] : edges) {
        after[first].push_back(second);
        ++waiting[second];
    }
    std::priority_queue<std::size_t, std::vector<std::size_t>, std::greater<>> ready;
    for (std::size_t i = 0; i < count; ++i)
        if (waiting[i] == 0)
            ready.push(i);
    TopologicalOrder result;
    while (!ready.empty()) {
        const std::size_t next = ready.top();
        ready.pop();
        result.order.push_back(next);
        for (const std::size_t follower : after[next])
            if (--waiting[follower] == 0)
                ready.push(follower);
    }
    if (result.order.size() < count)
        result.cycle = find_cycle(count, edges, waiting);
    return result;
}

} // namespace migrate
