#include "report/github.hpp"

#include "support/catch.hpp"

using namespace migrate;
using namespace migrate::report;

TEST_CASE("an annotation stands on the file, seen from the workspace") {
    Error error(ErrorCode::failed, "no");
    error.at({"/repo/db/a,b.toml", 3, 7}).note("first: 100%").help("try\nagain");
    CHECK(github_annotation(error, "/repo") ==
          "::error file=db/a%2Cb.toml,line=3,col=7::no%0Afirst: 100%25%0Ahelp: try%0Aagain\n");
    CHECK(github_annotation(error, "/other") == "::error file=/repo/db/a%2Cb.toml,line=3,col=7::no"
                                                "%0Afirst: 100%25%0Ahelp: try%0Aagain\n");
}

TEST_CASE("an annotation without a place names no file") {
    CHECK(github_annotation(Error(ErrorCode::failed, "no"), "") == "::error::no\n");
    CHECK(github_annotation("migrate check", "a: b\n") == "::error title=migrate check::a: b\n");
}

TEST_CASE("the page keeps text apart from Markdown, and leaves colours out") {
    CHECK(github_summary("migrate upgrade", 0, "\x1b[33mr1\x1b[0m done\n") ==
          "### migrate upgrade: done\n\n```\nr1 done\n```\n\n");
    CHECK(github_summary("migrate check", 3, "```") ==
          "### migrate check: there is a difference (exit code 3)\n\n````\n```\n````\n\n");
    CHECK(github_summary("migrate stamp", 0, "") == "### migrate stamp: done\n\n");
}
