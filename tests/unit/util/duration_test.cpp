#include "util/duration.hpp"

#include "support/catch.hpp"

using namespace migrate;
using namespace std::chrono_literals;

TEST_CASE("durations have a number and a unit", "[duration]") {
    CHECK(parse_duration("500ms") == 500ms);
    CHECK(parse_duration("60s") == 60s);
    CHECK(parse_duration("5m") == 5min);
    CHECK(parse_duration("1h") == 1h);
    CHECK(parse_duration("0s") == 0ms);
    for (const char* text : {"", "5", "s", "-1s", "1.5s", "5 s", "5d", "off", "99999999999s"})
        CHECK_FALSE(parse_duration(text));
}

TEST_CASE("a duration is written so that it reads back", "[duration]") {
    for (const auto duration : {0ms, 250ms, 1000ms, 1500ms, 60000ms})
        CHECK(parse_duration(format_duration(duration)) == duration);
    CHECK(format_duration(60000ms) == "60s");
}
