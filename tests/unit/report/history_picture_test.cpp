#include "report/graph_pictures.hpp"
#include "report/json.hpp"
#include "report/text.hpp"

#include "support/catch.hpp"
#include "support/golden.hpp"
#include "support/listing.hpp"
#include "util/text.hpp"
#include "util/utf8.hpp"

using namespace migrate;
using report::history_picture;
using test::golden_difference;
using test::golden_folder;
using test::listing_of;

namespace {

struct Shape {
    const char* name;
    const char* graph;
    const char* rows = "";
    const char* range = ":";
};

const Shape shapes[] = {
    {"line", "a1 -> b1 -> c1 -> d1, d1 is billing", "b1"},
    {"fork", "a1 -> b1 -> c1, a1 -> b2 -> c2, b1 is left, b2 is right", "b1 c2"},
    {"merge", "a1 -> b1 -> c1, a1 -> b2, c1 & b2 -> m1 -> n1", "c1 b2"},
    {"two_bases", "a1 -> a2 -> a3, b1 -> b2, a1 is app, b1 is audit"},
    {"octopus", "a1 -> b1, a1 -> b2, a1 -> b3, b1 & b2 & b3 -> m1", "m1"},
    {"depends_on", "a1 -> a2 -> a3, b1 -> b2, b2 needs a2, c1, c1 needs a2 b1", "b1"},
    {"depends_on_and_merge", "a1 -> a2, b1 -> b2 -> b3, a2 & b2 -> m1, m1 needs x1, x1 -> x2"},
    {"eight_lanes",
     "r0 -> a1 -> a2, r0 -> b1 -> b2, r0 -> c1 -> c2, r0 -> d1 -> d2, r0 -> e1 -> e2, "
     "r0 -> f1 -> f2, r0 -> g1 -> g2, r0 -> h1 -> h2, "
     "a2 & b2 & c2 & d2 & e2 & f2 & g2 & h2 -> m1"},
    {"criss_cross", "a1 -> b1, a1 -> b2, b1 & b2 -> c1, b1 & b2 -> c2, c1 & c2 -> d1"},
    {"cut", "a1 -> b1 -> c1 -> d1, b1 -> c2 -> d2", "", "-1:"},
};

} // namespace

TEST_CASE("pictures of histories are as they were reviewed", "[report][golden]") {
    for (const Shape& shape : shapes) {
        const auto entries = listing_of(shape.graph, shape.rows, shape.range);
        const std::string text = history_picture(entries, {.utf8 = true}) + "\n" +
                                 history_picture(entries, {.utf8 = false});
        const auto file = golden_folder("pictures") / (std::string(shape.name) + ".txt");
        CHECK(golden_difference(file, text) == "");
    }
}

TEST_CASE("the other formats of a picture are as they were reviewed", "[report][golden]") {
    auto entries = listing_of("a1 -> b1 -> c1, a1 -> b2, c1 & b2 -> m1, x1 -> x2, m1 needs x1, "
                              "b2 is side, x1 is audit",
                              "b1 x2");
    entries[0].header.message = R"(a "quoted" \ <b>&amp;</b> #1)";
    const auto folder = golden_folder("pictures");
    CHECK(golden_difference(folder / "history.dot", report::graph_dot(entries)) == "");
    CHECK(golden_difference(folder / "history.mermaid", report::graph_mermaid(entries)) == "");
    CHECK(golden_difference(folder / "history.svg", report::graph_svg(entries)) == "");
    CHECK(golden_difference(folder / "history.json", report::graph_json(entries)) == "");
}

TEST_CASE("a picture of nothing is a picture", "[report]") {
    CHECK(history_picture({}, {}).empty());
    CHECK(report::graph_dot({}).ends_with("}\n"));
    CHECK(report::graph_svg({}).ends_with("</svg>\n"));
}

TEST_CASE("both alphabets draw the same lines, as wide", "[report]") {
    for (const Shape& shape : shapes) {
        const auto entries = listing_of(shape.graph, shape.rows, shape.range);
        const auto utf8 = text::split(history_picture(entries, {.utf8 = true}), '\n');
        const auto ascii = text::split(history_picture(entries, {.utf8 = false}), '\n');
        REQUIRE(utf8.size() == ascii.size());
        for (std::size_t i = 0; i < utf8.size(); ++i) {
            CHECK(utf8::display_width(utf8[i]) == utf8::display_width(ascii[i]));
            CHECK(utf8::length(ascii[i]) == ascii[i].size());
        }
    }
}

TEST_CASE("colours do not move anything", "[report]") {
    for (const Shape& shape : shapes) {
        const auto entries = listing_of(shape.graph, shape.rows, shape.range);
        std::string colored =
            history_picture(entries, {.style = report::Style(true), .utf8 = true});
        for (std::size_t at = 0; (at = colored.find("\x1b[", at)) != std::string::npos;)
            colored.erase(at, colored.find('m', at) - at + 1);
        CHECK(colored == history_picture(entries, {.utf8 = true}));
    }
}

TEST_CASE("on a narrow terminal the message is cut, ids and marks are not", "[report]") {
    auto entries = listing_of("a1 -> b1, a1 -> b2", "a1");
    for (auto& entry : entries)
        entry.header.message = "a message that goes on and on without ever coming to its point";
    const auto lines = text::split(history_picture(entries, {.utf8 = true, .width = 50}), '\n');
    for (const std::string& line : lines)
        CHECK(utf8::display_width(line) <= 50);
    CHECK(lines[0] == "○  b2 (head) (pending), a message that goes on an…");
    CHECK(lines[1] == "│ ○  b1 (head) (pending), a message that goes on …");
}

TEST_CASE("with -v the lanes go on beside the long entries", "[report]") {
    auto entries = listing_of("a1 -> b1, a1 -> b2");
    const std::string text = history_picture(entries, {.verbose = true, .utf8 = true});
    CHECK(text.starts_with("●  Rev: b2 (head)\n"
                           "│  Parent: a1\n"
                           "│  Path: b2.toml\n"
                           "│\n"
                           "│      makes b2\n"
                           "│\n"
                           "│ ●  Rev: b1 (head)\n"
                           "│ │  Parent: a1\n"));
}

TEST_CASE("ten thousand revisions are drawn in space by what is drawn", "[report]") {
    std::string graph = "r";
    for (int i = 0; i < 10000; ++i)
        graph += (i % 1000 == 0 ? ", r -> n" : " -> n") + std::to_string(i);
    const std::string text = history_picture(listing_of(graph), {.utf8 = false});
    // Ten branches, and never more than two lanes: all branches end in the same one.
    CHECK(std::ranges::count(text, '\n') == 10000 + 1 + 9);
    CHECK(text.size() < 10000 * 40);
}
