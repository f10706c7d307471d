#include "diff/compare.hpp"
#include "support/catch.hpp"
#include "support/schema_builder.hpp"
#include "unit/diff/fake_dialect.hpp"

using namespace migrate;
using namespace migrate::test;
using Lines = std::vector<std::string>;

namespace {

Table child(const std::string& name, const std::string& parent) {
    Table child = table(name, {column("id"), column("p")});
    child.primary_key = primary_key({"id"});
    child.foreign_keys = {foreign_key("fk_" + name, {"p"}, parent, {"id"})};
    return child;
}

Table parent(const std::string& name) {
    Table parent = table(name, {column("id")});
    parent.primary_key = primary_key({"id"});
    return parent;
}

template <class T>
std::size_t place(const std::vector<PlannedOp>& ops, std::size_t skip = 0) {
    for (std::size_t i = 0; i < ops.size(); ++i)
        if (std::holds_alternative<T>(ops[i].op) && skip-- == 0)
            return i;
    FAIL("there is no such step");
    return 0;
}

FakeDialect strict_dialect() {
    FakeDialect dialect;
    dialect.caps.forward_references = false;
    dialect.caps.one_alter_is_cheaper = false;
    return dialect;
}

} // namespace

TEST_CASE("tables are created parents first and dropped children first", "[diff][order]") {
    const Database full = database({child("a", "m"), child("m", "z"), parent("z")});
    const OpTree tree = proven(database({}), full);
    CHECK(std::get<CreateTable>(tree.upgrade.at(0).op).table.name.name == "z");
    CHECK(std::get<CreateTable>(tree.upgrade.at(1).op).table.name.name == "m");
    CHECK(std::get<DropTable>(tree.downgrade.at(0).op).name.name == "a");
    CHECK(std::get<DropTable>(tree.downgrade.at(2).op).name.name == "z");
}

TEST_CASE("a cycle of foreign keys is no obstacle where forward references are allowed",
          "[diff][order]") {
    const Database full = database({child("a", "b"), child("b", "a")});
    const OpTree tree = proven(database({}), full);
    CHECK(tree.upgrade.size() == 2);
    CHECK(tree.downgrade.size() == 2);
}

TEST_CASE("a cycle of foreign keys is broken where they are not", "[diff][order]") {
    const Database full = database({child("a", "b"), child("b", "a")});
    const OpTree tree = proven(database({}), full, strict_dialect());
    CHECK(tree.upgrade.size() == 3);
    CHECK(place<AddConstraint>(tree.upgrade) == 2);
    CHECK(place<DropConstraint>(tree.downgrade) == 0);
}

TEST_CASE("a view is created after what it reads and dropped before it", "[diff][order]") {
    const Database full =
        database({parent("t")}, {view("a", "SELECT id FROM b"), view("b", "SELECT id FROM t")});
    const OpTree tree = proven(database({}), full);
    REQUIRE(tree.upgrade.size() == 3);
    CHECK(std::get<CreateView>(tree.upgrade[1].op).view.name.name == "b");
    CHECK(std::get<DropView>(tree.downgrade.at(0).op).name.name == "a");
}

TEST_CASE("a view lets go of a column before it is dropped", "[diff][order]") {
    const Database live =
        database({table("t", {column("a"), column("b")})}, {view("v", "SELECT a, b FROM t")});
    const Database model = database({table("t", {column("a")})}, {view("v", "SELECT a FROM t")});
    const OpTree tree = proven(live, model);
    CHECK(place<AlterView>(tree.upgrade) < place<DropColumn>(tree.upgrade));
    CHECK(place<AddColumn>(tree.downgrade) < place<AlterView>(tree.downgrade));
}

TEST_CASE("a view that loses one column and gains another is dropped early and created late",
          "[diff][order]") {
    const Database live =
        database({table("t", {column("k"), column("a", "text")})}, {view("v", "SELECT a FROM t")});
    const Database model =
        database({table("t", {column("k"), column("b")})}, {view("v", "SELECT b FROM t")});
    const OpTree tree = proven(live, model);
    CHECK(lines(tree.upgrade).size() == 3);
    CHECK(place<DropView>(tree.upgrade) == 0);
    CHECK(place<CreateView>(tree.upgrade) == 2);
}

TEST_CASE("a view that comes back has none of the triggers that were dropped", "[diff][order]") {
    Database live =
        database({table("t", {column("k"), column("a", "text")})}, {view("v", "SELECT a FROM t")});
    live.views[0].triggers = {trigger("gone", "BEGIN SELECT 1; END"),
                              trigger("kept", "BEGIN SELECT 2; END"),
                              trigger("altered", "BEGIN SELECT 3; END")};
    Database model =
        database({table("t", {column("k"), column("b")})}, {view("v", "SELECT b FROM t")});
    model.views[0].triggers = {trigger("kept", "BEGIN SELECT 2; END"),
                               trigger("altered", "BEGIN SELECT 4; END")};
    const OpTree tree = proven(live, model);
    const auto made = place<CreateView>(tree.upgrade);
    CHECK(std::get<CreateView>(tree.upgrade.at(made).op).view.triggers.size() == 2);
}

TEST_CASE("a view on a table that is only altered stays", "[diff][order]") {
    Database live = database({table("t", {column("a")})}, {view("v", "SELECT a FROM t")});
    Database model = live;
    model.tables[0].columns[0].type = parse_type("text");
    CHECK(proven(live, model).upgrade.size() == 1);
}

