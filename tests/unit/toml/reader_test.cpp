#include "toml/reader.hpp"

#include "support/catch.hpp"

#include <filesystem>

using namespace migrate;
using toml::read_document;

namespace {

std::string keys(const Node& table) {
    std::string result;
    for (const Node::Member& member : table.members())
        result += member.key + " ";
    return result;
}

Error refused(const std::string& text) {
    try {
        read_document(text, "x.toml");
    } catch (const Error& error) {
        return error;
    }
    FAIL("read without an error: " << text);
    return {ErrorCode::failed, ""};
}

std::string place(const Error& error) {
    return std::to_string(error.pos().line) + ":" + std::to_string(error.pos().column);
}

} // namespace

TEST_CASE("members come in the order of the source, however they are written", "[toml]") {
    const Document read = read_document(
        "z = 1\ncolumn.b = 1\nindex.x = 2\ncolumn.a = 3\na = { y = 1, b.c = 2, a = 3 }\n"
        "[u.z.y]\n[t]\n[[s]]\nq = 1\np = 2\n[u.a]\n");
    CHECK(keys(read.root) == "z column index a u t s ");
    CHECK(keys(*read.root.find("column")) == "b a ");
    CHECK(keys(*read.root.find("a")) == "y b a ");
    CHECK(keys(*read.root.find("u")) == "z a ");
    CHECK(keys(read.root.find("s")->items()[0]) == "q p ");
}

TEST_CASE("a number and a date keep the text of their source", "[toml]") {
    const Document read = read_document(
        "a = 12.30\nb = [1.50, -0.0,1e5]\nc = 1979-05-27 07:32:00.50 # x\nd = +1_000\n"
        "e = 0x1F\nf = 07:30:00\ng = 0\nh=12.00");
    CHECK(read.root.find("a")->text() == "12.30");
    CHECK(read.root.find("b")->items()[0].text() == "1.50");
    CHECK(read.root.find("b")->items()[1].text() == "-0.0");
    CHECK(read.root.find("b")->items()[2].text() == "1e5");
    CHECK(read.root.find("c")->text() == "1979-05-27 07:32:00.50");
    CHECK(read.root.find("d")->text() == "1000");
    CHECK(read.root.find("e")->text() == "31");
    CHECK(read.root.find("f")->text() == "07:30:00");
    CHECK(read.root.find("g")->text() == "0");
    CHECK(read.root.find("h")->text() == "12.00");
}

TEST_CASE("positions count code points, a tab is one", "[toml]") {
    const Document read =
        read_document("\"\xC3\xA9\xC3\xA9\" = 1.0\n\tkey\t= 'v'\n[t.u]\nk = [ 1, 22 ]\n");
    CHECK(read.root.members()[0].value.pos == NodePos{1, 8});
    CHECK(read.root.members()[0].value.text() == "1.0");
    CHECK(read.root.members()[1].key_pos == NodePos{2, 2});
    CHECK(read.root.members()[1].value.pos == NodePos{2, 8});
    const Node* u = read.root.find("t")->find("u");
    CHECK(u->pos == NodePos{3, 4});
    CHECK(u->find("k")->items()[1].pos == NodePos{4, 10});
}

TEST_CASE("a byte order mark, CRLF and comments are fine", "[toml]") {
    const Document read =
        read_document("\xEF\xBB\xBF# c\r\na = 1.20\r\nb = \"x\" # d\r\n[t]\r\nc = 2026-01-01\r\n");
    CHECK(read.root.find("a")->text() == "1.20");
    CHECK(read.root.find("b")->text() == "x");
    CHECK(read.root.find("t")->find("c")->text() == "2026-01-01");
}

TEST_CASE("NUL and what is not UTF-8 are refused where they stand", "[toml]") {
    const Error nul = refused(std::string("a = 1\n# x\0y\n", 12));
    CHECK(place(nul) == "2:4");
    const Error latin = refused("a = 1\nb = \"\xC3\xA9\xE9\"\n");
    CHECK(place(latin) == "2:7");
    CHECK(latin.code() == ErrorCode::usage);
    CHECK_THAT(latin.what(), test::ContainsSubstring("UTF-8"));
}

