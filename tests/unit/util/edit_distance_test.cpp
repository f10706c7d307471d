#include "util/edit_distance.hpp"

#include "support/catch.hpp"

#include <vector>

using namespace migrate;
using Names = std::vector<std::string>;

TEST_CASE("insertions, deletions, substitutions and swaps count one each", "[suggest]") {
    CHECK(edit_distance("upgrade", "upgrade", 3) == 0);
    CHECK(edit_distance("upgrad", "upgrade", 3) == 1);
    CHECK(edit_distance("upggrade", "upgrade", 3) == 1);
    CHECK(edit_distance("upgrxde", "upgrade", 3) == 1);
    CHECK(edit_distance("upgrdae", "upgrade", 3) == 1);
    CHECK(edit_distance("UPGRADE", "upgrade", 3) == 0);
    CHECK(edit_distance("a", "upgrade", 2) == 3);
}

TEST_CASE("the nearest name is suggested, if one is near", "[suggest]") {
    const Names names{"head", "heads", "history"};
    CHECK(nearest("haed", names) == "head");
    CHECK(nearest("hitsory", names) == "history");
    CHECK(nearest("stamp", names) == std::nullopt);
    CHECK(did_you_mean("hed", names) == " (did you mean \"head\"?)");
    CHECK(did_you_mean("stamp", names).empty());
}

TEST_CASE("the beginning of one name only is that name", "[suggest]") {
    const Names names{"production", "staging", "stage2"};
    CHECK(nearest("prod", names) == "production");
    CHECK(nearest("Prod", names) == "production");
    CHECK(nearest("st", names) == std::nullopt);
    CHECK(nearest("p", names) == std::nullopt);
    CHECK(nearest("", names) == std::nullopt);
}
