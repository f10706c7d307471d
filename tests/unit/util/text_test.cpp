#include "util/edit_distance.hpp"
#include "util/text.hpp"

#include "support/catch.hpp"

using namespace migrate;

TEST_CASE("trim takes blanks from both ends and nothing else", "[text]") {
    CHECK(text::trim(" \t a b \r\n") == "a b");
    CHECK(text::trim("   ").empty());
    CHECK(text::trim("x") == "x");
}

TEST_CASE("splitting and joining are inverse", "[text]") {
    CHECK(text::split("a,b,,c", ',') == std::vector<std::string>{"a", "b", "", "c"});
    CHECK(text::join(text::split("a,b,,c", ','), ",") == "a,b,,c");
    CHECK(text::split("", ',') == std::vector<std::string>{""});
}

TEST_CASE("indenting leaves empty lines empty", "[text]") {
    CHECK(text::indent("a\n\nb", 2) == "  a\n\n  b");
    CHECK(text::indent("a\nb", 2, false) == "a\n  b");
}

TEST_CASE("counts agree in number with their noun", "[text]") {
    CHECK(text::count(1, "table") == "1 table");
    CHECK(text::count(0, "table") == "0 tables");
    CHECK(text::count(2, "index", "indexes") == "2 indexes");
}

TEST_CASE("a swap of neighbours is one edit, and case is none", "[edit-distance]") {
    CHECK(edit_distance("upgrdae", "upgrade", 3) == 1);
    CHECK(edit_distance("UPGRADE", "upgrade", 3) == 0);
    CHECK(edit_distance("a", "abcdef", 2) == 3);
}

TEST_CASE("the nearest word is suggested only when it is near", "[edit-distance]") {
    const std::vector<std::string> known{"upgrade", "downgrade", "history"};
    CHECK(did_you_mean("upgrad", known) == " (did you mean \"upgrade\"?)");
    CHECK(did_you_mean("zzz", known).empty());
}