TEST_CASE("a syntax error names its place, quotes the line and says what to write", "[toml]") {
    const Error error = refused("a = 1\nb = \"\\d\"\n");
    CHECK(error.pos() == SourcePos{"x.toml", 2, 7});
    CHECK(error.quoted_line() == "b = \"\\d\"");
    CHECK_THAT(error.what(), test::ContainsSubstring("unknown escape"));
    CHECK_THAT(error.help_text(), test::ContainsSubstring("'...'"));
    CHECK_THAT(refused("a = { b = 1,\nc = 2 }").help_text(),
               test::ContainsSubstring("dotted lines"));
}

TEST_CASE("a name of very many parts is refused, a long text is not", "[toml]") {
    std::string name = "a";
    for (int i = 0; i < 100000; ++i)
        name += ".a";
    CHECK(refused("x = 1\n" + name + " = 1\n").pos().line == 2);
    CHECK_THAT(refused("[" + name + "]\n").what(), test::ContainsSubstring("1000 parts"));
    CHECK(read_document("x = '''\n" + std::string(5000, '.') + "'''\n")
              .root.find("x")
              ->text()
              .size() == 5000);
}

TEST_CASE("a second definition names the first and what to write instead", "[toml]") {
    const Error twice = refused("[table.t]\nname = 1\nx = 2\nname = 3\n");
    CHECK_THAT(twice.what(), test::ContainsSubstring("\"table.t.name\" is defined a second time"));
    CHECK(twice.notes()[0] == "the first definition is at x.toml:2:1");

    const Error header = refused("[table.t]\na = 1\n[table.u]\n[table.t]\nb = 1\n");
    CHECK(header.notes()[0] == "the first definition is at x.toml:1:8");
    CHECK_THAT(header.help_text(), test::ContainsSubstring("under the first [table.t]"));

    const Error group = refused("[table.t]\ncolumn.a = 1\ncolumn.b = 1\n[table.t.column]\nc = 1\n");
    CHECK(group.notes()[0] == "the first definition is at x.toml:2:1");
    CHECK_THAT(group.help_text(),
               test::ContainsSubstring("column.NAME = ... under [table.t], as line 2"));

    const Error schema = refused("schema = \"x\"\n[schema.x]\n");
    CHECK(schema.notes()[0] == "the first definition is at x.toml:1:1");
    CHECK_THAT(schema.help_text(), test::ContainsSubstring("default_schema"));

    const Error extended =
        refused("[[upgrade]]\na = { b = 1 }\n[[upgrade]]\nq = { b = 1 }\nq.c = 2\n");
    CHECK(extended.notes()[0] == "the first definition is at x.toml:4:1");
    CHECK_THAT(extended.help_text(), test::ContainsSubstring("{ }"));
}

TEST_CASE("the header of a revision ends before the first line that begins with a bracket",
          "[toml]") {
    CHECK(toml::header_text("a = 1\nb = [\n 1]\n[[upgrade]]\nc = 2\n") == "a = 1\nb = [\n 1]\n");
    CHECK(toml::header_text("[x]\n").empty());
    CHECK(toml::header_text("a = 1") == "a = 1");
}

TEST_CASE("lines that are looked up in a list are those of the text", "[toml]") {
    for (const std::string text : {"", "a", "a\n", "a\r\n\nb\nc", "\n\n"}) {
        const toml::Lines lines(text);
        for (int line = 1; line <= 6; ++line)
            CHECK(lines[line] == toml::line_of(text, line));
    }
}

TEST_CASE("a file that is not there is an error that names it", "[toml]") {
    try {
        toml::read_file("/nowhere/x.toml");
        FAIL("read");
    } catch (const Error& error) {
        CHECK(std::string(error.what()) ==
              "cannot read /nowhere/x.toml: No such file or directory");
        CHECK(error.code() == ErrorCode::usage);
    }
}
