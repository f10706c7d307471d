#include "dialect/postgres/postgres_partitions.hpp"
#include "support/catch.hpp"

using namespace migrate;

namespace {

Table partition(std::string name, std::string parent) {
    Table table;
    table.name.name = std::move(name);
    set_attribute(table.attributes, "partition_of", std::move(parent));
    set_attribute(table.attributes, "values", "DEFAULT");
    return table;
}

} // namespace

TEST_CASE("a partition that says nothing of its own is a part of its parent",
          "[postgres][introspect]") {
    Database db;
    db.tables.resize(1);
    db.tables[0].name.name = "events";
    db.tables.push_back(partition("rest", "events"));
    db.tables.push_back(partition("busy", "events"));
    db.tables.back().indexes.push_back({.name = "ix", .columns = {}});
    db.tables.push_back(partition("elsewhere", "billing.events"));
    postgres::fold_partitions(db);
    REQUIRE(db.tables.size() == 3);
    CHECK(db.tables[1].name.name == "busy");
    CHECK(db.tables[2].name.name == "elsewhere");
    REQUIRE(db.tables[0].parts.size() == 1);
    CHECK(db.tables[0].parts[0].name == "rest");
    CHECK(attribute_text(db.tables[0].parts[0].attributes, "values") == "DEFAULT");
}
