#include "diff/compare.hpp"
#include "support/catch.hpp"
#include "support/schema_builder.hpp"
#include "unit/diff/fake_dialect.hpp"

using namespace migrate;
using namespace migrate::test;
using Lines = std::vector<std::string>;

namespace {

Table people(const std::string& name, const std::string& nick) {
    Table people = table(name, {column("id"), column(nick, "text"), column("age")});
    people.primary_key = primary_key({"id"}, true);
    return people;
}

Database live() {
    Table users = people("users", "handle");
    users.indexes = {index("ix_handle", {"handle"}, "handle <> ''")};
    users.checks = {check("ck", "length(handle) > 1")};
    users.triggers = {trigger("tr", "BEGIN UPDATE users SET handle = 'x'; END")};
    return database({users}, {view("v", "SELECT handle FROM users")});
}

Database renamed_column() {
    Table users = people("users", "nick");
    users.indexes = {index("ix_handle", {"nick"}, "nick <> ''")};
    users.checks = {check("ck", "length(nick) > 1")};
    users.triggers = {trigger("tr", "BEGIN UPDATE users SET nick = 'x'; END")};
    return database({users}, {view("v", "SELECT nick FROM users")});
}

diff::Options with_hint(const std::string& text) {
    diff::Options options;
    options.rename_hints = {diff::parse_rename_hint(text)};
    return options;
}

} // namespace

TEST_CASE("what only follows a renamed column is no change", "[diff][renames]") {
    const OpTree tree = proven(live(), renamed_column(), {}, with_hint("column:users.handle=nick"));
    REQUIRE(tree.upgrade.size() == 1);
    CHECK(tree.upgrade[0].op == Op(RenameColumn{{"", "users"}, "handle", "nick"}));
    REQUIRE(tree.downgrade.size() == 1);
    CHECK(tree.downgrade[0].op == Op(RenameColumn{{"", "users"}, "nick", "handle"}));
}

TEST_CASE("renamed_from is a rename until it is done", "[diff][renames]") {
    Database model = renamed_column();
    model.tables[0].columns[1].renamed_from = "handle";
    CHECK(proven(live(), model).upgrade.size() == 1);
    CHECK(proven(renamed_column(), model).empty());
}

TEST_CASE("a renamed table keeps its renamed column", "[diff][renames]") {
    Database model = database({people("people", "nick")});
    model.tables[0].renamed_from = "users";
    model.tables[0].columns[1].renamed_from = "handle";
    const OpTree tree = proven(database({people("users", "handle")}), model);
    REQUIRE(tree.upgrade.size() == 2);
    CHECK(tree.upgrade[0].op == Op(RenameTable{{"", "users"}, "people"}));
    CHECK(tree.upgrade[1].op == Op(RenameColumn{{"", "people"}, "handle", "nick"}));
    CHECK(tree.downgrade.size() == 2);
}

TEST_CASE("a name that a rename frees may be taken at once", "[diff][renames]") {
    Database model = database({people("people", "handle"), table("users", {column("x")})});
    model.tables[0].renamed_from = "users";
    const OpTree tree = proven(database({people("users", "handle")}), model);
    CHECK(std::holds_alternative<RenameTable>(tree.upgrade.at(0).op));
    CHECK(std::holds_alternative<CreateTable>(tree.upgrade.at(1).op));
    CHECK(std::holds_alternative<DropTable>(tree.downgrade.at(0).op));
    CHECK(std::holds_alternative<RenameTable>(tree.downgrade.at(1).op));
}

TEST_CASE("renames may follow each other in a chain", "[diff][renames]") {
    Database model = database({table("t", {column("b"), column("c")})});
    model.tables[0].columns[0].renamed_from = "a";
    model.tables[0].columns[1].renamed_from = "b";
    CHECK(proven(database({table("t", {column("a"), column("b")})}), model).upgrade.size() == 2);
}

