#include "cli/app.hpp"

#include "support/catch.hpp"

using namespace migrate;
using namespace migrate::cli;
using Words = std::vector<std::string>;

namespace {

// A command with one option of each kind.
struct Sample {
    Sample() {
        binder.option("-m,--message", "TEXT", message, "");
        binder.option("--rev-id", "ID", rev_id, "");
        binder.option("--head", "REV", heads, "");
        binder.flag("--splice", splice, "");
        binder.flag("-q,--quiet", quiet, "");
        binder.choice("--format", format, {"toml", "sql"}, "");
        binder.positional("TARGET", target, "where to go");
        binder.positional("MORE", more, "others");
    }
    void parse(const Words& words) { Parser(binder, "migrate x").parse(words); }
    std::string error(const Words& words) {
        try {
            parse(words);
        } catch (const Error& e) {
            CHECK(e.code() == ErrorCode::usage);
            return e.what();
        }
        return "";
    }

    std::string message, rev_id, format, target;
    Words heads, more;
    bool splice = false, quiet = false;
    Binder binder;
};

} // namespace

TEST_CASE("options come in every spelling", "[cli]") {
    const auto words = GENERATE(Words{"-m", "text"}, Words{"-mtext"}, Words{"--message", "text"},
                                Words{"--message=text"}, Words{"-qm", "text"});
    Sample sample;
    sample.parse(words);
    CHECK(sample.message == "text");
}

TEST_CASE("underscores in option names stand for dashes, in values for themselves", "[cli]") {
    Sample sample;
    sample.parse({"--rev_id", "a_b", "--message=x_y"});
    CHECK(sample.rev_id == "a_b");
    CHECK(sample.message == "x_y");
}

TEST_CASE("a value is taken as it is, whatever it looks like", "[cli]") {
    const std::string value =
        GENERATE("-1", "--splice", "-q", "", "[a,b]", "{}", "a b", "--message", "-1 ä", "a=b");
    Sample sample;
    sample.parse({"-m", value});
    CHECK(sample.message == value);
    CHECK_FALSE(sample.splice);
}

TEST_CASE("an empty value after = is a value", "[cli]") {
    Sample sample;
    sample.parse({"--message=", "target"});
    CHECK(sample.message.empty());
    CHECK(sample.target == "target");
}

TEST_CASE("negative targets need no --", "[cli]") {
    Sample sample;
    sample.parse({"-1", "-q", "-3:"});
    CHECK(sample.target == "-1");
    CHECK(sample.more == Words{"-3:"});
    CHECK(sample.quiet);
}

TEST_CASE("after -- everything is an argument", "[cli]") {
    Sample sample;
    sample.parse({"--", "--splice", "-q"});
    CHECK(sample.target == "--splice");
    CHECK(sample.more == Words{"-q"});
}

TEST_CASE("a repeatable option keeps every value in order, another one the last", "[cli]") {
    Sample sample;
    sample.parse({"--head", "a", "-m", "x", "t", "--head=b", "-m", "y", "u"});
    CHECK(sample.heads == Words{"a", "b"});
    CHECK(sample.message == "y");
    CHECK(sample.target == "t");
    CHECK(sample.more == Words{"u"});
}

TEST_CASE("flags may be repeated", "[cli]") {
    Sample sample;
    sample.parse({"-qq", "--quiet"});
    CHECK(sample.quiet);
}

TEST_CASE("what is not understood is named, with the nearest name", "[cli]") {
    Sample sample;
    CHECK(sample.error({"--mesage", "x"}) ==
          "unknown option --mesage (did you mean \"--message\"?)");
    CHECK(sample.error({"-z"}) == "unknown option -z");
    CHECK(sample.error({"-m"}) == "-m needs a value");
    CHECK(sample.error({"--splice=yes"}) == "--splice is a flag and takes no value");
    CHECK(sample.error({"--format", "sgl"}) ==
          "--format is toml or sql, not \"sgl\" (did you mean \"sql\"?)");
}

TEST_CASE("a number is a whole number", "[cli]") {
    Binder binder;
    long long seq = 0;
    binder.positional("SEQ", seq, "");
    Parser(binder, "migrate x").parse({"42"});
    CHECK(seq == 42);
    CHECK_THROWS_AS(Parser(binder, "migrate x").parse({"4x"}), Error);
    CHECK_THROWS_AS(Parser(binder, "migrate x").parse({"1", "2"}), Error);
}

TEST_CASE("a missing argument is told with what it is for", "[cli]") {
    Sample sample;
    Parser parser(sample.binder, "migrate x");
    parser.parse({});
    try {
        parser.check_positionals();
        FAIL("nothing was thrown");
    } catch (const Error& error) {
        CHECK(std::string(error.what()) == "migrate x needs TARGET: where to go");
    }
}

TEST_CASE("the command is the first word that is no option and no option's value", "[cli]") {
    Sample sample;
    CHECK(command_position(sample.binder, {"-m", "x", "--head=a", "-q", "go"}) == 4);
    CHECK(command_position(sample.binder, {"-qm", "x", "go"}) == 2);
    CHECK(command_position(sample.binder, {"-mx", "go"}) == 1);
    CHECK(command_position(sample.binder, {"-q"}) == 1);
}
