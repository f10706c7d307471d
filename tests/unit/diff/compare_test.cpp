#include "support/catch.hpp"
#include "support/schema_builder.hpp"
#include "unit/diff/fake_dialect.hpp"

using namespace migrate;
using namespace migrate::test;
using Lines = std::vector<std::string>;

namespace {

Table users() {
    Table users = table("users", {column("id"), column("name", "text")});
    users.primary_key = primary_key({"id"}, true);
    return users;
}

} // namespace

TEST_CASE("equal schemas have no difference", "[diff]") {
    CHECK(proven(database({users()}), database({users()})).empty());
}

TEST_CASE("spelling, letter case and placement are no difference", "[diff]") {
    Table live =
        table("Users", {with_default(column("Id", "INTEGER"), expression("CURRENT_TIMESTAMP")),
                        column("e", "text"), column("p", "integer")});
    live.primary_key = primary_key({"Id"}, true);
    live.uniques = {unique("", {"e"}, true)};
    live.foreign_keys = {foreign_key("", {"p"}, "users", {"id"})};
    live.foreign_keys[0].in_column = true;
    live.checks = {check("", "e <> ''", "e")};
    Table model =
        table("users", {column("e", "TEXT"), column("p", "integer"),
                        not_null(with_default(column("id"), expression("current_timestamp")))});
    model.primary_key = primary_key({"ID"});
    model.uniques = {unique("", {"E"})};
    model.foreign_keys = {foreign_key("", {"p"}, "users")};
    model.foreign_keys[0].deferral = Deferral::not_deferrable;
    model.checks = {check("", "(\"e\"!='')")};
    CHECK(lines(proven(database({live}), database({model})).upgrade) == Lines{});
}

TEST_CASE("a nameless part matches a part of the same definition whatever its name", "[diff]") {
    Table live = users();
    live.uniques = {unique("uq_users_name", {"name"})};
    live.checks = {check("ck", "id > 0")};
    Table model = users();
    model.uniques = {unique("", {"name"})};
    model.checks = {check("", "id > 0")};
    CHECK(proven(database({live}), database({model})).empty());
}

TEST_CASE("a part that gets a name is replaced, and nameless again on the way back", "[diff]") {
    Table live = users();
    live.uniques = {unique("", {"name"})};
    Table model = users();
    model.uniques = {unique("uq", {"name"})};
    const OpTree tree = proven(database({live}), database({model}));
    CHECK(clause_lines(tree.upgrade).size() == 2);
    CHECK(clause_lines(tree.downgrade).size() == 2);
}

TEST_CASE("a new table is one step, and its way back another", "[diff]") {
    Table model = users();
    model.indexes = {index("ix", {"name"})};
    model.triggers = {trigger("tr", "BEGIN SELECT 1; END")};
    model.overrides = {{"postgresql", "unlogged", Node::boolean(true)}};
    const OpTree tree = proven(database({}), database({model}));
    REQUIRE(tree.upgrade.size() == 1);
    CHECK(std::get<CreateTable>(tree.upgrade[0].op).table == model);
    REQUIRE(tree.downgrade.size() == 1);
    CHECK(tree.downgrade[0].op == Op(DropTable{{"", "users"}}));
    CHECK(tree.downgrade[0].destructive);
}

TEST_CASE("one change of a table is a step of its own", "[diff]") {
    Table model = users();
    model.columns.push_back(column("age"));
    const OpTree tree = proven(database({users()}), database({model}));
    REQUIRE(tree.upgrade.size() == 1);
    CHECK(std::get<AddColumn>(tree.upgrade[0].op).definition.column.name == "age");
    REQUIRE(tree.downgrade.size() == 1);
    CHECK(tree.downgrade[0].op == Op(DropColumn{{"", "users"}, "age"}));
    CHECK(tree.downgrade[0].destructive);
}

TEST_CASE("several changes of a table are one ALTER where that is cheaper", "[diff]") {
    Table model = users();
    model.columns.push_back(column("age"));
    model.columns[1].type = parse_type("varchar(50)");
    model.checks = {check("ck_age", "age > 0")};
    model.indexes = {index("ix_age", {"age"})};
    const OpTree tree = proven(database({users()}), database({model}));
    CHECK(clause_lines(tree.upgrade).size() == 4);
    FakeDialect dialect;
    dialect.caps.one_alter_is_cheaper = false;
    CHECK(proven(database({users()}), database({model}), dialect).upgrade.size() == 4);
}

