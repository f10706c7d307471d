#include "toml/headers.hpp"

#include "toml/reader.hpp"

#include "support/catch.hpp"

#include <string>

using namespace migrate;
using namespace migrate::toml;

namespace {

std::vector<std::string> parts_of(const std::string& text) {
    const auto parts = cut_at_headers(text, 1);
    return {parts.begin(), parts.end()};
}

using Texts = std::vector<std::string>;

// Positions too: comparing nodes ignores them.
std::string places(const Node& node) {
    std::string text = std::to_string(node.pos.line) + ":" + std::to_string(node.pos.column) + " ";
    if (node.is_array())
        for (const Node& item : node.items())
            text += places(item);
    if (node.is_table())
        for (const Node::Member& member : node.members())
            text +=
                member.key + "@" + std::to_string(member.key_pos.line) + " " + places(member.value);
    return text;
}

std::string refusal(const std::string& text, std::size_t part_size) {
    try {
        read_document(text, "f", part_size);
        return "read";
    } catch (const Error& error) {
        return std::to_string(error.pos().line) + ":" + std::to_string(error.pos().column) + " " +
               error.what();
    }
}

} // namespace

TEST_CASE("a document is cut where a table of two names begins", "[toml]") {
    CHECK(parts_of("a = 1\n[t.x]\nb = 2\n[t.x.y]\nc = 3\n[u]\nd = 4\n[u.z]\n") ==
          Texts{"a = 1\n", "[t.x]\nb = 2\n[t.x.y]\nc = 3\n[u]\nd = 4\n", "[u.z]\n"});
    CHECK(cut_at_headers("[a.b]\n[c.d]\n", 100).size() == 1);
}

TEST_CASE("what looks like a header in a text, a list or a comment is none", "[toml]") {
    for (const char* text :
         {"a = \"\"\"\n[t.x]\n\"\"\"\n", "a = '''\n[t.x]\n'''\n", "a = [\n[1],\n[2.3]\n]\n",
          "# \"\"\"\n#[t.x]\n", "a = \"\"\"\\\"\"\"\n[t.x]\n\"\"\"\n",
          "a = \"\"\"x\"\"\"\"\"\nb = '''\n[t.x]'''\n"}) {
        INFO(text);
        CHECK(parts_of(text).size() == 1);
    }
    CHECK(parts_of("a = '\"\"\"'\n[t.x]\n").size() == 2);
    CHECK(parts_of("a = \"\\\\\" # '\n[t.x]\n").size() == 2);
}

TEST_CASE("a header that stands twice, or may, keeps the document whole", "[toml]") {
    CHECK(parts_of("[t.x]\n[u.y]\n[ t . \"x\" ]\n").size() == 1);
    CHECK(parts_of("[t.x]\n[u.\"\\u0079\"]\n[v.z]\n").size() == 1);
}

TEST_CASE("parts say what the whole says, places and errors too", "[toml]") {
    for (const std::string text :
         {"a = 1\nb.c = 2\n\n[t.x]\nk.l = 1\nk.m = [1,\n2]\n\n[e.f]\n\n[t.y]\nk.l = "
          "'ü'\n[[w]]\nq=1\n",
          "[t.x]\na=1\n[t.x.sub]\nb=2\n[t.y]\n[t.x.more]\nc=3\n[z.z]\n",
          "[[w]]\na=1\n[t.x]\n[[w]]\n", "[t.x]\na.b = 1\n[t]\ny = 1\n[t.z]\n",
          "t = {x = 1}\n[t.y]\n", "[t.x]\n[t.y]\na = \n[t.z]\n",
          "[t.x]\n[u.y]\n[t]\nx = 1\n[v.v]\n", "[t.x]\r\na=1\r\n[t.y]\r\nb=2\r\n",
          "t = 1\n[t.x]\n[u.y]\n", "[t.x]\n[[t.y]]\n[u.z]\n[[t.y]]\n[u.q]\n"}) {
        INFO(text);
        const std::string whole = refusal(text, text.size());
        CHECK(refusal(text, 1) == whole);
        if (whole != "read")
            continue;
        const Document expected = read_document(text, "f", text.size());
        const Document parts = read_document(text, "f", 1);
        CHECK(parts.root == expected.root);
        CHECK(places(parts.root) == places(expected.root));
    }
}

TEST_CASE("what toml++ asserts is an error of the document", "[toml]") {
    const std::string message = "not valid TOML: this line cannot be read";
    CHECK(refusal("a = 1\n  [# x]\nb = 2\n", 100) == "2:1 " + message);
    CHECK(refusal("[[ = ]]", 100) == "1:1 " + message);
    CHECK(refusal("a = 1\n\nb = 2026-11-22Tm05:12:00Z\nc = 3\n", 100) == "3:1 " + message);
    CHECK(refusal("a = '''\n[# x]\n'''\n", 100) == "read");
    CHECK(refusal("[]", 100).starts_with("1:2 not valid TOML"));
}

TEST_CASE("a character outside of quotes is refused where it stands", "[toml]") {
    const std::string message = "not valid TOML: this character stands outside of quotes";
    CHECK(refusal("a = 1\n[t]\nb = “text”\n", 100) == "3:5 " + message);
    CHECK(refusal("[aғb]", 100) == "1:3 " + message);
    CHECK(refusal("größe = 1", 100) == "1:3 " + message);
    CHECK(refusal("'größe' = \"ü\" # “so”\n[t.\"ä\"]\n", 100) == "read");
}
