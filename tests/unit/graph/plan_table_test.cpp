// What runs and what the version table holds then, case by case.
#include <algorithm>

#include "migrate/error.hpp"
#include "support/catch.hpp"
#include "support/graph_text.hpp"

using namespace migrate;
using namespace migrate::test;

namespace {

struct Case {
    const char* rows;
    const char* command; // up, down, stamp
    const char* target;
    const char* ran; // in order; "!" is an error
    const char* rows_after;
};

using Outcome = std::pair<std::string, std::string>; // what ran, the rows after it

Outcome stamped(const RevisionGraph& graph, const std::vector<std::string>& rows, const Case& c) {
    const StampPlan plan = plan_stamp(graph, rows, split_words(c.target));
    CHECK(apply_change(rows, plan.change) == plan.rows_after);
    return {"", words(plan.rows_after)};
}

Outcome moved(const RevisionGraph& graph, const std::vector<std::string>& rows, const Case& c) {
    const Plan plan = c.command == std::string("up") ? plan_upgrade(graph, rows, c.target)
                                                     : plan_downgrade(graph, rows, c.target);
    std::vector<RevisionIndex> ran;
    std::vector<std::string> now = plan.rows_before;
    for (const PlanStep& step : plan.steps) {
        ran.push_back(step.revision);
        now = apply_change(now, step.change);
    }
    CHECK(now == plan.rows_after);
    return {words(graph, ran), words(now)};
}

Outcome outcome_of(const RevisionGraph& graph, const Case& c) {
    const auto rows = split_words(c.rows);
    try {
        return c.command == std::string("stamp") ? stamped(graph, rows, c) : moved(graph, rows, c);
    } catch (const Error& error) {
        CHECK_FALSE(error.help_text().empty());
        return {"!", c.rows};
    }
}

// Whatever the order of the files is.
void check_all(const char* graph_text, const std::vector<Case>& cases) {
    auto nodes = nodes_of(graph_text);
    for (int order = 0; order < 2; ++order) {
        const RevisionGraph graph(nodes);
        for (const Case& c : cases) {
            CAPTURE(c.rows, c.command, c.target);
            const Outcome outcome = outcome_of(graph, c);
            CHECK(outcome.first == c.ran);
            CHECK(outcome.second == c.rows_after);
        }
        std::reverse(nodes.begin(), nodes.end());
    }
}

} // namespace

// clang-format off

TEST_CASE("plans on one line", "[graph][plan]") {
    check_all("r1 -> r2 -> r3", {
        {"",   "up",   "head",    "r1 r2 r3", "r3"},
        {"",   "up",   "+2",      "r1 r2",    "r2"},
        {"r1", "up",   "head+0",  "r2 r3",    "r3"},
        {"r1", "up",   "r1+1",    "r2",       "r2"},
        {"r3", "up",   "r1",      "",         "r3"},
        {"r3", "up",   "base",    "",         "r3"},
        {"r1", "up",   "+0",      "!",        "r1"},
        {"r1", "up",   "+3",      "!",        "r1"},
        {"r1", "up",   "-1",      "!",        "r1"},
        {"r1", "up",   "r2-2",    "!",        "r1"},
        {"r1", "up",   "r2+9",    "!",        "r1"},
        {"r1", "up",   "current", "!",        "r1"},
        {"r1", "up",   "r1:r2",   "!",        "r1"},
        {"r3", "down", "-1",      "r3",       "r2"},
        {"r3", "down", "-3",      "r3 r2 r1", ""},
        {"r3", "down", "-4",      "!",        "r3"},
        {"r3", "down", "-0",      "!",        "r3"},
        {"r3", "down", "+1",      "!",        "r3"},
        {"r3", "down", "r2-2",    "r3 r2 r1", ""},
        {"r3", "down", "r2-3",    "!",        "r3"},
        {"r3", "down", "base-1",  "",         "r3"},
        {"r3", "down", "base+1",  "r3 r2",    "r1"},
        {"r3", "down", "r3",      "",         "r3"},
        {"r1", "down", "r3",      "!",        "r1"},
        {"",   "down", "base",    "",         ""},
    });
}

TEST_CASE("plans on two branches with a dependency between them", "[graph][plan]") {
    check_all("a -> b -> c1 -> d1, b -> c2 -> d2, d2 needs c1, c1 is one, c2 is two", {
        {"",      "up",   "d2",       "a b c1 c2 d2",    "d2"},
        {"",      "up",   "heads",    "a b c1 d1 c2 d2", "d1 d2"},
        {"",      "up",   "head",     "!",               ""},
        {"",      "up",   "one@head", "a b c1 d1",       "d1"},
        {"b",     "up",   "two@+1",   "c2",              "c2"},
        {"c1",    "up",   "two@+1",   "c2",              "c1 c2"},
        {"c1 c2", "up",   "+1",       "!",               "c1 c2"},
        {"b",     "up",   "+1",       "!",               "b"},
        {"d1 d2", "down", "two@b",    "d2 c2",           "d1"},
        {"d1 d2", "down", "one@b",    "d2 d1 c1",        "c2"},
        {"d1 d2", "down", "-1",       "!",               "d1 d2"},
        {"d1 d2", "down", "two@-1",   "d2",              "c2 d1"},
        {"d2",    "down", "one@-1",   "d2 c1",           "c2"},
    });
}