TEST_CASE("changes of indexes alone are never grouped", "[diff]") {
    Table live = users();
    live.indexes = {index("ix_a", {"name"})};
    Table model = users();
    model.indexes = {index("ix_b", {"name", "id"}), index("ix_c", {"id"})};
    CHECK(proven(database({live}), database({model})).upgrade.size() == 3);
}

TEST_CASE("each index stands for one that the model leaves nameless", "[diff]") {
    Table live = users();
    live.indexes = {index("ix_users_name", {"name"}), index("left", {"name"})};
    Table model = users();
    model.indexes = {index("", {"name"})};
    CHECK(lines(proven(database({live}), database({model})).upgrade) ==
          Lines{"drop index users.left"});
    model.indexes = {index("", {"name"}), index("left", {"id"}), index("", {"name"})};
    const OpTree tree = proven(database({live}), database({model}));
    CHECK(std::ranges::count(lines(tree.upgrade), "create index users.ix_users_name_2 (name)") ==
          1);
}

TEST_CASE("an altered column says what it was and what it becomes", "[diff]") {
    Table model = users();
    model.columns[1] = with_default(column("name", "varchar(20)"), string("x"));
    const OpTree tree = proven(database({users()}), database({model}));
    REQUIRE(tree.upgrade.size() == 1);
    const AlterColumn& op = std::get<AlterColumn>(tree.upgrade[0].op);
    CHECK(op.type->from->text == "text");
    CHECK(op.type->to->text == "varchar(20)");
    CHECK(!op.default_value->from);
    CHECK(*op.default_value->to == string("x"));
    CHECK(!op.nullable);
    const AlterColumn& back = std::get<AlterColumn>(tree.downgrade.at(0).op);
    CHECK(back.type->to->text == "text");
    CHECK(!back.default_value->to);
}

TEST_CASE("every kind of change of a table is seen", "[diff]") {
    Table live = users();
    live.uniques = {unique("uq", {"name"})};
    live.checks = {check("ck", "id > 0")};
    live.foreign_keys = {foreign_key("fk", {"id"}, "users", {"id"})};
    live.indexes = {index("ix", {"name"}, "id > 1")};
    live.triggers = {trigger("tr", "BEGIN SELECT 1; END")};
    Table model = live;
    SECTION("primary key changed") {
        model.primary_key = primary_key({"id", "name"});
    }
    SECTION("primary key dropped") {
        model.primary_key.reset();
    }
    SECTION("key part descending") {
        model.primary_key->columns[0].desc = true;
    }
    SECTION("unique changed") {
        model.uniques[0].columns = parts({"name", "id"});
    }
    SECTION("conflict clause") {
        model.uniques[0].conflict = Conflict::replace;
    }
    SECTION("unique becomes an index") {
        model.uniques.clear();
        model.indexes.push_back(index("uq2", {"name"}));
        model.indexes.back().unique = true;
    }
    SECTION("check changed") {
        model.checks[0].expression = "id >= 0";
    }
    SECTION("check renamed") {
        model.checks[0].name = "ck2";
    }
    SECTION("nameless check added") {
        model.checks.push_back(check("", "name <> ''"));
    }
    SECTION("foreign key renamed") {
        model.foreign_keys[0].name = "fk2";
    }
    SECTION("foreign key action") {
        model.foreign_keys[0].on_delete = FkAction::cascade;
    }
    SECTION("restrict is not no action") {
        model.foreign_keys[0].on_delete = FkAction::restrict;
    }
    SECTION("deferrable") {
        model.foreign_keys[0].deferral = Deferral::initially_deferred;
    }
    SECTION("index renamed") {
        model.indexes[0].name = "ix2";
    }
    SECTION("index descending") {
        model.indexes[0].columns[0].desc = true;
    }
    SECTION("index predicate") {
        model.indexes[0].where = "id > 2";
    }
    SECTION("index collation") {
        model.indexes[0].columns[0].collation = "NOCASE";
    }
    SECTION("index expression") {
        model.indexes[0].columns = {KeyPart{"", "lower(name)", false, {}, {}}};
    }
    SECTION("column collation") {
        model.columns[1].collation = "NOCASE";
    }
    SECTION("generated") {
        model.columns[1].generated = Generated{"id || ''", true};
    }
    SECTION("autoincrement") {
        model.columns[0].autoincrement = true;
    }
    SECTION("not null") {
        model.columns[1].nullable = false;
    }
    SECTION("trigger body") {
        model.triggers[0].body = "BEGIN SELECT 2; END";
    }
    SECTION("trigger timing") {
        model.triggers[0].timing = TriggerTiming::before;
    }
    SECTION("trigger condition") {
        model.triggers[0].where = "new.id > 1";
    }
    SECTION("trigger gone") {
        model.triggers.clear();
    }
    SECTION("strict") {
        model.strict = true;
    }
    SECTION("without rowid") {
        model.without_rowid = true;
    }
    const OpTree tree = proven(database({live}), database({model}));
    CHECK(!tree.upgrade.empty());
    CHECK(!tree.downgrade.empty());
}

