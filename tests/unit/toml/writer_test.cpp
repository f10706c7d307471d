#include "toml/writer.hpp"

#include "migrate/error.hpp"
#include "toml/reader.hpp"

#include "support/catch.hpp"

#include <random>

using namespace migrate;
using namespace migrate::toml;

namespace {

Node table(std::vector<std::pair<std::string, Node>> members) {
    Node result = Node::table();
    for (auto& [key, value] : members)
        result.add(key, std::move(value));
    return result;
}

Node text(std::string value) {
    return Node::string(std::move(value));
}

// The layout of a model file, in small.
Layout model_layout(std::span<const std::string> path, const Node& node) {
    const std::string& last = path.back();
    if (node.is_array())
        return path.size() == 1 && last == "upgrade" ? Layout::header : Layout::value;
    if (path.size() == 1 || last == "column" || last == "trigger" || last == "mysql")
        return Layout::group;
    return path.size() == 2 || path[path.size() - 2] == "trigger" ? Layout::header : Layout::value;
}

std::string read_back(const std::string& formatted) {
    return read_document("x = " + formatted + "\n").root.find("x")->text();
}

} // namespace

TEST_CASE("a text gets the quotes that need no escapes", "[toml]") {
    CHECK(format_string("it's") == "\"it's\"");
    CHECK(format_string("a \"b\" \\d") == "'a \"b\" \\d'");
    CHECK(format_string("'a' = \"b\"!") == "'''\n'a' = \"b\"!'''");
    CHECK(format_string("BEGIN\nEND") == "'''\nBEGIN\nEND'''");
    CHECK(format_string("").size() == 2);
    CHECK(format_string("a\r") == "\"a\\r\"");
    CHECK(format_string("a '''\n\"\"\"b\"") == "\"\"\"\na '''\n\"\"\\\"b\\\"\"\"\"");
    CHECK(format_string_on_one_line("a\n'b' \"c\"") == "\"a\\n'b' \\\"c\\\"\"");
}

TEST_CASE("every text comes back as it was", "[toml]") {
    std::mt19937 random(7);
    const std::vector<std::string> pieces{"'", "\"",   "\\",   "\n",       "\r\n", "\t",    "a",
                                          " ", "\x01", "\x7f", "\xC3\xA9", "'''",  "\"\"\""};
    for (int round = 0; round < 3000; ++round) {
        std::string value;
        for (auto left = random() % 9; left > 0; --left)
            value += pieces[random() % pieces.size()];
        INFO(value);
        REQUIRE(read_back(format_string(value)) == value);
        REQUIRE(read_back(format_string_on_one_line(value)) == value);
        REQUIRE(read_document(format_key(value) + " = 1\n").root.members()[0].key == value);
    }
}

TEST_CASE("a text that is not UTF-8 is refused", "[toml]") {
    CHECK_THROWS_AS(format_string("caf\xE9"), Error);
}

TEST_CASE("definitions stand on one line, their equal signs aligned, long ones in dotted lines",
          "[toml]") {
    const Node id = table({{"type", text("bigint")}, {"primary_key", Node::boolean(true)}});
    const Node data =
        table({{"type", text("json")}, {"mysql", table({{"type", text("longtext")}})}});
    const Node bio = table({{"type", text("text")}, {"comment", text(std::string(120, 'x'))}});
    const Node trigger = table({{"after", text("update")}, {"body", text("BEGIN\nEND")}});
    const Node users =
        table({{"comment", text("People")},
               {"column", table({{"id", id}, {"data", data}, {"bio", bio}, {"e mail", id}})},
               {"trigger", table({{"t", trigger}})}});
    const Node root = table(
        {{"table", table({{"users", users}, {"a b", table({{"column", table({{"x", id}})}})}})}});
    const WriteOptions options{.layout = model_layout};
    const std::string written = write_document(root, options);
    CHECK(written == "[table.users]\n"
                     "comment = \"People\"\n"
                     "column.id       = { type = \"bigint\", primary_key = true }\n"
                     "column.data     = { type = \"json\", mysql.type = \"longtext\" }\n"
                     "column.bio.type    = \"text\"\n"
                     "column.bio.comment = \"" +
                         std::string(120, 'x') +
                         "\"\n"
                         "column.\"e mail\" = { type = \"bigint\", primary_key = true }\n"
                         "\n"
                         "[table.users.trigger.t]\n"
                         "after = \"update\"\n"
                         "body = '''\nBEGIN\nEND'''\n"
                         "\n"
                         "[table.\"a b\"]\n"
                         "column.x = { type = \"bigint\", primary_key = true }\n");
    CHECK(read_document(written).root == root);
}