TEST_CASE("a likely rename is asked, and drop and add when nobody can answer", "[diff][renames]") {
    const Database from = database({people("users", "handle")});
    const Database to = database({people("users", "nick")});
    const OpTree unasked = proven(from, to);
    REQUIRE(unasked.notes.size() == 1);
    CHECK_THAT(unasked.notes[0], ContainsSubstring("--rename column:users.handle=nick"));
    REQUIRE(unasked.upgrade.size() == 1);
    CHECK(unasked.upgrade[0].destructive);
    CHECK_THAT(unasked.upgrade[0].comments.at(0), ContainsSubstring("renamed to nick?"));

    diff::Questions yes;
    yes.was_renamed = [](const diff::RenameCandidate&) { return true; };
    CHECK(proven(from, to, {}, {}, yes).upgrade.at(0).op ==
          Op(RenameColumn{{"", "users"}, "handle", "nick"}));

    diff::Questions no;
    no.was_renamed = [](const diff::RenameCandidate&) { return false; };
    CHECK(proven(from, to, {}, {}, no).notes.empty());

    diff::Options always;
    always.renames = diff::Options::Renames::always;
    CHECK(proven(from, to, {}, always).upgrade.size() == 1);

    diff::Options never;
    never.renames = diff::Options::Renames::never;
    CHECK(proven(from, to, {}, never).notes.empty());
}

TEST_CASE("a likely rename of a table is a candidate too", "[diff][renames]") {
    diff::Questions yes;
    std::string question;
    yes.was_renamed = [&](const diff::RenameCandidate& candidate) {
        question = candidate.question;
        return true;
    };
    const OpTree tree = proven(database({people("users", "nick")}),
                               database({people("people", "nick")}), {}, {}, yes);
    CHECK(question == "Was the table users renamed to people?");
    CHECK(tree.upgrade.size() == 1);
}

TEST_CASE("columns and tables that swap their names go through another name", "[diff][renames]") {
    const Database live =
        database({table("t", {column("a"), column("b", "text")}), table("u", {column("x")})});
    diff::Options options;
    options.rename_hints = {diff::parse_rename_hint("column:t.a=b"),
                            diff::parse_rename_hint("column:t.b=a")};
    const Database swapped =
        database({table("t", {column("b"), column("a", "text")}), table("u", {column("x")})});
    const OpTree columns = proven(live, swapped, {}, options);
    CHECK(lines(columns.upgrade) == Lines{"rename column t.b to migrate_swap_b",
                                          "rename column t.a to b",
                                          "rename column t.migrate_swap_b to a"});
    CHECK(columns.downgrade.size() == 3);

    options.rename_hints = {diff::parse_rename_hint("table:t=u"),
                            diff::parse_rename_hint("table:u=t")};
    const Database tables =
        database({table("u", {column("a"), column("b", "text")}), table("t", {column("x")})});
    CHECK(proven(live, tables, {}, options).upgrade.size() == 3);
}

TEST_CASE("hints are taken in an order in which one makes room for the next", "[diff][renames]") {
    diff::Options options;
    options.rename_hints = {diff::parse_rename_hint("column:t.a=b"),
                            diff::parse_rename_hint("column:t.b=c")};
    const OpTree tree = proven(database({table("t", {column("a"), column("b")})}),
                               database({table("t", {column("b"), column("c")})}), {}, options);
    CHECK(lines(tree.upgrade) == Lines{"rename column t.b to c", "rename column t.a to b"});
}

TEST_CASE("a swap by renamed_from is refused, as nothing shows whether it was done",
          "[diff][renames]") {
    Database model = database({table("t", {column("a"), column("b")})});
    const Database live = model;
    model.tables[0].columns[0].renamed_from = "A";
    CHECK_NOTHROW(proven(live, model));
    model.tables[0].columns[0].renamed_from = "b";
    model.tables[0].columns[1].renamed_from = "a";
    try {
        proven(live, model);
        FAIL("it may be done already");
    } catch (const Error& error) {
        CHECK(error.what() ==
              std::string("columns of table t are renamed from each other: a from b from a"));
        CHECK_THAT(error.help_text(),
                   ContainsSubstring("--rename column:t.b=a --rename column:t.a=b"));
    }
}

TEST_CASE("a hint that names nothing is refused", "[diff][renames]") {
    CHECK_THROWS_AS(proven(live(), renamed_column(), {}, with_hint("column:users.handl=nick")),
                    Error);
    CHECK_THROWS_AS(proven(live(), renamed_column(), {}, with_hint("column:users.handle=nik")),
                    Error);
    CHECK_THROWS_AS(proven(live(), renamed_column(), {}, with_hint("table:user=people")), Error);
    CHECK_THROWS_AS(diff::parse_rename_hint("users.handle=nick"), Error);
    CHECK_THROWS_AS(diff::parse_rename_hint("column:handle=nick"), Error);
    CHECK_THROWS_AS(diff::parse_rename_hint("colum:users.handle=nick"), Error);
}
