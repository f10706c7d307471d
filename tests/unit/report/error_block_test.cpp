#include "report/error_block.hpp"

#include "support/catch.hpp"

using namespace migrate;
using report::error_block;

namespace {

const report::Style plain;

} // namespace

TEST_CASE("an error block says position, quote, notes and help in that order", "[report]") {
    const Error error =
        Error(ErrorCode::failed, "upgrade 3f2a failed at step 2 of 3")
            .at({.file = "r/3f2a.toml", .line = 14}, R"(alter_column = "users.age")")
            .note("sqlite 1: no such table: users")
            .note("rolled back: the database is at 1a2b, as before")
            .help("create the table first");
    CHECK(error_block(error, plain) == R"(error: upgrade 3f2a failed at step 2 of 3
  --> r/3f2a.toml:14
   |  alter_column = "users.age"
   = sqlite 1: no such table: users
   = rolled back: the database is at 1a2b, as before
   = help: create the table first
)");
}

TEST_CASE("a bare error is one line", "[report]") {
    CHECK(error_block(Error(ErrorCode::usage, "no command"), plain) == "error: no command\n");
}

TEST_CASE("the caret stands below the column, wide characters counted twice", "[report]") {
    Error error(ErrorCode::usage, "unknown key");
    error.at({.file = "m.toml", .line = 2, .column = 5}, "a漢字 key = 1");
    CHECK(error_block(error, plain) == "error: unknown key\n"
                                       "  --> m.toml:2:5\n"
                                       "   |  a漢字 key = 1\n"
                                       "   |        ^\n");
}

TEST_CASE("a tab in the quoted line takes one column", "[report]") {
    Error error(ErrorCode::usage, "x");
    error.at({.file = "m", .line = 1, .column = 2}, "\tkey");
    CHECK_THAT(error_block(error, plain), test::ContainsSubstring("   |   key\n   |   ^\n"));
}

TEST_CASE("of a very long line the part around the column is quoted", "[report]") {
    Error error(ErrorCode::usage, "x");
    error.at({.file = "m", .line = 1, .column = 501},
             std::string(500, 'a') + "!" + std::string(500, 'b'));
    const std::string block = error_block(error, plain);
    CHECK_THAT(block, test::ContainsSubstring("   |  …" + std::string(60, 'a') + "!" +
                                              std::string(59, 'b') + "…\n"));
    CHECK_THAT(block, test::ContainsSubstring("   |  " + std::string(61, ' ') + "^\n"));
}

TEST_CASE("lines after the first of a note are indented below it", "[report]") {
    const Error error = Error(ErrorCode::failed, "a\nb").note("one\ntwo");
    CHECK(error_block(error, plain) == "error: a\n  b\n   = one\n     two\n");
}

TEST_CASE("a terminal's escape codes in a message do not reach the terminal", "[report]") {
    const Error error(ErrorCode::failed, "no table \x1b[31mx");
    CHECK(error_block(error, plain) == "error: no table ?[31mx\n");
}

TEST_CASE("colours surround the words and not the text", "[report]") {
    const std::string block = error_block(Error(ErrorCode::failed, "x"), report::Style(true));
    CHECK(block == "\x1b[1;31merror:\x1b[0m x\n");
}
