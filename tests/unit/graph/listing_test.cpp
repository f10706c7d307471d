#include "migrate/error.hpp"
#include "support/catch.hpp"
#include "support/graph_text.hpp"

using namespace migrate;
using namespace migrate::test;

namespace {

std::string listed(const RevisionGraph& graph, const std::string& range,
                   const std::vector<std::string>& rows = {}) {
    return words(graph, history_range(graph, rows, parse_range(range)));
}

} // namespace

TEST_CASE("history lists a range newest first, both ends included", "[graph]") {
    const auto graph = graph_of("r1 -> r2 -> r3");
    CHECK(listed(graph, ":") == "r3 r2 r1");
    CHECK(listed(graph, "r1:r2") == "r2 r1");
    CHECK(listed(graph, ":r2") == "r2 r1");
    CHECK(listed(graph, "r2:") == "r3 r2");
    CHECK(listed(graph, "r1:+1") == "r2 r1");
    CHECK(listed(graph, "r2:+9") == "r3 r2");
    CHECK(listed(graph, "-1:") == "r3 r2");
    CHECK(listed(graph, "-9:r2") == "r2 r1");
    CHECK(listed(graph, "current:", {"r2"}) == "r3 r2");
    CHECK(listed(graph, ":current", {"r2"}) == "r2 r1");
    CHECK(listed(graph, "-1:current", {"r2"}) == "r2");
    CHECK(listed(graph, "current:+1", {"r1"}) == "r2 r1");
    CHECK_THROWS_AS(listed(graph, "r3:r1"), Error);
    CHECK_THROWS_AS(listed(graph, "head-1:"), Error);
    CHECK_THROWS_AS(listed(graph, "-1:r1"), Error);
}

TEST_CASE("history of a branch keeps to it", "[graph]") {
    const auto graph = graph_of("a -> b -> c1 -> d1, b -> c2 -> d2, x1 -> x2, x2 needs c1, "
                                "c2 is two, x1 is x");
    CHECK(listed(graph, "c1:d1") == "d1 c1");
    CHECK(listed(graph, "two@base:") == "d2 c2 b a");
    CHECK(listed(graph, "x@base:") == "x2 x1 c1 b a");
    CHECK(listed(graph, ":two@head-1") == "c2 b a");
    CHECK(listed(graph, "two@-1:") == "d2 c2");
    CHECK(listed(graph, "c1:") == "d1 c1");
    CHECK_THROWS_AS(listed(graph, "c1:d2"), Error);
}

TEST_CASE("the last steps go down both sides of a merge", "[graph]") {
    CHECK(listed(graph_of("a -> b, a -> c, b & c -> m"), "-1:") == "m b c");
}

TEST_CASE("current lists the rows, and tips that a dependency implies", "[graph]") {
    const auto graph = graph_of("x1, y1 -> y2, y2 needs x1, z1 -> z2");
    const auto tips = current_tips(graph, {"z1", "y2"});
    REQUIRE(tips.size() == 3);
    CHECK(graph.id(tips[0].revision) == "z1");
    CHECK(graph.id(tips[1].revision) == "y2");
    CHECK_FALSE(tips[1].implied);
    CHECK(graph.id(tips[2].revision) == "x1");
    CHECK(tips[2].implied);
}

TEST_CASE("a database is at its heads when everything is applied, whatever its rows", "[graph]") {
    const auto graph = graph_of("x1, y1 -> y2, y2 needs x1");
    CHECK(is_at_heads(graph, {"y2"}));
    CHECK_FALSE(is_at_heads(graph, {"x1", "y1"}));
    CHECK(is_at_heads(graph_of(""), {}));
}
