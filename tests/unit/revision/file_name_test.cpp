#include "revision/file_name.hpp"

#include "migrate/error.hpp"

#include "support/catch.hpp"

using namespace migrate;

namespace {

const Timestamp noon = *parse_rfc3339("2026-11-22T12:34:56Z");

}

TEST_CASE("a slug holds the words of the message", "[file-name]") {
    CHECK(revision::slug("Add age, to users!", 40) == "add_age_to_users");
    CHECK(revision::slug("  -- ", 40).empty());
    CHECK(revision::slug("größe ändern", 40) == "größe_ändern");
}

TEST_CASE("a slug that is too long is cut at a word", "[file-name]") {
    CHECK(revision::slug("add age to users", 10) == "add_age_");
    CHECK(revision::slug("extraordinarily", 5) == "extra_");
}

TEST_CASE("a file name is filled from its template", "[file-name]") {
    CHECK(revision::file_name("{rev}_{slug}", "abc", "add_age", noon, "UTC") == "abc_add_age");
    CHECK(revision::file_name("{year}/{month}/{day}_{hour}{minute}{second}_{rev}", "abc", "", noon,
                              "UTC") == "2026/11/22_123456_abc");
    CHECK(revision::file_name("{rev}_{slug}", "abc", "", noon, "UTC") == "abc");
    CHECK_THROWS_AS(revision::file_name("{revision}", "abc", "", noon, "UTC"), Error);
}
