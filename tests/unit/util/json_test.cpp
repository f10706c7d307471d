#include "util/json.hpp"

#include "migrate/error.hpp"

#include "support/catch.hpp"

using namespace migrate;

namespace {

std::string place(const std::string& text) {
    try {
        read_json(text, "x.json");
    } catch (const Error& error) {
        return std::to_string(error.pos().line) + ":" + std::to_string(error.pos().column) + " " +
               error.what();
    }
    return "read";
}

} // namespace

TEST_CASE("JSON is read in order, with the text of its numbers and with positions", "[json]") {
    const Document read = read_json(
        "{\n  \"z\": [12.30, -7, true],\n  \"a\\\"\": {\"b\": null, \"c\": \"\\u00e9x\"}\n}");
    const Node& root = read.root;
    REQUIRE(root.members().size() == 2);
    CHECK(root.members()[0].key == "z");
    CHECK(root.members()[0].key_pos == NodePos{2, 3});
    const Node& list = root.members()[0].value;
    CHECK(list.pos == NodePos{2, 8});
    CHECK(list.items()[0] == Node::real("12.30"));
    CHECK(list.items()[0].pos == NodePos{2, 9});
    CHECK(list.items()[1] == Node::integer("-7"));
    CHECK(list.items()[1].pos == NodePos{2, 16});
    CHECK(list.items()[2].pos == NodePos{2, 20});
    CHECK(root.members()[1].key == "a\"");
    CHECK(root.members()[1].key_pos == NodePos{3, 3});
    CHECK(root.members()[1].value.find("c")->text() == "\xC3\xA9x");
    CHECK(root.members()[1].value.find("c")->pos == NodePos{3, 27});
    CHECK(root.members()[1].value.find("b")->is_null());
}

TEST_CASE("a number alone keeps its text", "[json]") {
    CHECK(read_json("1.500").root == Node::real("1.500"));
    CHECK(read_json(" 12 ").root == Node::integer("12"));
}

TEST_CASE("what is no JSON is refused where it stands", "[json]") {
    CHECK_THAT(place("{\"a\": 1,\n \"b\" 2}"), test::ContainsSubstring("2:6 not valid JSON"));
    CHECK_THAT(place("{\"a\": 1, \"a\": 2}"),
               test::ContainsSubstring("1:10 the key \"a\" comes twice"));
    CHECK_THAT(place(""), test::ContainsSubstring("1:1 not valid JSON"));
    CHECK_THAT(place(std::string(300, '[')), test::ContainsSubstring("deeper"));
}

TEST_CASE("JSON is written on one line or pretty", "[json]") {
    Node node = Node::table();
    node["a"] = Node::array({Node::integer("1"), Node::real("inf"), Node()});
    node["b\n"] = Node::string("q\"\\\x01\xFF\xC3\xA9");
    node["e"] = Node::table();
    CHECK(to_json(node, JsonStyle::one_line) ==
          "{\"a\":[1,\"inf\",null],\"b\\n\":\"q\\\"\\\\\\u0001\xEF\xBF\xBD\xC3\xA9\",\"e\":{}}");
    Node small = Node::table();
    small["a"] = Node::array({Node::boolean(true)});
    CHECK(to_json(small) == "{\n  \"a\": [\n    true\n  ]\n}");
}

TEST_CASE("what was written as JSON reads back", "[json]") {
    Node node = Node::table();
    node["list"] = Node::array(
        {Node::integer("1"), Node::real("2.50"), Node::string("x\ty"), Node(), Node::array()});
    node["t"]["u"] = Node::boolean(false);
    CHECK(read_json(to_json(node)).root == node);
    CHECK(read_json(to_json(node, JsonStyle::one_line)).root == node);
}
