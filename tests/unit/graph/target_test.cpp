#include "migrate/error.hpp"
#include "migrate/graph.hpp"
#include "support/catch.hpp"

using namespace migrate;

TEST_CASE("a point is branch, name and steps", "[graph]") {
    CHECK(parse_point("abc") == TargetPoint{"", "abc", std::nullopt});
    CHECK(parse_point("+12") == TargetPoint{"", "", 12});
    CHECK(parse_point("-1") == TargetPoint{"", "", -1});
    CHECK(parse_point("head-2") == TargetPoint{"", "head", -2});
    CHECK(parse_point("trunk@base+2") == TargetPoint{"trunk", "base", 2});
    CHECK(parse_point("trunk@-3") == TargetPoint{"trunk", "", -3});
    CHECK(parse_point("v1.2+1") == TargetPoint{"", "v1.2", 1});
}

TEST_CASE("steps must end the target", "[graph]") {
    CHECK(parse_point("head-1xyz") == TargetPoint{"", "head-1xyz", std::nullopt});
    for (const char* text : {"", "@head", "trunk@", "a@b@c", "+", "-x", "+1x", "a@+x"}) {
        CAPTURE(text);
        CHECK_THROWS_AS(parse_target(text), Error);
    }
}

TEST_CASE("a number of steps may be larger than any graph", "[graph]") {
    CHECK(parse_point("+99999999999999999999999999").steps.value_or(0) > 1000000000);
}

TEST_CASE("a range may leave out its ends", "[graph]") {
    CHECK(parse_range("a:b") == TargetRange{parse_point("a"), parse_point("b")});
    CHECK(parse_range(":b") == TargetRange{std::nullopt, parse_point("b")});
    CHECK(parse_range("-3:") == TargetRange{parse_point("-3"), std::nullopt});
    CHECK(parse_range(":") == TargetRange{});
    CHECK_THROWS_AS(parse_range("a"), Error);
    CHECK_THROWS_AS(parse_range("a:b:c"), Error);
    CHECK_THROWS_AS(parse_point("a:b"), Error);
}

TEST_CASE("a target reads back as it was written", "[graph]") {
    for (const char* text :
         {"head", "abc+1", "trunk@-2", "trunk@head", "a:b", ":", ":x@+1", "base:head-3"}) {
        CHECK(to_string(parse_target(text)) == text);
    }
}
