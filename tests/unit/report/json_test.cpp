#include "report/json.hpp"

#include "support/catch.hpp"
#include "util/json.hpp"

using namespace migrate;
using namespace migrate::report;

TEST_CASE("an error is one document with its exit code", "[report]") {
    const Error error = Error(ErrorCode::usage, "unknown key")
                            .at({.file = "m.toml", .line = 2}, "x = 1")
                            .note("n")
                            .help("h");
    CHECK(error_json(error, 2) == R"({
  "error": {
    "code": "usage",
    "message": "unknown key",
    "file": "m.toml",
    "line": 2,
    "column": null,
    "notes": [
      "n"
    ],
    "help": "h",
    "retryable": false,
    "exit_code": 2
  }
}
)");
}

TEST_CASE("revisions are an object with a list, also when there are none", "[report]") {
    CHECK(revisions_json({}) == "{\n  \"revisions\": []\n}\n");
    RevisionEntry entry;
    entry.header.id = "3c";
    entry.header.parents = {"2b"};
    entry.is_head = true;
    const std::string json = revisions_json({entry});
    CHECK_THAT(json, test::ContainsSubstring(R"("revision": "3c")"));
    CHECK_THAT(json, test::ContainsSubstring("\"down_revision\": [\n        \"2b\"\n      ]"));
    CHECK_THAT(json, test::ContainsSubstring(R"("created_at": null)"));
    CHECK_THAT(json, test::ContainsSubstring(R"("is_head": true)"));
}

TEST_CASE("every result is an object that a JSON reader takes", "[report]") {
    const commands::RunSummary run{.from = {"1a"}, .to = {}, .revisions = {{.id = "1a"}}};
    const std::vector<std::string> documents = {
        current_json({}),  init_json({.created = {"a", "b"}}),
        revision_json({}), run_json(run),
        stamp_json({}),    ensure_version_json({}),
        check_json({}),    inspect_json({.text = "x"}, "toml"),
        resolve_json({}),  version_json("0.1.0", {{"SQLite", ""}})};
    for (const std::string& text : documents) {
        INFO(text);
        CHECK(text.starts_with("{\n"));
        CHECK_NOTHROW(read_json(text));
    }
}

TEST_CASE("bytes that are not UTF-8 do not break the document", "[report]") {
    CHECK_NOTHROW(read_json(error_json(Error(ErrorCode::failed, "\xff"), 1)));
}

TEST_CASE("a revision of which nothing came is null", "[report]") {
    CHECK_THAT(revision_json({.nothing_to_do = true}),
               test::ContainsSubstring(R"("revision": null)"));
}
