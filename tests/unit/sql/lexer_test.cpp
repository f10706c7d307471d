#include "sql/lexer.hpp"

#include "support/catch.hpp"

using namespace migrate::sql;

namespace {

std::string joined(const std::vector<Token>& tokens) {
    std::string text;
    for (const Token& token : tokens) {
        text += token.text;
    }
    return text;
}

// "word:create word:table": kinds by one letter, significant tokens only.
std::string shape(std::string_view text, const Syntax& syntax) {
    static constexpr std::string_view letters = "wqsbnpo.cxkd e!";
    std::string out;
    for (const Token& token : significant_tokens(text, syntax)) {
        out += out.empty() ? "" : " ";
        out += letters[static_cast<std::size_t>(token.kind)];
        out += ':';
        out += token.text;
    }
    return out;
}

} // namespace

TEST_CASE("the texts of all tokens are the text, whatever it is", "[lexer]") {
    const std::string_view texts[] = {
        "",
        " ",
        "SELECT 1;",
        "'never ends",
        "/* /* */",
        "$a$ x $b$",
        "\"a\"\"b\"[c]`d`",
        "a--b\n#c\n\\d\ne",
        "1.5e+x 0x1g .5 1..2 1_000",
        "\xef\xbb\xbfSELECT \xff\xc3",
        "E'\\'' x'0' ?1 :a @@b $1 $tag$",
    };
    for (const auto* syntax : {&sqlite_syntax(), &postgres_syntax(), &mysql_syntax()}) {
        for (const std::string_view text : texts) {
            CHECK(joined(tokenize(text, *syntax)) == text);
        }
        CHECK(joined(tokenize(std::string_view("a\0b '\0'", 7), *syntax)).size() == 7);
    }
}

TEST_CASE("SQLite quotes names in three ways and strings in one", "[lexer]") {
    CHECK(shape("\"a\"\"b\" `c` [d e] 'it''s'", sqlite_syntax()) ==
          "q:\"a\"\"b\" q:`c` q:[d e] s:'it''s'");
    CHECK(shape("'a\\' b", sqlite_syntax()) == "s:'a\\' w:b");
}

TEST_CASE("SQLite has blobs and four kinds of parameters", "[lexer]") {
    CHECK(shape("x'00FF' ? ?12 :a @b $c", sqlite_syntax()) == "b:x'00FF' p:? p:?12 p::a p:@b p:$c");
    CHECK(shape("a->>'b'||c<>d", sqlite_syntax()) == "w:a o:->> s:'b' o:|| w:c o:<> w:d");
}

TEST_CASE("numbers take their fraction and exponent and no more", "[lexer]") {
    CHECK(shape("1.5e-3+.5", sqlite_syntax()) == "n:1.5e-3 o:+ n:.5");
    CHECK(shape("0x1F 1_000 1e", sqlite_syntax()) == "n:0x1F n:1_000 n:1 w:e");
    CHECK(shape("1..10", postgres_syntax()) == "n:1 .:. .:. n:10");
    CHECK(shape("t.1 1st", mysql_syntax()) == "w:t .:. n:1 w:1st");
}

TEST_CASE("PostgreSQL's dollar quotes, escapes and nested comments", "[lexer]") {
    CHECK(shape("$$a;'b$$ $x$ $$ $x$ $1", postgres_syntax()) == "s:$$a;'b$$ s:$x$ $$ $x$ p:$1");
    CHECK(shape("E'a\\'b' 'c\\' d", postgres_syntax()) == "s:E'a\\'b' s:'c\\' w:d");
    CHECK(shape("/* a /* b */ c */ d", postgres_syntax()) == "w:d");
    CHECK(shape("a$b$ c", postgres_syntax()) == "w:a$b$ w:c");
}

TEST_CASE("PostgreSQL's operators are runs that stop before a comment", "[lexer]") {
    CHECK(shape("a<@b ~-1 =-1 *-- x", postgres_syntax()) ==
          "w:a o:<@ w:b o:~- n:1 o:= o:- n:1 o:*");
    CHECK(shape("a::text", postgres_syntax()) == "w:a o::: w:text");
}

TEST_CASE("PostgreSQL's client commands go to the end of the line", "[lexer]") {
    CHECK(shape("\\connect a;b\nSELECT", postgres_syntax()) == "k:\\connect a;b w:SELECT");
}

TEST_CASE("MySQL's strings, names and comments", "[lexer]") {
    CHECK(shape("\"a\\\"b\" 'c\\'d' `e`", mysql_syntax()) == "s:\"a\\\"b\" s:'c\\'d' q:`e`");
    CHECK(shape("1--1 -- x\n# y\nz", mysql_syntax()) == "n:1 o:- o:- n:1 w:z");
    CHECK(shape("/*!40101 SET x */ /* c */ @a @@b.c", mysql_syntax()) ==
          "x:/*!40101 SET x */ p:@a p:@@b .:. w:c");
}

TEST_CASE("what never ends is one token to the end of the text", "[lexer]") {
    CHECK(shape("a 'b;\nc", sqlite_syntax()) == "w:a !:'b;\nc");
    CHECK(shape("a /* b", sqlite_syntax()) == "w:a !:/* b");
    CHECK(shape("$x$ a $y$", postgres_syntax()) == "!:$x$ a $y$");
}

TEST_CASE("lines count from one and columns in code points", "[lexer]") {
    const auto tokens =
        significant_tokens("\xef\xbb\xbfgr\xc3\xbc\xc3\x9f x\r\n  'a\nb' y", sqlite_syntax());
    REQUIRE(tokens.size() == 4);
    CHECK((tokens[0].line == 1 && tokens[0].column == 1));
    CHECK((tokens[1].line == 1 && tokens[1].column == 6 && tokens[1].offset == 10));
    CHECK((tokens[2].line == 2 && tokens[2].column == 3));
    CHECK((tokens[3].line == 3 && tokens[3].column == 4));
}

TEST_CASE("a delimiter that was set is found in the middle of words and operators", "[lexer]") {
    const std::string_view text = "END$$ a//b";
    Lexer lexer(text, mysql_syntax());
    lexer.set_delimiter("$$");
    CHECK(lexer.next().text == "END");
    CHECK(lexer.next().kind == TokenKind::delimiter);
    lexer.set_delimiter("//");
    lexer.next();
    CHECK(lexer.next().text == "a");
    CHECK(lexer.next().text == "//");
    CHECK(lexer.next().text == "b");
    CHECK(lexer.next().at_end());
    CHECK(lexer.next().at_end());
}

TEST_CASE("keywords compare without letter case, quoted names are none", "[lexer]") {
    const auto tokens = significant_tokens("CreaTe \"create\"", sqlite_syntax());
    CHECK(tokens[0].is("create"));
    CHECK_FALSE(tokens[0].is("creat"));
    CHECK_FALSE(tokens[1].is("create"));
}
