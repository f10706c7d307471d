#include "sql/splitter.hpp"

#include "support/catch.hpp"
#include "support/golden.hpp"

using namespace migrate;
using namespace migrate::sql;

namespace {

const Syntax& syntax_of(const std::filesystem::path& file) {
    const std::string name = file.filename().string();
    return name.starts_with("sqlite")     ? sqlite_syntax()
           : name.starts_with("postgres") ? postgres_syntax()
                                          : mysql_syntax();
}

std::string shown(const std::vector<Piece>& pieces) {
    std::string out;
    for (const Piece& piece : pieces) {
        out += "==== " + std::to_string(piece.line) + ":" + std::to_string(piece.column);
        out += piece.kind == Piece::Kind::client_command ? " client command\n" : "\n";
        out.append(piece.sql).append("\n");
        if (!piece.data.empty()) {
            out.append("---- data\n").append(piece.data);
        }
    }
    return out;
}

std::vector<std::string> texts(std::string_view text, const Syntax& syntax) {
    std::vector<std::string> out;
    for (const Piece& piece : split(text, syntax)) {
        out.emplace_back(piece.sql);
    }
    return out;
}

using Texts = std::vector<std::string>;

} // namespace

TEST_CASE("scripts are split as the golden files say", "[splitter]") {
    const auto inputs = test::golden_inputs("splitter", ".in.sql");
    REQUIRE(inputs.size() >= 4);
    for (const auto& input : inputs) {
        const std::string text = test::read_text(input);
        auto expected = input;
        expected.replace_extension().replace_extension(".golden");
        CHECK(test::golden_difference(expected, shown(split(text, syntax_of(input)))) == "");
    }
}

TEST_CASE("a piece that holds only comments is none", "[splitter]") {
    CHECK(texts("", sqlite_syntax()).empty());
    CHECK(texts(" ; -- a\n ; /* b */ ;", sqlite_syntax()).empty());
    CHECK(texts("/*!40101 SET x */;", mysql_syntax()) == Texts{"/*!40101 SET x */"});
}

TEST_CASE("what stands before a piece is its lead", "[splitter]") {
    const std::string text = "-- migrate:x\nSELECT 1;\n/* two */ SELECT 2 -- end\n;";
    const auto pieces = split(text, sqlite_syntax());
    REQUIRE(pieces.size() == 2);
    CHECK(pieces[0].lead == "-- migrate:x\n");
    CHECK(pieces[1].lead == ";\n/* two */ ");
    CHECK(pieces[1].sql == "SELECT 2");
    CHECK((pieces[1].line == 3 && pieces[1].column == 11));
}

TEST_CASE("leads and pieces join to the text", "[splitter]") {
    for (const auto& input : test::golden_inputs("splitter", ".in.sql")) {
        const std::string text = test::read_text(input);
        for (const auto* syntax : {&sqlite_syntax(), &postgres_syntax(), &mysql_syntax()}) {
            std::string joined;
            for (const Piece& piece : split(text, *syntax)) {
                joined.append(piece.lead).append(piece.sql);
                if (!piece.data.empty()) {
                    const auto end = static_cast<std::size_t>(piece.data.data() - text.data());
                    joined += text.substr(joined.size(), end + piece.data.size() - joined.size());
                }
            }
            CHECK(text.starts_with(joined));
        }
    }
}

TEST_CASE("a transaction's BEGIN and END are statements of their own", "[splitter]") {
    for (const auto* syntax : {&sqlite_syntax(), &postgres_syntax(), &mysql_syntax()}) {
        CHECK(texts("BEGIN; SELECT 1; END;", *syntax) == Texts{"BEGIN", "SELECT 1", "END"});
    }
}

TEST_CASE("a string that never ends takes the rest", "[splitter]") {
    CHECK(texts("SELECT 1; SELECT 'a; SELECT 2;", sqlite_syntax()) ==
          Texts{"SELECT 1", "SELECT 'a; SELECT 2;"});
}

TEST_CASE("a trigger that lacks its END is one piece", "[splitter]") {
    CHECK(texts("CREATE TRIGGER t AFTER INSERT ON a BEGIN SELECT 1; SELECT 2;", sqlite_syntax())
              .size() == 1);
    CHECK(
        texts("EXPLAIN CREATE TEMPORARY TRIGGER t AFTER INSERT ON a BEGIN SELECT 1; END; SELECT 2",
              sqlite_syntax())
            .size() == 2);
    CHECK(texts("CREATE TABLE trigger_begin (begin); SELECT 2", sqlite_syntax()).size() == 2);
}

TEST_CASE("rows of COPY go with their statement, as a script has them", "[splitter]") {
    const std::string text = "COPY t FROM STDIN;\na;b\n\\.\nSELECT 1;";
    const auto pieces = split(text, postgres_syntax());
    CHECK(sent_text(pieces[0]) == "COPY t FROM STDIN;\na;b\n\\.\n");
    CHECK(terminated(sent_text(pieces[0])) == sent_text(pieces[0]));
    CHECK(sent_text(pieces[1]) == "SELECT 1");
}

TEST_CASE("rows of COPY may be none, and may lack their end", "[splitter]") {
    const std::string none = "COPY t FROM STDIN;\n\\.\nSELECT 1;";
    CHECK(texts(none, postgres_syntax()) == Texts{"COPY t FROM STDIN", "SELECT 1"});
    const std::string text = "copy t from stdin;\na;b\n";
    const auto pieces = split(text, postgres_syntax());
    REQUIRE(pieces.size() == 1);
    CHECK(pieces[0].data == "a;b\n");
    CHECK(texts("COPY (SELECT a FROM stdin) TO stdout; SELECT 1", postgres_syntax()).size() == 2);
}

TEST_CASE("a column may be called delimiter", "[splitter]") {
    CHECK(texts("SELECT\ndelimiter FROM t; DELIMITER", mysql_syntax()) ==
          Texts{"SELECT\ndelimiter FROM t", "DELIMITER"});
}
