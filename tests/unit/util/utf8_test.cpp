#include "util/utf8.hpp"

#include "support/catch.hpp"

using namespace migrate;

TEST_CASE("code points are counted and cut whole", "[utf8]") {
    CHECK(utf8::length("a\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80") == 4);
    CHECK(utf8::offset_of("a\xC3\xA9z", 2) == 3);
    CHECK(utf8::offset_of("ab", 9) == 2);
    CHECK(utf8::cut("a\xC3\xA9z", 2) == "a");
    CHECK(utf8::cut("a\xC3\xA9z", 3) == "a\xC3\xA9");
}

TEST_CASE("invalid sequences are found where they begin", "[utf8]") {
    CHECK(utf8::valid("a\xC3\xA9\xED\x9F\xBF\xF4\x8F\xBF\xBF"));
    CHECK(utf8::first_invalid("ab\xC0\xAF") == 2);        // overlong
    CHECK(utf8::first_invalid("\xED\xA0\x80") == 0);      // a surrogate
    CHECK(utf8::first_invalid("a\xF4\x90\x80\x80") == 1); // beyond Unicode
    CHECK(utf8::first_invalid("\xE2\x82") == 0);          // cut off
    CHECK(utf8::first_invalid("x\x80") == 1);
}

TEST_CASE("what is appended is what is decoded", "[utf8]") {
    for (const char32_t c : {U'a', U'\u00E9', U'\u20AC', U'\U0001F600'}) {
        std::string text;
        utf8::append(text, c);
        CHECK(utf8::decode(text).value == c);
        CHECK(utf8::decode(text).bytes == text.size());
    }
}

TEST_CASE("wide characters take two columns, marks none", "[utf8]") {
    CHECK(utf8::display_width("abc") == 3);
    CHECK(utf8::display_width("\xE6\xBC\xA2\xE5\xAD\x97") == 4);
    CHECK(utf8::display_width("e\xCC\x81") == 1);
    CHECK(utf8::display_width("\xF0\x9F\x98\x80") == 2);
    CHECK(utf8::display_width("\ta") == 2);
}
