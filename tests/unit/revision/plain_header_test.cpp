#include "revision/plain_header.hpp"

#include "revision/header.hpp"
#include "support/catch.hpp"
#include "toml/reader.hpp"

#include <cstdint>

using namespace migrate;
using revision::read_plain_header;

namespace {

RevisionHeader parsed(const std::string& text) {
    return revision::read_toml_header(toml::read_document(text, "r.toml"));
}

std::optional<RevisionHeader> parsed_if_right(const std::string& text) {
    try {
        return parsed(text);
    } catch (const Error&) {
        return std::nullopt;
    }
}

const std::vector<std::string> plain{
    "revision = \"a1\"\n",
    "revision='a1'",
    "# add age\n\nrevision      = \"3f2a9c81d0b4\"\ndown_revision = \"1a2b3c4d5e6f\"\n"
    "message       = \"add age to users\"\ncreated_at    = 2026-11-22T05:12:00Z\n"
    "branch_labels = [\"billing\"]\ndepends_on    = \"9c81d0b43f2a\" # why\n",
    "revision = \"m\"\r\ndown_revision = [ 'a' , \"b\", ]\r\nonly = []\r\n",
    "\trevision\t=\t\"a1\"\t#\tt\nirreversible = '  rows \\ are gone '\ndowngrade = [ ]\n",
    "revision = \"a1\"\nmessage = \"größer, 数据\"\ncreated_at = \"yesterday\"\n",
    "revision = \"a1\"\ncreated_at = 0000-12-31T00:00:00Z\n",
    "revision = \"a1\"\ncreated_at = 1970-02-28T23:59:59Z# end\n",
};

// The same numbers on every platform, which std's distributions do not promise.
class Dice {
  public:
    explicit Dice(std::uint64_t seed) : state_(seed * 2654435769U + 1) {}
    std::size_t below(std::size_t bound) {
        state_ = state_ * 6364136223846793005U + 1442695040888963407U;
        return static_cast<std::size_t>((state_ >> 33U) % bound);
    }

  private:
    std::uint64_t state_;
};

// Pieces that mean something to TOML, and some that mean nothing.
const std::vector<std::string> pieces{
    "\"",   "'",  "\"\"\"",      "'''",       "[",        "]",        ",",      "=",
    "#",    "\n", "\r",          "\r\n",      "\\",       "\\n",      "\t",     " ",
    ".",    "{",  "}",           "-",         "1",        "0",        "true",   "29",
    "31",   "13", "\x7F",        "\x01",      "é",        "\xE9",     "\u2028", "\uFEFF",
    "only", "x",  "transaction", "2026-02-3", "revision", "message=", "+00:00", ".5",
};

void mutate(std::string& text, Dice& dice) {
    const std::size_t at = dice.below(text.size() + 1);
    switch (dice.below(3)) {
    case 0:
        text.insert(at, pieces[dice.below(pieces.size())]);
        break;
    case 1:
        text.erase(at, 1 + dice.below(3));
        break;
    default: {
        const std::size_t from = dice.below(text.size() + 1);
        text.insert(at, text.substr(from, dice.below(30)));
    }
    }
}

} // namespace

TEST_CASE("plain headers are read without the parser, as the parser reads them", "[header]") {
    for (const std::string& text : plain) {
        CAPTURE(text);
        const auto header = read_plain_header(text);
        REQUIRE(header.has_value());
        CHECK(header == parsed(text));
    }
}

TEST_CASE("what is not plain is left to the parser", "[header]") {
    for (const std::string text : {
             "",
             "message = \"no id\"\n",
             "revision = \"a@1\"\n",
             "revision = \"a\\u0031\"\n",
             "revision = \"a1\"\nrevision = \"a2\"\n",
             "revision = \"a1\"\nmessage = \"\"\"\na\n\"\"\"\n",
             "revision = \"a1\"\nonly = [\n\"sqlite\"]\n",
             "revision = \"a1\"\nmesage = \"a\"\n",
             "revision = \"a1\"\nmessage = 1\n",
             "revision = \"a1\"\ncreated_at = 2026-02-29T00:00:00Z\n",
             "revision = \"a1\"\ncreated_at = \"\\n\" 2026-02-28T00:00:00Z\n",
             "revision = \"a1\" b\n",
             "revision = \"a1\"\n# \x01\n",
             "revision = \"a1\"\nmessage = \"\xE9\"\n",
             "\"revision\" = \"a1\"\n",
         }) {
        CAPTURE(text);
        CHECK_FALSE(read_plain_header(text));
    }
}

TEST_CASE("whatever a header holds, a plain reading is the parser's", "[header][property]") {
    std::size_t read = 0;
    for (std::uint64_t seed = 0; seed < 20000; ++seed) {
        Dice dice(seed);
        std::string text = plain[dice.below(plain.size())];
        for (std::size_t changes = 1 + dice.below(3); changes > 0; --changes)
            mutate(text, dice);
        const auto header = read_plain_header(text);
        if (!header)
            continue;
        ++read;
        CAPTURE(seed, text);
        REQUIRE(header == parsed_if_right(text));
    }
    CHECK(read > 500); // else the law says nothing
}
