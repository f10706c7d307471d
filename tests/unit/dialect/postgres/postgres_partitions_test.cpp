#include "dialect/postgres/postgres_adapt.hpp"
#include "dialect/postgres/postgres_partitions.hpp"
#include "support/catch.hpp"

using namespace migrate;

namespace {

TablePart partition(std::string name, std::string values) {
    TablePart part;
    part.kind = PartKind::partition;
    part.name = std::move(name);
    set_attribute(part.attributes, "values", std::move(values));
    return part;
}

Database with_partition() {
    Database db;
    db.tables.resize(1);
    db.tables[0].name = {"logs", "events"};
    db.tables[0].parts.push_back(partition("rest", "DEFAULT"));
    return db;
}

} // namespace

TEST_CASE("a partition that a model tells as a part is a table", "[postgres][introspect]") {
    Database db = with_partition();
    postgres::adapt(db);
    REQUIRE(db.tables.size() == 2);
    CHECK(db.tables[0].parts.empty());
    CHECK(db.tables[1].name == QualifiedName{"logs", "rest"});
    CHECK(attribute_text(db.tables[1].attributes, "partition_of") == "logs.events");
    CHECK(attribute_text(db.tables[1].attributes, "values") == "DEFAULT");
}

TEST_CASE("steps that speak of parts find partitions that are tables", "[postgres][introspect]") {
    Database db = with_partition();
    postgres::adapt(db);
    const QualifiedName events{"logs", "events"};
    postgres::follow(AddPart{events, partition("new", "FOR (1)")}, db);
    REQUIRE(db.tables.size() == 3);
    CHECK(db.tables[2].name.name == "new");
    postgres::follow(RenamePart{events, PartKind::partition, "new", "old"}, db);
    CHECK(db.tables[2].name.name == "old");
    AlterPart alter{events, PartKind::partition, "old", {}, {}};
    alter.attributes.push_back({"values", Node::string("FOR (1)"), Node::string("FOR (2)"), true});
    postgres::follow(alter, db);
    CHECK(attribute_text(db.tables[2].attributes, "values") == "FOR (2)");
    postgres::follow(DropPart{events, PartKind::partition, "old"}, db);
    CHECK(db.tables.size() == 2);
}

TEST_CASE("a partition has its columns from its table while it is attached",
          "[postgres][introspect]") {
    Database db = with_partition();
    db.tables[0].columns.push_back({.name = "at", .type = parse_type("date")});
    postgres::adapt(db);
    const QualifiedName events{"logs", "events"};
    postgres::follow(DetachPartition{events, "rest"}, db);
    CHECK(db.tables[1].columns.size() == 1);
    CHECK_FALSE(attribute(db.tables[1].attributes, "partition_of"));
    postgres::follow(AttachPartition{events, "rest", "DEFAULT"}, db);
    CHECK(db.tables[1].columns.empty());
    CHECK(attribute_text(db.tables[1].attributes, "partition_of") == "logs.events");
}
