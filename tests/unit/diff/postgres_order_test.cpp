// What PostgreSQL asks of the order of steps; no server is needed.
#include "diff/compare.hpp"
#include "support/catch.hpp"
#include "support/schema_builder.hpp"

using namespace migrate;
using namespace migrate::test;

#ifdef MIGRATE_WITH_POSTGRESQL

namespace {

using Lines = std::vector<std::string>;

OpTree compared(const Database& live, const Database& model) {
    return diff::compare(live, model, *find_dialect("postgresql"), {}, {});
}

Lines described(const std::vector<PlannedOp>& ops) {
    Lines lines;
    for (const PlannedOp& op : ops)
        lines.push_back((op.alone ? "alone: " : "") + describe(op.op));
    return lines;
}

Database phases(std::vector<std::string> values, const char* standard) {
    Database db;
    EnumType phase;
    phase.name.name = "phase";
    phase.values = std::move(values);
    db.enums.push_back(phase);
    Table t = table("a1", {column("s", "phase")});
    t.columns[0].type.kind = TypeKind::enumeration;
    t.columns[0].default_value = Literal{Literal::Kind::string, standard};
    db.tables.push_back(t);
    return db;
}

Database shop(bool constraint) {
    Table sku = table("sku", {column("code", "text")});
    if (constraint) {
        sku.uniques.resize(1);
        sku.uniques[0].name = "sku_code_key";
        sku.uniques[0].columns = {KeyPart{.column = "code"}};
    } else {
        sku.indexes.resize(1);
        sku.indexes[0].name = "sku_code_uix";
        sku.indexes[0].unique = true;
        sku.indexes[0].columns = {KeyPart{.column = "code"}};
    }
    Table stock = table("stock", {column("sku_code", "text")});
    stock.foreign_keys.resize(1);
    stock.foreign_keys[0].name = "stock_sku_fk";
    stock.foreign_keys[0].columns = {"sku_code"};
    stock.foreign_keys[0].table.name = "sku";
    stock.foreign_keys[0].referred = {"code"};
    return database({sku, stock});
}

} // namespace

TEST_CASE("a step that adds a value which a later one uses commits alone", "[diff][postgres]") {
    const Database live = phases({"new", "made"}, "new");
    const OpTree used = compared(live, phases({"draft", "new", "made"}, "draft"));
    REQUIRE(used.upgrade.size() == 2);
    CHECK(used.upgrade[0].alone);
    CHECK(std::holds_alternative<AlterEnum>(used.upgrade[0].op));
    REQUIRE(used.downgrade.size() == 2);
    CHECK(std::holds_alternative<AlterColumn>(used.downgrade[0].op));
    CHECK_FALSE(used.downgrade[1].alone);
    const OpTree unused = compared(live, phases({"draft", "new", "made"}, "new"));
    REQUIRE(unused.upgrade.size() == 1);
    CHECK_FALSE(unused.upgrade[0].alone);
}

TEST_CASE("a value that takes another's place and resembles it is its new name",
          "[diff][postgres]") {
    const OpTree alike = compared(phases({"lo", "hi"}, "hi"), phases({"low", "hi"}, "hi"));
    REQUIRE(alike.upgrade.size() == 1);
    CHECK(std::get<AlterEnum>(alike.upgrade[0].op).rename_value.size() == 1);
    CHECK_FALSE(alike.upgrade[0].comments.empty());
    const OpTree other = compared(phases({"open", "hi"}, "hi"), phases({"closed", "hi"}, "hi"));
    REQUIRE(other.upgrade.size() == 1);
    CHECK(std::get<AlterEnum>(other.upgrade[0].op).rename_value.empty());
}

TEST_CASE("a foreign key stands aside while the key that it needs is exchanged",
          "[diff][postgres]") {
    const OpTree tree = compared(shop(true), shop(false));
    const Lines up = described(tree.upgrade);
    REQUIRE(up.size() == 4);
    CHECK_THAT(up[0], ContainsSubstring("stock_sku_fk"));
    CHECK_THAT(up[3], ContainsSubstring("stock_sku_fk"));
    CHECK(described(tree.downgrade).size() == 4);
    CHECK(compared(shop(true), shop(true)).upgrade.empty());
}

