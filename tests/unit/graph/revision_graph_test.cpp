#include "migrate/error.hpp"
#include "support/catch.hpp"
#include "support/graph_text.hpp"

using namespace migrate;
using namespace migrate::test;

namespace {

// The error of building a graph, with its notes.
std::string load_error(const std::vector<RevisionNode>& nodes) {
    try {
        const RevisionGraph graph(nodes);
    } catch (const Error& error) {
        CHECK(error.code() == ErrorCode::usage);
        CHECK_FALSE(error.pos().file.empty());
        return std::string(error.what()) + "\n" + words(error.notes());
    }
    return "no error";
}

RevisionIndex at(const RevisionGraph& graph, const std::string& id) {
    const auto found = graph.find(id);
    REQUIRE(found.has_value());
    return found.value_or(0);
}

bool holds(const std::string& text, const std::string& part) {
    INFO(text);
    return text.find(part) != std::string::npos;
}

} // namespace

TEST_CASE("heads, real heads and bases", "[graph]") {
    const auto graph = graph_of("x1 -> x2, y1 -> y2, y2 needs x2, lone needs x1");
    CHECK(words(graph, graph.heads()) == "lone x2 y2");
    CHECK(words(graph, graph.real_heads()) == "lone y2");
    CHECK(words(graph, graph.bases()) == "lone x1 y1");
    CHECK(graph.is_head(at(graph, "x2")));
    CHECK_FALSE(graph.is_real_head(at(graph, "x2")));
}

TEST_CASE("branch and merge points count parents, not dependencies", "[graph]") {
    const auto graph = graph_of("a -> b -> c, b -> d, c & d -> e, x needs a");
    CHECK(graph.is_branch_point(at(graph, "b")));
    CHECK_FALSE(graph.is_branch_point(at(graph, "a")));
    CHECK(graph.is_merge_point(at(graph, "e")));
    CHECK(graph.dependents(at(graph, "a")).size() == 1);
}

TEST_CASE("an empty graph has no heads", "[graph]") {
    const RevisionGraph graph(std::vector<RevisionNode>{});
    CHECK(graph.empty());
    CHECK(graph.heads().empty());
    CHECK(graph.newest_first(graph.closure(graph.heads())).empty());
}

TEST_CASE("a dependency that an ancestor declares already is not repeated", "[graph]") {
    const auto graph =
        graph_of("a, b1 -> b2 -> b3 -> b4, b2 needs a, b4 needs a, c1 -> c2, c2 needs c1 a");
    CHECK(graph.normalised_dependencies(at(graph, "b2")).size() == 1);
    CHECK(graph.normalised_dependencies(at(graph, "b4")).empty());
    CHECK(words(graph, graph.normalised_dependencies(at(graph, "c2"))) == "a");
}

TEST_CASE("a dependency may be a label", "[graph]") {
    const auto graph = graph_of("a -> b, a is lib, x needs lib");
    CHECK(graph.dependencies(at(graph, "x")).front() == at(graph, "a"));
}

TEST_CASE("labels reach all descendants, and ancestors up to a fork", "[graph]") {
    const auto graph = graph_of("a -> b -> c -> d -> e, b -> x, d is side, a is top");
    CHECK(words(graph.labels_of(at(graph, "e"))) == "side top");
    CHECK(words(graph.labels_of(at(graph, "c"))) == "side top");
    CHECK(words(graph.labels_of(at(graph, "b"))) == "top");
    CHECK(words(graph.labels_of(at(graph, "x"))) == "top");
}

TEST_CASE("a merge carries the labels of both sides", "[graph]") {
    const auto graph = graph_of("a -> m, b & a -> n, a is left, b is right");
    CHECK(words(graph.labels_of(at(graph, "n"))) == "left right");
    CHECK(words(graph.labels_of(at(graph, "m"))) == "left");
    CHECK(words(graph.labels_of(at(graph, "b"))) == "right");
}

