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

#endif