TEST_CASE("a column may be NULL once the primary key has moved away", "[diff][postgres]") {
    Table from = table("t", {column("a", "text"), column("b", "text")});
    from.columns[0].nullable = false;
    from.primary_key = PrimaryKey{};
    from.primary_key->columns = {KeyPart{.column = "a"}};
    Table to = table("t", {column("a", "text"), column("b", "text")});
    to.columns[1].nullable = false;
    to.primary_key = PrimaryKey{};
    to.primary_key->columns = {KeyPart{.column = "b"}};
    const OpTree tree = compared(database({from}), database({to}));
    for (const auto* way : {&tree.upgrade, &tree.downgrade}) {
        REQUIRE(way->size() == 3);
        CHECK(std::get<AlterColumn>((*way)[0].op).nullable->to == false);
        CHECK(std::holds_alternative<AlterConstraint>((*way)[1].op));
        CHECK(std::get<AlterColumn>((*way)[2].op).nullable->to == true);
    }
}

TEST_CASE("a policy goes before the column that it reads", "[diff][postgres]") {
    Table from = table("t", {column("a", "text"), column("b", "text")});
    TablePart policy{.kind = PartKind::policy, .name = "p"};
    set_attribute(policy.attributes, "using", "b <> ''");
    from.parts = {policy};
    const Table to = table("t", {column("a", "text")});
    const OpTree tree = compared(database({from}), database({to}));
    REQUIRE(tree.upgrade.size() == 2);
    CHECK(std::holds_alternative<DropPart>(tree.upgrade[0].op));
    CHECK(std::holds_alternative<DropColumn>(tree.upgrade[1].op));
    Table other = to;
    set_attribute(policy.attributes, "using", "a <> ''");
    other.parts = {policy};
    const OpTree read = compared(database({from}), database({other}));
    REQUIRE(read.upgrade.size() == 3);
    CHECK(std::holds_alternative<DropPart>(read.upgrade[0].op));
    CHECK(std::holds_alternative<DropColumn>(read.upgrade[1].op));
    CHECK(std::holds_alternative<AddPart>(read.upgrade[2].op));
}

TEST_CASE("a foreign key goes before the key on which it stands", "[diff][postgres]") {
    Table from = table("t", {column("a", "text"), column("b", "text")});
    from.uniques.resize(1);
    from.uniques[0].name = "u";
    from.uniques[0].columns = {KeyPart{.column = "a"}};
    from.foreign_keys.resize(1);
    from.foreign_keys[0].name = "f";
    from.foreign_keys[0].columns = {"b"};
    from.foreign_keys[0].table.name = "t";
    from.foreign_keys[0].referred = {"a"};
    Table to = table("t", {column("a", "text"), column("b", "text")});
    const OpTree tree = compared(database({from}), database({to}));
    REQUIRE(tree.upgrade.size() == 2);
    CHECK(std::get<DropConstraint>(tree.upgrade[0].op).name == "f");
    CHECK(std::get<DropConstraint>(tree.upgrade[1].op).name == "u");
}

TEST_CASE("a generated column goes before its base and comes after it", "[diff][postgres]") {
    Table from = table("t", {column("g", "int"), column("a", "int"), column("k", "int")});
    from.columns[0].generated = Generated{.expression = "a % 7", .stored = true};
    Table base_first = from;
    std::swap(base_first.columns[0], base_first.columns[1]);
    const Database to = database({table("t", {column("k", "int")})});
    const OpTree tree = compared(database({base_first}), to);
    REQUIRE(tree.upgrade.size() == 2);
    CHECK(std::get<DropColumn>(tree.upgrade[0].op).column == "g");
    CHECK(std::get<DropColumn>(tree.upgrade[1].op).column == "a");
    const OpTree back = compared(database({from}), to);
    REQUIRE(back.downgrade.size() == 2);
    CHECK(std::get<AddColumn>(back.downgrade[0].op).definition.column.name == "a");
    CHECK(std::get<AddColumn>(back.downgrade[1].op).definition.column.name == "g");
}

TEST_CASE("a lost enum column comes back with the first value", "[diff][postgres]") {
    Database live = phases({"new", "made"}, "new");
    live.tables[0].columns[0].nullable = false;
    live.tables[0].columns[0].default_value.reset();
    live.tables[0].columns.push_back(column("k", "int"));
    Database model = live;
    model.tables[0].columns.erase(model.tables[0].columns.begin());
    const OpTree tree = compared(live, model);
    REQUIRE(tree.downgrade.size() == 1);
    const std::optional<Value> fill = std::get<AddColumn>(tree.downgrade[0].op).fill;
    REQUIRE(fill);
    CHECK(std::get<Literal>(*fill).text == "new");
}

TEST_CASE("a key without a name in the model is the one that a foreign key stands on",
          "[diff][postgres]") {
    const Database live = shop(true);
    Database model = live;
    model.tables[0].uniques[0].name.clear();
    const OpTree tree = compared(live, model);
    CHECK(described(tree.upgrade) == Lines{});
    CHECK(described(tree.downgrade) == Lines{});
}

#endif
