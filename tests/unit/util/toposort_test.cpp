#include "util/toposort.hpp"

#include "support/catch.hpp"

#include <algorithm>
#include <random>

using namespace migrate;
using Indices = std::vector<std::size_t>;

TEST_CASE("what is in order stays as it is", "[toposort]") {
    const std::vector<Edge> edges{{0, 2}, {1, 3}};
    CHECK(topological_order(4, edges).order == Indices{0, 1, 2, 3});
    CHECK(topological_order(0, {}).order.empty());
}

TEST_CASE("what must come first comes first, the rest keeps its order", "[toposort]") {
    const std::vector<Edge> edges{{3, 0}};
    CHECK(topological_order(4, edges).order == Indices{1, 2, 3, 0});
}

TEST_CASE("a cycle is named, from its lowest member on", "[toposort]") {
    const std::vector<Edge> edges{{0, 1}, {4, 2}, {2, 3}, {3, 4}, {4, 5}};
    const TopologicalOrder result = topological_order(6, edges);
    CHECK(result.order == Indices{0, 1});
    CHECK(result.cycle == Indices{2, 3, 4});
    const std::vector<Edge> self{{1, 1}};
    CHECK(topological_order(2, self).cycle == Indices{1});
}

TEST_CASE("every edge of a random graph without cycles is obeyed", "[toposort][property]") {
    for (unsigned seed = 0; seed < 200; ++seed) {
        std::mt19937 random(seed);
        const std::size_t count = 2 + random() % 12;
        Indices rank(count);
        for (std::size_t i = 0; i < count; ++i)
            rank[i] = i;
        std::shuffle(rank.begin(), rank.end(), random);
        std::vector<Edge> edges;
        for (auto left = random() % 20; left > 0; --left) {
            const std::size_t a = random() % count, b = random() % count;
            if (rank[a] < rank[b])
                edges.push_back({a, b});
        }
        const Indices order = topological_order(count, edges).order;
        REQUIRE(order.size() == count);
        for (const Edge& edge : edges)
            REQUIRE(std::ranges::find(order, edge.first) < std::ranges::find(order, edge.second));
    }
}