TEST_CASE("parts written in their column change with the column", "[diff]") {
    Table live = users();
    live.uniques = {unique("", {"name"}, true)};
    live.checks = {check("", "id > 0", "id")};
    Table model = users();
    model.uniques = {unique("", {"name"}, true)};
    model.uniques[0].conflict = Conflict::ignore;
    model.checks = {check("", "id > 0", "id"), check("", "id < 9", "id")};
    const OpTree tree = proven(database({live}), database({model}));
    REQUIRE(clause_lines(tree.upgrade).size() == 2);
    const auto& clauses = std::get<AlterTable>(tree.upgrade[0].op).clauses;
    for (const TableClause& clause : clauses) {
        const AlterColumn& alter = std::get<AlterColumn>(clause);
        if (alter.column == "name") {
            CHECK(alter.unique->from->conflict == Conflict::none);
            CHECK(alter.unique->to->conflict == Conflict::ignore);
        } else {
            CHECK(alter.checks->from->size() == 1);
            CHECK(alter.checks->to->size() == 2);
        }
    }
}

TEST_CASE("of several foreign keys in one column each changes for itself", "[diff]") {
    Table live = table("t", {column("a")});
    live.foreign_keys = {foreign_key("", {"a"}, "t", {"a"}), foreign_key("", {"a"}, "u", {"a"})};
    for (ForeignKey& key : live.foreign_keys)
        key.in_column = true;
    Table model = live;
    model.foreign_keys.pop_back();
    const Table other = table("u", {column("a")});
    const OpTree tree = proven(database({live, other}), database({model, other}));
    REQUIRE(tree.upgrade.size() == 1);
    CHECK(std::get<DropConstraint>(tree.upgrade[0].op).references_table == QualifiedName{"", "u"});
    CHECK(std::holds_alternative<AddConstraint>(tree.downgrade.at(0).op));
}

TEST_CASE("the name of a NOT NULL changes, goes and comes back", "[diff]") {
    Table live = table("t", {not_null(column("a"))});
    Table model = live;
    live.columns[0].not_null_name = "old";
    CHECK(proven(database({live}), database({model})).empty()); // a model may leave it nameless
    model.columns[0].not_null_name = "new";
    const OpTree renamed = proven(database({live}), database({model}));
    CHECK(std::get<AlterColumn>(renamed.upgrade.at(0).op).not_null_name ==
          Change<std::string>{"old", "new"});
    model.columns[0] = column("a");
    const OpTree gone = proven(database({live}), database({model}));
    CHECK(std::get<AlterColumn>(gone.downgrade.at(0).op).not_null_name ==
          Change<std::string>{std::nullopt, "old"});
}

