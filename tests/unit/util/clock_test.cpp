#include "util/clock.hpp"

#include "migrate/error.hpp"
#include "util/checksum.hpp"
#include "util/random_id.hpp"

#include "support/catch.hpp"

#include <cstdlib>

using namespace migrate;

namespace {

Timestamp at(const char* text) {
    const auto parsed = parse_rfc3339(text);
    REQUIRE(parsed);
    return *parsed;
}

} // namespace

TEST_CASE("a timestamp is the same after writing and reading", "[clock]") {
    for (const long long seconds : {0LL, 1LL, 951782400LL, 1795324320LL, 253402300799LL, -1LL}) {
        const Timestamp time{std::chrono::seconds(seconds)};
        CHECK(parse_rfc3339(format_rfc3339(time)) == time);
    }
    CHECK(format_rfc3339(at("2026-11-22T05:12:00Z")) == "2026-11-22T05:12:00Z");
}

TEST_CASE("timestamps with offsets, blanks and fractions are read", "[clock]") {
    CHECK(at("2026-11-22 06:12:00.123456+01:00") == at("2026-11-22T05:12:00Z"));
    CHECK(at("2026-11-22T00:00:00-05:30") == at("2026-11-22T05:30:00Z"));
    CHECK(at("2026-11-22") == at("2026-11-22T00:00Z"));
}

TEST_CASE("what is no timestamp is refused", "[clock]") {
    for (const char* text :
         {"", "2026-02-30", "2026-11-22T24:00:00Z", "2026-11-22T05:12:00X", "2026-11-22T05:12:00.Z",
          "26-11-22", "2026-11-22T05", "2026-11-22T05:12:00Z ", "2026-11-22T05:12:00+1"})
        CHECK_FALSE(parse_rfc3339(text));
}

TEST_CASE("local time follows the zone and leaves TZ as it was", "[clock]") {
    ::setenv("TZ", "UTC", 1);
    CHECK(local_time(at("2026-07-01T23:30:00Z"), "UTC") == LocalTime{2026, 7, 1, 23, 30, 0});
    CHECK_THROWS_AS(local_time(at("2026-07-01T23:30:00Z"), "Mars/Base"), Error);
    CHECK_THROWS_AS(local_time(at("2026-07-01T23:30:00Z"), "../etc/passwd"), Error);
    CHECK(std::string(std::getenv("TZ")) == "UTC");
}

TEST_CASE("local time knows the zones of the machine", "[clock]") {
    LocalTime berlin;
    try {
        berlin = local_time(at("2026-07-01T23:30:00Z"), "Europe/Berlin");
    } catch (const Error&) {
        WARN("this machine has no time zone database");
        return;
    }
    CHECK(berlin == LocalTime{2026, 7, 2, 1, 30, 0});
}

TEST_CASE("a fixed clock moves when it is told to", "[clock]") {
    FixedClock clock(at("2026-11-22T05:12:00Z"));
    clock.advance(std::chrono::seconds(30));
    CHECK(format_rfc3339(clock.now()) == "2026-11-22T05:12:30Z");
}

TEST_CASE("ids are 12 hex digits, and those of a seed come again", "[random]") {
    RandomIds one(42), two(42), other(43);
    const std::string first = one.next();
    CHECK(first.size() == 12);
    CHECK(first.find_first_not_of("0123456789abcdef") == std::string::npos);
    CHECK(first == two.next());
    CHECK(first != other.next());
    CHECK(one.next() != first);
    CHECK(RandomIds().next() != RandomIds().next());
}

TEST_CASE("checksums are SHA-256", "[checksum]") {
    CHECK(sha256_hex("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK(sha256_hex("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}