TEST_CASE("plans through merges", "[graph][plan]") {
    check_all("a -> b1 -> c1, a -> b2 -> c2, b1 & b2 -> m -> n", {
        {"b1",      "up",   "m",  "b2 m",             "m"},
        {"c1 b2",   "up",   "m",  "m",                "c1 m"},
        {"m",       "down", "b1", "m",                "b1 b2"},
        {"c1 m",    "down", "b2", "m",                "b2 c1"},
        {"m",       "down", "-1", "!",                "m"},
        {"n",       "down", "-1", "n",                "m"},
        {"n c1 c2", "down", "a",  "n m c2 b2 c1 b1",  "a"},
    });
}

TEST_CASE("plans with a dependency on another root", "[graph][plan]") {
    check_all("x1 -> x2, y1 -> y2, y2 needs x1, x1 is x, y1 is y", {
        {"",      "up",    "y2",     "x1 y1 y2", "y2"},
        {"x1 y1", "up",    "y2",     "y2",       "y2"},
        {"y2",    "down",  "y1",     "y2",       "x1 y1"},
        {"x2 y2", "down",  "x@-1",   "x2",       "y2"},
        {"y2",    "down",  "x@-1",   "y2 x1",    "y1"},
        {"x1 y2", "down",  "x@-1",   "y2 x1",    "y1"},
        {"x2 y2", "down",  "y@base", "y2 y1",    "x2"},
        {"y2",    "down",  "x1",     "",         "y2"},
        {"y2",    "stamp", "x1",     "",         "x1"},
        {"x1 y1", "stamp", "y2",     "",         "y2"},
    });
}

TEST_CASE("plans on a labelled line that forks", "[graph][plan]") {
    check_all("a -> b -> c, b -> d -> e, a is top, d is side", {
        {"",    "up",   "top@head",  "!",         ""},
        {"",    "up",   "side@head", "a b d e",   "e"},
        {"c e", "down", "side@b",    "e d",       "c"},
        {"c e", "down", "side@base", "e d c b a", ""},
        {"c e", "down", "top@b",     "!",         "c e"},
        {"c e", "down", "b",         "e d c",     "b"},
    });
}

TEST_CASE("plans on separate roots", "[graph][plan]") {
    check_all("p1 -> p2, q1 -> q2, p1 is p, q1 is q", {
        {"q2",    "up",    "p@+1",     "p1",    "p1 q2"},
        {"",      "up",    "p@base+2", "p1 p2", "p2"},
        {"",      "up",    "+1",       "!",     ""},
        {"p2 q2", "down",  "q@-2",     "q2 q1", "p2"},
        {"p2 q2", "down",  "q2@-1",    "q2",    "p2 q1"},
        {"p2 q2", "down",  "q@base",   "q2 q1", "p2"},
        {"p2",    "down",  "q@-1",     "!",     "p2"},
        {"p2 q2", "stamp", "q@base",   "",      "p2"},
        {"p2 q2", "stamp", "base",     "",      ""},
        {"",      "stamp", "heads",    "",      "p2 q2"},
        {"p1",    "stamp", "p2 q1",    "",      "p2 q1"},
        {"p2",    "stamp", "p1",       "",      "p1"},
    });
}

TEST_CASE("plans from rows that cannot be right", "[graph][plan]") {
    check_all("r1 -> r2 -> r3", {
        {"r1 r3", "up",    "head",    "!",        "r1 r3"},
        {"r1 r3", "down",  "base",    "r3 r2 r1", ""},
        {"r3 r3", "down",  "-1",      "!",        "r3 r3"},
        {"gone",  "up",    "head",    "!",        "gone"},
        {"gone",  "down",  "base",    "!",        "gone"},
        {"gone",  "stamp", "head",    "!",        "gone"},
        {"r3",    "stamp", "r1 r2",   "!",        "r3"},
        {"r3",    "stamp", "r3-1",    "!",        "r3"},
        {"r3",    "stamp", "current", "!",        "r3"},
    });
}

TEST_CASE("a stamp can take a merge apart", "[graph][plan]") {
    check_all("a -> b, a -> c, b & c -> m", {
        {"m",   "stamp", "b c", "", "b c"},
        {"b c", "stamp", "m",   "", "m"},
    });
}

// clang-format on

TEST_CASE("stamp --purge forgets rows that no file has", "[graph][plan]") {
    const StampPlan plan = plan_stamp(graph_of("r1 -> r2"), {"gone", "r1"}, {"r2"}, true);
    CHECK(words(plan.rows_after) == "r2");
    CHECK(words(apply_change({"gone", "r1"}, plan.change)) == "r2");
}

TEST_CASE("a row that no file has is named, with the way out", "[graph][plan]") {
    try {
        plan_upgrade(graph_of("r1"), {"f00"}, "head");
        FAIL("an unknown row was taken");
    } catch (const Error& error) {
        CHECK(error.code() == ErrorCode::failed);
        CHECK(error.what() == std::string("the database is at f00, which no revision file has"));
        CHECK_THAT(error.help_text(), ContainsSubstring("stamp --purge"));
    }
}

TEST_CASE("head of no revision at all is nothing to do", "[graph][plan]") {
    CHECK(plan_upgrade(graph_of(""), {}, "head").steps.empty());
    CHECK_THROWS_AS(plan_upgrade(graph_of(""), {}, "+1"), Error);
}
