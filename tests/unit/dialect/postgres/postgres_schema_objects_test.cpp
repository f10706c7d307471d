#include "dialect/postgres/postgres_dump.hpp"
#include "support/postgres_statements.hpp"

using namespace migrate;
using namespace migrate::test;

namespace {

SchemaObject object(ObjectKind kind, const std::string& name) {
    SchemaObject out;
    out.kind = kind;
    out.name.name = name;
    return out;
}

Lines created(const SchemaObject& each) {
    return rendered(CreateObject{each}, Database());
}

Lines altered(const SchemaObject& each, AttributeChanges changes) {
    Database db;
    db.objects.push_back(each);
    AlterObject op;
    op.name = name_of(each);
    op.attributes = std::move(changes);
    return rendered(op, db);
}

SchemaObject total() {
    SchemaObject out = object(ObjectKind::function, "total");
    out.signature = "integer";
    set_attribute(out.attributes, "arguments", "n integer");
    set_attribute(out.attributes, "returns", "integer");
    set_attribute(out.attributes, "language", "sql");
    set_attribute(out.attributes, "volatility", "immutable");
    set_attribute(out.attributes, "security", "definer");
    Node settings = Node::table();
    settings.add("search_path", Node::string("pg_catalog, pg_temp"));
    settings.add("work_mem", Node::string("64MB"));
    set_attribute(out.attributes, "set", settings);
    set_attribute(out.attributes, "body", " SELECT n + 1 ");
    return out;
}

} // namespace

TEST_CASE("a function keeps its body to the byte", "[postgres][objects]") {
    CHECK(created(total()) ==
          Lines{"CREATE FUNCTION total(n integer) RETURNS integer\nLANGUAGE sql IMMUTABLE SECURITY "
                "DEFINER SET search_path TO pg_catalog, pg_temp SET work_mem TO '64MB'\n"
                "AS $$ SELECT n + 1 $$"});
    SchemaObject tricky = object(ObjectKind::procedure, "p");
    tricky.signature = "";
    set_attribute(tricky.attributes, "language", "plpgsql");
    set_attribute(tricky.attributes, "body", "BEGIN RAISE NOTICE '$$'; END");
    CHECK(created(tricky) ==
          Lines{"CREATE PROCEDURE p()\nLANGUAGE plpgsql\nAS $body$BEGIN RAISE NOTICE '$$'; "
                "END$body$"});
}

TEST_CASE("a function is replaced unless what it takes or gives changes", "[postgres][objects]") {
    const Lines replaced =
        altered(total(), {{"volatility", Node::string("immutable"), std::nullopt}});
    REQUIRE(replaced.size() == 1);
    CHECK(replaced[0].starts_with("CREATE OR REPLACE FUNCTION total(n integer)"));
    const Lines anew =
        altered(total(), {{"returns", Node::string("integer"), Node::string("bigint")}});
    REQUIRE(anew.size() == 2);
    CHECK(anew[0] == "DROP FUNCTION total(integer)");
}

TEST_CASE("sequences and domains change in place", "[postgres][objects]") {
    SchemaObject numbers = object(ObjectKind::sequence, "numbers");
    set_attribute(numbers.attributes, "start", Node::integer("1000"));
    set_attribute(numbers.attributes, "owned_by", "shop.orders.id");
    CHECK(created(numbers) == Lines{"CREATE SEQUENCE numbers START WITH 1000",
                                    "ALTER SEQUENCE numbers OWNED BY shop.orders.id"});
    CHECK(altered(numbers, {{"increment", std::nullopt, Node::integer("5")},
                            {"owned_by", Node::string("shop.orders.id"), std::nullopt}}) ==
          Lines{"ALTER SEQUENCE numbers INCREMENT BY 5 OWNED BY NONE"});
    SchemaObject positive = object(ObjectKind::domain, "positive");
    set_attribute(positive.attributes, "type", "integer");
    set_attribute(positive.attributes, "null", false);
    Node checks = Node::table();
    checks.add("ck", Node::string("VALUE > 0"));
    set_attribute(positive.attributes, "check", checks);
    CHECK(created(positive) ==
          Lines{"CREATE DOMAIN positive AS integer NOT NULL CONSTRAINT ck CHECK (VALUE > 0)"});
    Node other = Node::table();
    other.add("rng", Node::string("VALUE < 9"));
    CHECK(altered(positive, {{"check", checks, other},
                             {"default", std::nullopt, Node::integer("1")},
                             {"null", Node::boolean(false), std::nullopt}}) ==
          Lines{"ALTER DOMAIN positive SET DEFAULT 1", "ALTER DOMAIN positive DROP NOT NULL",
                "ALTER DOMAIN positive DROP CONSTRAINT ck",
                "ALTER DOMAIN positive ADD CONSTRAINT rng CHECK (VALUE < 9)"});
    CHECK_THROWS_AS(altered(positive, {{"type", std::nullopt, Node::string("text")}}), Error);
}

