#include "migrate/error.hpp"
#include "support/catch.hpp"
#include "support/graph_text.hpp"

using namespace migrate;
using namespace migrate::test;

namespace {

const char* const two_lines =
    "aa1 -> aa2 -> abcd1 -> abcd2, bb1 -> bb2 -> abcd3, aa1 is left, bb2 is right";

std::string named(const std::string& text, const std::vector<std::string>& rows = {}) {
    const auto graph = graph_of(two_lines);
    return words(graph, resolve_shown(graph, rows, parse_point(text)));
}

Error refusal(const std::string& text) {
    try {
        return {ErrorCode::failed, "resolved to " + named(text)};
    } catch (const Error& error) {
        return error;
    }
}

} // namespace

TEST_CASE("ids, labels and symbols name revisions", "[graph]") {
    CHECK(named("bb1") == "bb1");
    CHECK(named("right") == "bb2");
    CHECK(named("heads") == "abcd2 abcd3");
    CHECK(named("base").empty());
    CHECK(named("current", {"aa2", "bb1"}) == "aa2 bb1");
    CHECK(named("left@current", {"aa2", "bb1"}) == "aa2");
}

TEST_CASE("a branch narrows what is named to its lineage", "[graph]") {
    CHECK(named("left@head") == "abcd2");
    CHECK(named("right@heads") == "abcd3");
    CHECK(named("right@abc") == "abcd3");
    CHECK(named("right@bb1") == "bb1");
    CHECK(named("bb2@bb1") == "bb1");
    CHECK(named("left@base").empty());
    CHECK_THAT(refusal("left@bb1").what(), ContainsSubstring("not on the branch"));
    CHECK_THAT(refusal("wrong@bb1").what(), ContainsSubstring("\"wrong\""));
}

TEST_CASE("minus N shows what is N below every head", "[graph]") {
    CHECK(named("-1") == "abcd1 bb2");
    CHECK(named("right@-2") == "bb1");
    CHECK(named("-9").empty());
}

TEST_CASE("a prefix is enough when it is clear", "[graph]") {
    CHECK(named("abcd1") == "abcd1");
    CHECK(named("rig") == "bb2");
    const Error error = refusal("abc");
    CHECK_THAT(error.what(), ContainsSubstring("\"abc\" begins the names of 3 revisions"));
    REQUIRE(error.notes().size() == 3);
    CHECK(error.notes().front() == "abcd1 \"makes abcd1\" (left)");
    CHECK_THAT(refusal("aa").what(), ContainsSubstring("no revision or branch label"));
}

TEST_CASE("head with several heads lists them", "[graph]") {
    const Error error = refusal("head");
    CHECK(error.code() == ErrorCode::usage);
    CHECK(error.notes().size() == 2);
    CHECK_THAT(error.help_text(), ContainsSubstring("LABEL@head"));
}

TEST_CASE("a long list of candidates is cut", "[graph]") {
    std::vector<RevisionNode> nodes;
    nodes.reserve(200);
    for (int i = 0; i < 200; ++i) {
        nodes.push_back({"h" + std::to_string(i), {}, {}, {}, "", "f"});
    }
    try {
        resolve_revisions(RevisionGraph(nodes), parse_point("head"));
        FAIL("200 heads were taken for one");
    } catch (const Error& error) {
        CHECK(error.notes().size() == 9);
        CHECK(error.notes().back() == "and 192 more");
    }
}

TEST_CASE("an unknown name gets the nearest known", "[graph]") {
    CHECK_THAT(refusal("rihgt").what(), ContainsSubstring("did you mean \"right\""));
    CHECK_THAT(refusal("head-1xyz").what(), ContainsSubstring("head-1xyz"));
}

TEST_CASE("a label that ends like steps is a label", "[graph]") {
    const auto graph = graph_of("a -> b, a is release-2");
    CHECK(words(graph, resolve_revisions(graph, parse_point("release-2"))) == "a");
    CHECK(words(graph, resolve_revisions(graph, parse_point("release-2@head"))) == "b");
    CHECK(plan_upgrade(graph, {}, "release-2").rows_after == std::vector<std::string>{"a"});
}

TEST_CASE("the parents of a new revision are heads unless spliced", "[graph]") {
    const auto graph = graph_of("a -> b -> c, b -> d");
    CHECK(words(graph, resolve_parents(graph, {"d", "c"}, false)) == "d c");
    CHECK(words(graph, resolve_parents(graph, {"heads"}, false)) == "c d");
    CHECK(words(graph, resolve_parents(graph, {"a"}, true)) == "a");
    CHECK(resolve_parents(graph, {"base"}, false).empty());
    CHECK_THROWS_AS(resolve_parents(graph, {"b"}, false), Error);
    CHECK_THROWS_AS(resolve_parents(graph, {"c", "c"}, true), Error);
    CHECK_THROWS_AS(resolve_parents(graph, {"head"}, false), Error);
}

TEST_CASE("a dependency is stored as a full id or as a label", "[graph]") {
    const auto graph = graph_of(two_lines);
    CHECK(resolve_dependency(graph, "right") == "right");
    CHECK(resolve_dependency(graph, "abcd3") == "abcd3");
    CHECK(resolve_dependency(graph, "rig") == "bb2");
    CHECK_THROWS_AS(resolve_dependency(graph, "base"), Error);
    CHECK_THROWS_AS(resolve_dependency(graph, "heads"), Error);
    CHECK_THROWS_AS(resolve_dependency(graph, "nothing"), Error);
}
