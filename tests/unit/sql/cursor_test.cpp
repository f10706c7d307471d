#include "sql/cursor.hpp"

#include "migrate/error.hpp"

#include "support/catch.hpp"

using namespace migrate;
using namespace migrate::sql;

TEST_CASE("keywords are accepted all or none", "[cursor]") {
    Cursor cursor("CREATE /* c */ TABLE -- d\n t", sqlite_syntax());
    CHECK_FALSE(cursor.accept("create view"));
    CHECK(cursor.sees("create table"));
    CHECK(cursor.accept("create table"));
    CHECK(cursor.previous().is("table"));
    CHECK(cursor.accept_name() == "t");
    CHECK(cursor.at_end());
    CHECK_FALSE(cursor.accept("create"));
    CHECK(cursor.next().at_end());
}

TEST_CASE("a name may be bare, quoted or, in SQLite, a string", "[cursor]") {
    Cursor cursor("a.\"b c\" 'd' 1", sqlite_syntax());
    CHECK(cursor.accept_name() == "a");
    CHECK(cursor.accept_punct('.'));
    CHECK(cursor.accept_name() == "b c");
    CHECK(cursor.accept_name() == "d");
    CHECK_FALSE(cursor.accept_name());
    CHECK_FALSE(Cursor("'d'", postgres_syntax()).accept_name());
}

TEST_CASE("a pair of parentheses is stepped over with all in it", "[cursor]") {
    Cursor cursor("CHECK ( (a > ')') AND b IN (1, 2) ) x", sqlite_syntax());
    cursor.expect("check");
    CHECK(cursor.skip_balanced() == "(a > ')') AND b IN (1, 2)");
    CHECK(cursor.accept("x"));
}

TEST_CASE("slices are the source, byte for byte", "[cursor]") {
    Cursor cursor("a  +  /* b */ c d", sqlite_syntax());
    const Token first = cursor.next();
    cursor.next();
    const Token last = cursor.next();
    CHECK(cursor.text_between(first, last) == "a  +  /* b */ c");
}

TEST_CASE("a mark leads back to where it was set", "[cursor]") {
    Cursor cursor("a b c", sqlite_syntax());
    cursor.next();
    const std::size_t mark = cursor.mark();
    cursor.next();
    cursor.rewind(mark);
    CHECK(cursor.peek().is("b"));
    CHECK(cursor.peek(1).is("c"));
    CHECK(cursor.peek(9).at_end());
}

TEST_CASE("what was expected and what was found is said with its place", "[cursor]") {
    Cursor cursor("CREATE\n  VIEW v", sqlite_syntax());
    cursor.next();
    try {
        cursor.expect("table");
        FAIL("not refused");
    } catch (const Error& error) {
        CHECK(std::string(error.what()) == "expected TABLE, found VIEW");
        CHECK(error.pos() == SourcePos{"", 2, 3});
        CHECK(error.quoted_line() == "  VIEW v");
    }
}

TEST_CASE("parentheses that never close are refused at the end", "[cursor]") {
    Cursor cursor("(a (b)", sqlite_syntax());
    CHECK_THROWS_WITH(cursor.skip_balanced(), "expected \")\", the text ends");
}