TEST_CASE("composite and range types, schemas, extensions", "[postgres][objects]") {
    SchemaObject address = object(ObjectKind::composite, "address");
    Node fields = Node::table();
    Node street = Node::table();
    street.add("type", Node::string("varchar(20)"));
    fields.add("street", street);
    set_attribute(address.attributes, "field", fields);
    CHECK(created(address) == Lines{"CREATE TYPE address AS (street varchar(20))"});
    Node zip = Node::table();
    zip.add("zip", street);
    CHECK(altered(address, {{"field", fields, zip}}) ==
          Lines{"ALTER TYPE address DROP ATTRIBUTE street, ADD ATTRIBUTE zip varchar(20)"});
    SchemaObject span = object(ObjectKind::range, "span");
    set_attribute(span.attributes, "subtype", "time");
    CHECK(created(span) == Lines{"CREATE TYPE span AS RANGE (subtype = time)"});
    SchemaObject extension = object(ObjectKind::extension, "pg_trgm");
    set_attribute(extension.attributes, "schema", "ext");
    CHECK(created(extension) == Lines{"CREATE EXTENSION pg_trgm SCHEMA ext"});
    CHECK(rendered(DropObject{name_of(object(ObjectKind::schema, "old")), true, true},
                   Database()) == Lines{"DROP SCHEMA IF EXISTS old CASCADE"});
}

TEST_CASE("a materialized view is made again with its indexes and readers", "[postgres][objects]") {
    SchemaObject view = object(ObjectKind::materialized_view, "m");
    set_attribute(view.attributes, "as", "SELECT a FROM s");
    view.indexes.resize(1);
    view.indexes[0].name = "m_a";
    view.indexes[0].columns = {part("a")};
    Database db;
    db.objects.push_back(view);
    View reader;
    reader.name.name = "v";
    reader.as = "SELECT a FROM m";
    db.views.push_back(reader);
    AlterObject op;
    op.name = name_of(view);
    op.attributes = {{"as", std::nullopt, Node::string("SELECT a, b FROM s")}};
    CHECK(rendered(op, db) == Lines{"DROP VIEW v", "DROP MATERIALIZED VIEW m",
                                    "CREATE MATERIALIZED VIEW m AS\nSELECT a, b FROM s",
                                    "CREATE INDEX m_a ON m (a)",
                                    "CREATE VIEW v AS\nSELECT a FROM m"});
    CHECK(rendered(DropIndex{{"", "m"}, "m_a", false, false}, db) == Lines{"DROP INDEX m_a"});
    CHECK(rendered(RefreshView{{"", "m"}, true, true}, db) ==
          Lines{"REFRESH MATERIALIZED VIEW CONCURRENTLY m"});
}

TEST_CASE("a dump knows what routines and sequences are needed for", "[postgres][dump]") {
    Database db;
    Table orders = table("orders", {column("id", "integer")});
    orders.columns[0].default_value = Expression{"nextval('numbers'::regclass)"};
    orders.checks.resize(1);
    orders.checks[0].name = "ck";
    orders.checks[0].expression = "total(id) > 0";
    db.tables.push_back(orders);
    SchemaObject rows = object(ObjectKind::function, "all_orders");
    rows.signature = "";
    set_attribute(rows.attributes, "returns", "SETOF orders");
    set_attribute(rows.attributes, "language", "sql");
    set_attribute(rows.attributes, "body", "SELECT * FROM orders");
    SchemaObject numbers = object(ObjectKind::sequence, "numbers");
    set_attribute(numbers.attributes, "owned_by", "orders.id");
    db.objects = {rows, total(), numbers};
    const std::string dump = postgres::dump_sql(db);
    CHECK(dump.find("CREATE SEQUENCE numbers") < dump.find("CREATE TABLE orders"));
    CHECK(dump.find("CREATE FUNCTION total") < dump.find("CREATE TABLE orders"));
    CHECK(dump.find("CREATE TABLE orders") < dump.find("CREATE FUNCTION all_orders"));
    CHECK(dump.ends_with("ALTER SEQUENCE numbers OWNED BY orders.id;\n"));
}