TEST_CASE("a name is free before it is taken", "[diff][order]") {
    Table a = table("a", {column("x")});
    Table b = table("b", {column("x")});
    Table with_a = a;
    Table with_b = b;
    with_a.indexes = {index("ix", {"x"})};
    with_b.indexes = {index("ix", {"x"})};
    const OpTree moved = proven(database({a, with_b}), database({with_a, b}));
    CHECK(place<DropIndex>(moved.upgrade) < place<CreateIndex>(moved.upgrade));
    CHECK(place<DropIndex>(moved.downgrade) < place<CreateIndex>(moved.downgrade));

    const OpTree view_now = proven(database({a, b}), database({a}, {view("b", "SELECT x FROM a")}));
    CHECK(place<DropTable>(view_now.upgrade) < place<CreateView>(view_now.upgrade));
}

TEST_CASE("two tables that swap their indexes' names are altered in pieces", "[diff][order]") {
    Table a = table("a", {column("x"), column("y")});
    Table b = table("b", {column("x"), column("y")});
    Table a2 = a;
    Table b2 = b;
    a.indexes = {index("ix1", {"x"})};
    b.indexes = {index("ix2", {"x"})};
    a2.indexes = {index("ix2", {"y"})};
    b2.indexes = {index("ix1", {"y"})};
    a2.columns[0].type = b2.columns[0].type = parse_type("text");
    CHECK(!proven(database({a, b}), database({a2, b2})).empty());
}

TEST_CASE("a trigger comes after the tables that its body names", "[diff][order]") {
    Table t = table("t", {column("a")});
    t.triggers = {trigger("tr", "BEGIN INSERT INTO log VALUES (1); END")};
    const OpTree tree = proven(database({}), database({t, table("log", {column("n")})}));
    CHECK(std::get<CreateTable>(tree.upgrade.at(0).op).table.name.name == "log");
    CHECK(std::get<DropTable>(tree.downgrade.at(0).op).name.name == "t");
}

TEST_CASE("triggers of two tables that name each other are created afterwards", "[diff][order]") {
    Table a = table("a", {column("x")});
    Table b = table("b", {column("x")});
    a.triggers = {trigger("ta", "BEGIN DELETE FROM b; END")};
    b.triggers = {trigger("tb", "BEGIN DELETE FROM a; END")};
    const OpTree tree = proven(database({}), database({a, b}));
    CHECK(tree.upgrade.size() == 3);
    CHECK(place<CreateTrigger>(tree.upgrade) == 2);
}

TEST_CASE("a foreign key lets go of a column before it is dropped", "[diff][order]") {
    Table target = table("target", {column("id"), column("code")});
    Table source = table("source", {column("id"), column("c")});
    source.foreign_keys = {foreign_key("fk", {"c"}, "target", {"code"})};
    Database live = database({target, source});
    Database model = live;
    model.tables[0].columns.pop_back();
    model.tables[1].foreign_keys.clear();
    const OpTree tree = proven(live, model);
    CHECK(place<DropConstraint>(tree.upgrade) < place<DropColumn>(tree.upgrade));
}

TEST_CASE("a view that is called like a keyword is not what every query names", "[diff][order]") {
    Database model;
    model.folding = NameFolding::ascii;
    model.views = {view("v", "SELECT 1 AS n FROM (SELECT 2)"), view("from", "SELECT n FROM v")};
    Database live;
    live.folding = NameFolding::ascii;
    const OpTree tree = proven(live, model);
    REQUIRE(tree.upgrade.size() == 2);
    CHECK(std::get<CreateView>(tree.upgrade[0].op).view.name.name == "v");
    CHECK(std::get<CreateView>(tree.upgrade[1].op).view.name.name == "from");
}

namespace {

Database with_state(std::vector<std::string> values, std::vector<std::string> columns) {
    Table users = table("users", {column("id")});
    for (const std::string& name : columns) {
        users.columns.push_back(column(name, "state"));
        users.columns.back().type.kind = TypeKind::enumeration;
    }
    Database db = database({users});
    if (!columns.empty())
        db.enums.push_back({{{}, "state"}, std::move(values), {}, {}, {}, {}});
    return db;
}

} // namespace

TEST_CASE("an enum is created before its columns and dropped after them", "[diff][order]") {
    const OpTree tree = proven(with_state({}, {}), with_state({"a"}, {"s"}), strict_dialect());
    CHECK(place<CreateEnum>(tree.upgrade) < place<AddColumn>(tree.upgrade));
    CHECK(place<DropColumn>(tree.downgrade) < place<DropEnum>(tree.downgrade));
}

TEST_CASE("a column lets go of an enum before it loses values, and takes it afterwards",
          "[diff][order]") {
    const OpTree tree = proven(with_state({"a", "b"}, {"old", "kept"}),
                               with_state({"a", "c"}, {"kept"}), strict_dialect());
    CHECK(place<DropColumn>(tree.upgrade) < place<AlterEnum>(tree.upgrade));
    CHECK(place<AlterEnum>(tree.downgrade) < place<AddColumn>(tree.downgrade));
}

TEST_CASE("a table that gives an enum up and takes it in one step is no knot", "[diff][order]") {
    const OpTree tree = proven(with_state({"a", "b"}, {"old"}), with_state({"a", "c"}, {"fresh"}));
    CHECK(place<AlterEnum>(tree.upgrade) < place<AlterTable>(tree.upgrade));
}