TEST_CASE("NOT NULL that a key only spelled out is gone on the way back", "[diff]") {
    FakeDialect dialect;
    dialect.caps.conflict_clauses = dialect.caps.strict_tables = true;
    Table live = table("t", {column("id")});
    live.primary_key = primary_key({"id"}, true);
    Table model = live;
    model.without_rowid = true;
    model.columns[0].nullable = false;
    model.columns[0].not_null_conflict = Conflict::rollback;
    const OpTree tree = proven(database({live}), database({model}), dialect);
    const auto& clauses = std::get<AlterTable>(tree.downgrade.at(0).op).clauses;
    CHECK(std::get<AlterColumn>(clauses.at(0)).nullable == Change<bool>{false, true});
}

TEST_CASE("a descending key that is no rowid in its column moves", "[diff]") {
    FakeDialect dialect;
    Table live = table("t", {column("id")});
    live.primary_key = primary_key({"id"}, true);
    live.primary_key->columns[0].desc = true;
    Table model = live;
    model.primary_key->in_column = false;
    CHECK(proven(database({live}), database({model}), dialect).empty());
    dialect.fake_types.desc_quirk = true;
    const OpTree tree = proven(database({live}), database({model}), dialect);
    REQUIRE(tree.upgrade.size() == 1);
    CHECK(std::get<AlterTable>(tree.upgrade[0].op).clauses.size() == 2);
    CHECK(tree.downgrade.size() == 1);
}

TEST_CASE("only what differs in its tokens is asked of the dialect", "[diff]") {
    Table live = users();
    live.checks = {check("ck", "id in (1)")};
    Table model = users();
    model.checks = {check("ck", "ID IN ( 1 )")};
    FakeDialect dialect;
    CHECK(proven(database({live}), database({model}), dialect).empty());
    CHECK(dialect.asked == 0);
    model.checks[0].expression = "id = 1";
    dialect.equal_expressions = {{"id in (1)", "id = 1"}};
    CHECK(proven(database({live}), database({model}), dialect).empty());
    CHECK(dialect.asked > 0);
}

TEST_CASE("what is not compared is named, and strict makes it an error", "[diff]") {
    Database live = database({});
    live.not_compared = {"3 policies"};
    CHECK(proven(live, database({})).notes == Lines{"not compared: 3 policies"});
    diff::Options strict;
    strict.strict = true;
    CHECK_THROWS_AS(proven(live, database({}), {}, strict), Error);
}

TEST_CASE("a column that comes back on the way down stands where it was", "[diff]") {
    Table live = table("t", {column("a"), column("b"), column("c")});
    Table model = table("t", {column("a"), column("c")});
    const OpTree tree = proven(database({live}), database({model}));
    CHECK(std::get<AddColumn>(tree.downgrade.at(0).op).after == "a");
    Table first = table("t", {column("b"), column("c")});
    CHECK(
        std::get<AddColumn>(proven(database({live}), database({first})).downgrade.at(0).op).first);
}

TEST_CASE("a column is placed where the model has it only when the table is copied anyway",
          "[diff]") {
    Table live = table("t", {column("a"), column("c")});
    Table model = table("t", {column("a"), column("b"), column("c")});
    CHECK(std::get<AddColumn>(proven(database({live}), database({model})).upgrade.at(0).op)
              .after.empty());
    model.columns[0].type = parse_type("text");
    const OpTree tree = proven(database({live}), database({model}));
    const auto& clauses = std::get<AlterTable>(tree.upgrade.at(0).op).clauses;
    CHECK(std::get<AddColumn>(clauses.at(0)).after == "a");
}

TEST_CASE("what a NOT NULL would do is compared only where one is written", "[diff]") {
    FakeDialect dialect;
    dialect.caps.conflict_clauses = true;
    Database live = database({table("t", {column("id")})});
    live.tables.front().primary_key = primary_key({"id"}, true);
    Database model = live;
    model.tables.front().columns.front().nullable = false;
    model.tables.front().columns.front().not_null_conflict = Conflict::rollback;
    CHECK(diff::compare(live, model, dialect, {}, {}).upgrade.empty());
    live.tables.front().without_rowid = model.tables.front().without_rowid = true;
    const OpTree tree = diff::compare(live, model, dialect, {}, {});
    REQUIRE(tree.upgrade.size() == 1);
    CHECK(std::get<AlterColumn>(tree.upgrade.front().op).nullable->to == false);
}
