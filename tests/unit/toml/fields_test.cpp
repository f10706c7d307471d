#include "toml/reader.hpp"

#include "support/catch.hpp"

using namespace migrate;
using toml::Fields;

namespace {

std::string message(auto&& action) {
    try {
        action();
    } catch (const Error& error) {
        return std::to_string(error.pos().line) + ":" + std::to_string(error.pos().column) + " " +
               error.what();
    }
    return "no error";
}

} // namespace

TEST_CASE("fields are read by name and type", "[toml]") {
    const Document read =
        toml::read_document("s = 'x'\nb = true\ni = -7\nl = ['a', 'b']\nt = {}\n");
    Fields fields(read, read.root, "the file");
    CHECK(fields.required_string("s") == "x");
    CHECK(fields.boolean("b") == true);
    CHECK(fields.integer("i") == -7);
    CHECK(fields.strings("l") == std::vector<std::string>{"a", "b"});
    CHECK(fields.string_or_strings("s") == std::vector<std::string>{"x"});
    CHECK(fields.table("t") != nullptr);
    CHECK(fields.string("absent") == std::nullopt);
    fields.finish();
}

TEST_CASE("a value of another type is an error at the value", "[toml]") {
    const Document read = toml::read_document("s = 1\nl = ['a', 2]\nbig = 1\n");
    Fields fields(read, read.root, "[migrate]");
    CHECK(message([&] { fields.string("s"); }) ==
          "1:5 [migrate]: \"s\" should be a text in quotes, not an integer");
    CHECK(message([&] { fields.strings("l"); }) ==
          "2:11 [migrate]: \"l\" should be a list of texts, not an integer");
    CHECK(message([&] { fields.boolean("s"); }) ==
          "1:5 [migrate]: \"s\" should be true or false, not an integer");
    CHECK(message([&] { fields.required_string("none"); }) ==
          "1:1 [migrate] needs the key \"none\": a text in quotes");
}

TEST_CASE("a key that nobody asked for is an error with the nearest key", "[toml]") {
    const Document read = toml::read_document("url = 'x'\nmodles = []\n");
    Fields fields(read, read.root, "[migrate]");
    fields.string("url");
    fields.strings("models");
    CHECK(message([&] { fields.finish(); }) ==
          "2:1 [migrate]: unknown key \"modles\" (did you mean \"models\"?)");
    fields.allow("modles");
    CHECK(message([&] { fields.finish(); }) == "no error");
}

TEST_CASE("an unknown key that is near no other gets the list of keys", "[toml]") {
    const Document read = toml::read_document("qqqqqq = 1\n");
    Fields fields(read, read.root, "[run]");
    fields.string("a");
    fields.string("b");
    try {
        fields.finish();
        FAIL("accepted");
    } catch (const Error& error) {
        CHECK(error.help_text() == "the keys here are a, b");
    }
}
