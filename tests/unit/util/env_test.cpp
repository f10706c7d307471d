#include "util/env.hpp"

#include "migrate/error.hpp"

#include "support/catch.hpp"

#include <map>

using namespace migrate;

namespace {

std::string expand(const std::string& text) {
    static const std::map<std::string, std::string> set{{"A", "1"}, {"EMPTY", ""}, {"x:tag", "v2"}};
    return expand_variables(text, [](const std::string& name) -> std::optional<std::string> {
        const auto found = set.find(name);
        return found == set.end() ? std::nullopt : std::optional(found->second);
    });
}

} // namespace

TEST_CASE("variables and defaults are filled in", "[env]") {
    CHECK(expand("a${A}b${A}") == "a1b1");
    CHECK(expand("${NONE:-sqlite:///app.db}") == "sqlite:///app.db");
    CHECK(expand("${A:-x}") == "1");
    CHECK(expand("${EMPTY:-x}") == "x");
    CHECK(expand("[${EMPTY}]") == "[]");
    CHECK(expand("${x:tag} ${x:none:-d}") == "v2 d");
    CHECK(expand("no variable, $A, $ and }") == "no variable, $A, $ and }");
}

TEST_CASE("two dollars make a plain brace", "[env]") {
    CHECK(expand("$${A}") == "${A}");
    CHECK(expand("p$$${A}") == "p$${A}");
    CHECK(expand("${A}$${A}${A}") == "1${A}1");
}

TEST_CASE("what is not set is an error that names it", "[env]") {
    CHECK_THROWS_WITH(expand("${NONE}"), "the environment variable NONE is not set");
    CHECK_THROWS_WITH(expand("${x:none}"), "${x:none} was not given on the command line");
    CHECK_THROWS_AS(expand("${A"), Error);
    CHECK_THROWS_AS(expand("${}"), Error);
    CHECK_THROWS_AS(expand("${a-b}"), Error);
}