TEST_CASE("arrays of tables have a header for each item, and an empty one is a list", "[toml]") {
    const Node step = table(
        {{"sql", text("SELECT 1")}, {"trigger", table({{"t", table({{"body", text("x")}})}})}});
    const Node root = table({{"downgrade", Node::array()}, {"upgrade", Node::array({step, step})}});
    const std::string written = write_document(root, {.layout = model_layout});
    CHECK(written.starts_with(
        "downgrade = []\n\n[[upgrade]]\nsql = \"SELECT 1\"\n\n[upgrade.trigger.t]\n"));
    CHECK(read_document(written).root == root);
}

TEST_CASE("a list that is too long has an item a line", "[toml]") {
    Node rows = Node::array();
    for (int i = 0; i < 3; ++i)
        rows.push_back(table(
            {{"id", Node::integer(std::to_string(i))}, {"name", text(std::string(40, 'n'))}}));
    const std::string written = write_document(table({{"rows", rows}}));
    CHECK(written.starts_with("rows = [\n  { id = 0, name = \"nnnn"));
    CHECK(written.ends_with(" },\n]\n"));
    CHECK(read_document(written).root.find("rows")->items() == rows.items());
}

TEST_CASE("a document is written piece by piece, with comments", "[toml]") {
    BlockWriter writer;
    writer.comment("add age\n\nto users");
    writer.align_bare_keys();
    writer.add({"revision"}, text("a1"));
    writer.add({"down_revision"}, text("b2"));
    writer.blank();
    writer.comment("one step");
    writer.array_header({"upgrade"});
    writer.add({"add_column"}, text("users.age"));
    writer.add({"type"}, text("integer"));
    CHECK(writer.take() ==
          "# add age\n#\n# to users\nrevision      = \"a1\"\ndown_revision = \"b2\"\n\n"
          "# one step\n[[upgrade]]\nadd_column = \"users.age\"\ntype = \"integer\"\n");
    CHECK(writer.take().empty());
}

namespace {

Node random_value(std::mt19937& random, int depth) {
    switch (random() % (depth > 0 ? 7 : 5)) {
    case 0:
        return Node::boolean(random() % 2 == 0);
    case 1:
        return Node::integer(std::to_string(random() % 1000));
    case 2:
        return Node::real("12.30");
    case 3:
        return Node::datetime("2026-01-01T00:00:00Z");
    case 4:
        return text(std::vector<std::string>{"a", "'b' \"c\"", "x\ny", std::string(90, 'z'),
                                             ""}[random() % 5]);
    case 5: {
        Node result = Node::array();
        for (auto left = random() % 4; left > 0; --left)
            result.push_back(random_value(random, depth - 1));
        return result;
    }
    default: {
        Node result = Node::table();
        for (auto left = random() % 5; left > 0; --left)
            result[std::vector<std::string>{"a", "b c", "mysql", "column", "\"q'"}[random() % 5]] =
                random_value(random, depth - 1);
        return result;
    }
    }
}

} // namespace

TEST_CASE("reading what was written gives the same tree", "[toml][property]") {
    for (unsigned seed = 0; seed < 600; ++seed) {
        std::mt19937 random(seed);
        Node root = Node::table();
        for (auto left = random() % 6; left > 0; --left)
            root["k" + std::to_string(left)] = random_value(random, 4);
        const auto groups = [](std::span<const std::string> path, const Node&) {
            return path.back() == "mysql" || path.back() == "column" ? Layout::group
                                                                     : Layout::value;
        };
        const std::string written = write_document(root, {.layout = groups});
        INFO(seed << "\n" << written);
        REQUIRE(read_document(written).root == root);
    }
}