TEST_CASE("the newest-first order ends one line before it takes up the next", "[graph]") {
    const auto graph = graph_of("r -> b1 -> b2 -> m, r -> c1 -> c2, b2 & c2 -> n");
    CHECK(words(graph, graph.newest_first(graph.closure(graph.heads()))) == "n c2 c1 m b2 b1 r");
}

TEST_CASE("one id in two files is refused, naming both", "[graph]") {
    auto nodes = nodes_of("a -> b");
    nodes.push_back({"b", {"a"}, {}, {}, "again", "other.toml"});
    const std::string text = load_error(nodes);
    CHECK(holds(text, "\"b\""));
    CHECK(holds(text, "b.toml"));
    CHECK(holds(text, "other.toml"));
}

TEST_CASE("loops of one revision are refused", "[graph]") {
    CHECK(holds(load_error(nodes_of("a -> b -> b")), "b is its own parent"));
    CHECK(holds(load_error(nodes_of("a -> b, b needs b")), "b depends on itself"));
}

TEST_CASE("a cycle is named in order, with the files", "[graph]") {
    const std::string text = load_error(nodes_of("base1 & b -> c -> a -> b, b -> tip"));
    CHECK(holds(text, "follow each other in a circle: a -> b -> c -> a"));
    CHECK(holds(text, "c in c.toml"));
    CHECK(holds(load_error(nodes_of("a -> b -> c, a needs c")),
                "depend on each other in a circle: a -> b -> c -> a"));
}

TEST_CASE("missing parents and dependencies get the nearest name", "[graph]") {
    const std::string parent =
        load_error({{"abcdef", {}, {}, {}, "", "1"}, {"b", {"abcdfe"}, {}, {}, "", "2"}});
    CHECK(holds(parent, "no file has (did you mean \"abcdef\"?)"));
    const std::string dependency =
        load_error({{"a", {}, {}, {"trunk"}, "", "1"}, {"b", {}, {"trunc"}, {}, "", "2"}});
    CHECK(holds(dependency, "depends on \"trunc\""));
    CHECK(holds(dependency, "did you mean \"trunk\""));
}

TEST_CASE("a label is unique, and no id", "[graph]") {
    CHECK(holds(load_error(nodes_of("a, b, a is twin, b is twin")),
                "declared twice: by revision a in a.toml and by b in b.toml"));
    CHECK(holds(load_error(nodes_of("a, b, a is b")), "is also the id of a revision"));
}

TEST_CASE("ids and labels that targets could not name are refused", "[graph]") {
    for (const char* id :
         {"a@1", "a-1", "a+1", "a:1", "", "a b", "head", "heads", "base", "current"}) {
        CAPTURE(id);
        CHECK(load_error({{id, {}, {}, {}, "", "f"}}) != "no error");
    }
    CHECK(load_error({{std::string(33, 'x'), {}, {}, {}, "", "f"}}) != "no error");
    CHECK(load_error({{std::string(32, 'x'), {}, {}, {}, "", "f"}}) == "no error");
    CHECK(load_error({{"v1.2_x", {}, {}, {"my-label"}, "", "f"}}) == "no error");
    for (const char* label : {"my:label", "a@b", "", "-x", "head"}) {
        CAPTURE(label);
        CHECK(load_error({{"a", {}, {}, {label}, "", "f"}}) != "no error");
    }
}

TEST_CASE("a line of a hundred thousand revisions needs no recursion", "[graph]") {
    std::vector<RevisionNode> nodes;
    for (int i = 100000; i > 0; --i) {
        nodes.push_back({"r" + std::to_string(i), {}, {}, {}, "", "f"});
        if (i > 1) {
            nodes.back().parents = {"r" + std::to_string(i - 1)};
        }
    }
    const RevisionGraph graph(nodes);
    CHECK(words(graph, graph.heads()) == "r100000");
    CHECK(graph.newest_first(graph.closure(graph.heads())).back() == at(graph, "r1"));
}
