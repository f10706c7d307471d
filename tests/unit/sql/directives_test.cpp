#include "sql/directives.hpp"

#include "support/catch.hpp"

using namespace migrate::sql;

namespace {

std::string shown(std::string_view text, const Syntax& syntax = sqlite_syntax()) {
    std::string out;
    for (const Directive& each : find_directives(text, syntax)) {
        out += std::to_string(each.line) + ":" + std::to_string(each.column) + " " + each.word +
               "(" + each.argument + ") ";
    }
    return out;
}

} // namespace

TEST_CASE("directives have a word, an argument and a place", "[directives]") {
    CHECK(
        shown("-- migrate:revision 3f2a\r\n  --migrate:message  add a;  b \n-- migrate:upgrade") ==
        "1:1 revision(3f2a) 2:3 message(add a;  b) 3:1 upgrade() ");
    CHECK(shown("\xef\xbb\xbf-- migrate:upgrade\n") == "1:1 upgrade() ");
    CHECK(shown("-- migrate: upgrade") == "1:1 (upgrade) ");
}

TEST_CASE("comments that share their line or say something else are no directives",
          "[directives]") {
    CHECK(shown("SELECT 1; -- migrate:upgrade\n/* migrate:upgrade */\n-- see migrate:upgrade")
              .empty());
}

TEST_CASE("what looks like a directive in a string or a body is none", "[directives]") {
    CHECK(shown("SELECT '\n-- migrate:upgrade\n';").empty());
    CHECK(shown("CREATE TRIGGER t AFTER INSERT ON a BEGIN\n-- migrate:upgrade\nSELECT 1; END;\n"
                "-- migrate:downgrade") == "4:1 downgrade() ");
    CHECK(shown("DO $$\n-- migrate:upgrade\n$$;\nCOPY t FROM stdin;\n-- migrate:upgrade\n\\.\n"
                "-- migrate:downgrade",
                postgres_syntax()) == "7:1 downgrade() ");
    CHECK(shown("DELIMITER //\nCREATE PROCEDURE p()\nBEGIN\n-- migrate:upgrade\nSELECT 1;\nEND//\n"
                "-- migrate:downgrade",
                mysql_syntax()) == "7:1 downgrade() ");
}

TEST_CASE("a directive is found though the semicolon before it was forgotten", "[directives]") {
    CHECK(shown("CREATE TABLE t (a)\n-- migrate:downgrade\nDROP TABLE t") == "2:1 downgrade() ");
}

TEST_CASE("a directive ends where the next line begins", "[directives]") {
    const std::string text = " -- migrate:upgrade\nSELECT 1;";
    const auto found = find_directives(text, sqlite_syntax());
    REQUIRE(found.size() == 1);
    CHECK(text.substr(found[0].begin, found[0].end - found[0].begin) == "-- migrate:upgrade\n");
}
