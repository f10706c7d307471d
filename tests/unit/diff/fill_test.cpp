#include "diff/compare.hpp"
#include "support/catch.hpp"
#include "support/schema_builder.hpp"
#include "unit/diff/fake_dialect.hpp"

using namespace migrate;
using namespace migrate::test;

namespace {

Database with_age(Column age) {
    return database({table("users", {column("id"), std::move(age)})});
}

Database without_age() {
    return database({table("users", {column("id")})});
}

diff::Questions rows(long long count) {
    diff::Questions questions;
    questions.count_rows = [=](const QualifiedName&) { return count; };
    questions.count_nulls = [=](const QualifiedName&, const std::string&) { return count; };
    return questions;
}

diff::Options with_fill(const std::string& text) {
    diff::Options options;
    options.fill_hints = {diff::parse_fill_hint(text)};
    return options;
}

} // namespace

TEST_CASE("a new NOT NULL column needs a value for the rows that are there", "[diff][fill]") {
    const Database model = with_age(not_null(column("age")));
    try {
        proven(without_age(), model, {}, {}, rows(3));
        FAIL("there are three rows");
    } catch (const Error& error) {
        CHECK(error.code() == ErrorCode::failed);
        CHECK_THAT(error.what(), ContainsSubstring("3 rows"));
        CHECK_THAT(error.help_text(), ContainsSubstring("--fill users.age="));
    }
}

TEST_CASE("a new NOT NULL column that may be a renamed one is asked about as that first",
          "[diff][fill]") {
    const Database live = database({table("users", {column("id"), not_null(column("age"))})});
    const Database model = database({table("users", {column("id"), not_null(column("years"))})});
    try {
        proven(live, model, {}, {}, rows(3));
        FAIL("there are three rows");
    } catch (const Error& error) {
        REQUIRE(error.notes().size() == 1);
        CHECK_THAT(error.notes()[0],
                   ContainsSubstring("Was the column users.age renamed to years?"));
        CHECK(error.help_text() ==
              "if it was renamed, give --rename column:users.age=years; if not, give them a value "
              "with --fill users.years=VALUE, or declare a default for users.years");
    }
    diff::Options renamed;
    renamed.rename_hints = {diff::parse_rename_hint("column:users.age=years")};
    CHECK(proven(live, model, {}, renamed, rows(3)).upgrade.size() == 1);
}

TEST_CASE("where the value for new columns comes from", "[diff][fill]") {
    const Database model = with_age(not_null(column("age")));
    const auto fill_of = [](const OpTree& tree) {
        return std::get<AddColumn>(tree.upgrade.at(0).op).fill;
    };
    CHECK(fill_of(proven(without_age(), model, {}, with_fill("users.age=0"), rows(3))) ==
          number("0"));
    CHECK(!fill_of(proven(without_age(), model, {}, {}, rows(0))));
    diff::Questions asked = rows(3);
    asked.fill_for = [](const QualifiedName&, const Column&) { return number("7"); };
    CHECK(fill_of(proven(without_age(), model, {}, {}, asked)) == number("7"));
    const Database with = with_age(with_default(not_null(column("age")), number("1")));
    CHECK(!fill_of(proven(without_age(), with, {}, {}, rows(3))));
}

TEST_CASE("a column that becomes NOT NULL takes its default for rows without a value",
          "[diff][fill]") {
    const Database live = with_age(column("age"));
    const auto fill_of = [](const OpTree& tree) {
        return std::get<AlterColumn>(tree.upgrade.at(0).op).fill;
    };
    const Database with = with_age(with_default(not_null(column("age")), number("1")));
    CHECK(fill_of(proven(live, with, {}, {}, rows(3))) == number("1"));
    const Database without = with_age(not_null(column("age")));
    CHECK(!fill_of(proven(live, without, {}, {}, rows(0))));
    CHECK(fill_of(proven(live, without, {}, with_fill("users.age=5"), rows(3))) == number("5"));
    CHECK_THROWS_AS(proven(live, without, {}, {}, rows(3)), Error);
}

TEST_CASE("one value for several rows of a unique column is refused", "[diff][fill]") {
    Database model = with_age(not_null(column("age")));
    model.tables[0].uniques = {unique("uq", {"age"})};
    const diff::Options same = with_fill("users.age=0");
    CHECK_NOTHROW(proven(without_age(), model, {}, same, rows(1)));
    CHECK_THROWS_WITH(proven(without_age(), model, {}, same, rows(2)),
                      ContainsSubstring("2 rows of table users would get the same value"));
    CHECK_NOTHROW(proven(without_age(), model, {}, with_fill("users.age=sql:random()"), rows(2)));
    const OpTree dropped = proven(model, without_age());
    CHECK(clause_lines(dropped.downgrade).size() == 2);
    CHECK_THAT(dropped.downgrade.at(0).comments.at(1), ContainsSubstring("It is unique"));
}

TEST_CASE("rows are counted under the names of the live database", "[diff][fill]") {
    Database model = database({table("people", {column("id"), not_null(column("years"))})});
    model.tables[0].renamed_from = "users";
    model.tables[0].columns[1].renamed_from = "age";
    diff::Questions questions;
    std::string counted;
    questions.count_nulls = [&](const QualifiedName& table, const std::string& column) {
        counted = to_string(table) + "." + column;
        return 0;
    };
    proven(with_age(column("age")), model, {}, {}, questions);
    CHECK(counted == "users.age");
}

TEST_CASE("the way back from a dropped NOT NULL column is marked as lossy", "[diff][fill]") {
    const OpTree tree = proven(with_age(not_null(column("age", "varchar(9)"))), without_age());
    CHECK(tree.upgrade.at(0).destructive);
    CHECK(std::get<AddColumn>(tree.downgrade.at(0).op).fill == string(""));
    CHECK_THAT(tree.downgrade.at(0).comments.at(0), ContainsSubstring("users.age are lost"));
}

TEST_CASE("a key that is NOT NULL without saying so needs a value like any other", "[diff][fill]") {
    Database keyed = with_age(not_null(column("age")));
    keyed.tables.front().primary_key = primary_key({"age"});
    keyed.tables.front().without_rowid = true;
    const OpTree tree = proven(keyed, without_age());
    const auto& clauses = std::get<AlterTable>(tree.downgrade.at(0).op).clauses;
    REQUIRE(std::holds_alternative<AddColumn>(clauses.at(0)));
    CHECK(std::get<AddColumn>(clauses.at(0)).fill == number("0"));
}

TEST_CASE("a fill that nothing takes is refused", "[diff][fill]") {
    CHECK_THROWS_AS(proven(without_age(), with_age(column("age")), {}, with_fill("users.agee=0")),
                    Error);
}

TEST_CASE("values of --fill are literals unless they say sql:", "[diff][fill]") {
    CHECK(diff::parse_fill_hint("users.age=-1.5").value == number("-1.5"));
    CHECK(diff::parse_fill_hint("users.a=x = y").value == string("x = y"));
    CHECK(diff::parse_fill_hint("users.a='it''s'").value == string("it's"));
    CHECK(diff::parse_fill_hint("users.a='0'").value == string("0"));
    CHECK(diff::parse_fill_hint("users.a=sql:lower(name)").value == expression("lower(name)"));
    CHECK(diff::parse_fill_hint("a.users.age=0").table == "a.users");
    CHECK_THROWS_AS(diff::parse_fill_hint("age=0"), Error);
    CHECK_THROWS_AS(diff::parse_fill_hint("users.age"), Error);
}
