#include "support/catch.hpp"
#include "support/schema_builder.hpp"
#include "unit/diff/fake_dialect.hpp"

using namespace migrate;
using namespace migrate::test;
using Lines = std::vector<std::string>;

namespace {

Node group(std::initializer_list<std::pair<const char*, const char*>> members) {
    Node node = Node::table();
    for (const auto& [key, value] : members)
        node.add(key, Node::string(value));
    return node;
}

SchemaObject object(ObjectKind kind, std::string name, Attributes attributes = {}) {
    SchemaObject made;
    made.kind = kind;
    made.name.name = std::move(name);
    for (Attribute& attribute : attributes)
        set_attribute(made.attributes, attribute.key, std::move(attribute.value));
    return made;
}

TablePart part(PartKind kind, std::string name, Attributes attributes) {
    TablePart made;
    made.kind = kind;
    made.name = std::move(name);
    for (Attribute& attribute : attributes)
        set_attribute(made.attributes, attribute.key, std::move(attribute.value));
    return made;
}

Node word(const char* value) {
    return Node::string(value);
}

Table orders() {
    return table("orders", {column("id"), column("state", "order_state")});
}

Database with(std::vector<Table> tables, std::vector<SchemaObject> objects) {
    Database db = database(std::move(tables));
    db.objects = std::move(objects);
    return db;
}

SchemaObject order_state(const char* type = "text") {
    return object(ObjectKind::domain, "order_state", {{"type", word(type)}});
}

Lines up(const Database& live, const Database& model) {
    return lines(proven(live, model).upgrade);
}

} // namespace

TEST_CASE("attributes are compared key by key", "[diff]") {
    Table live = orders();
    set_attribute(live.attributes, "unlogged", true);
    set_attribute(live.attributes, "tablespace", "fast");
    Table model = orders();
    set_attribute(model.attributes, "tablespace", "slow");
    const OpTree tree = proven(database({live}), database({model}));
    REQUIRE(tree.upgrade.size() == 1);
    const auto& alter = std::get<AlterTable>(tree.upgrade[0].op);
    CHECK(alter.attributes == AttributeChanges{{"tablespace", word("fast"), word("slow"), true},
                                               {"unlogged", Node::boolean(true), {}, true}});
}

TEST_CASE("another spelling of an attribute is no difference", "[diff]") {
    Table live = orders();
    live.parts = {
        part(PartKind::policy, "p", {{"using", word("(state <> 'x')")}, {"for", word("all")}}),
        part(PartKind::rule, "r", {{"do", word("INSERT INTO log VALUES (1)")}})};
    Node options = Node::table();
    options.add("fillfactor", word("70"));
    set_attribute(live.attributes, "with", options);
    set_attribute(live.attributes, "unlogged", false);
    Table model = orders();
    model.parts = {part(PartKind::policy, "p", {{"using", word("state != 'x'")}}),
                   part(PartKind::rule, "r", {{"do", word("insert into log\n values (1)")}})};
    options = Node::table();
    options.add("fillfactor", Node::integer("70"));
    set_attribute(model.attributes, "with", options);
    CHECK(proven(database({live}), database({model})).empty());
}

TEST_CASE("of a group the members that differ change alone", "[diff]") {
    SchemaObject live = order_state();
    set_attribute(live.attributes, "check", group({{"a", "VALUE > 0"}, {"b", "VALUE > 1"}}));
    SchemaObject model = order_state();
    set_attribute(model.attributes, "check", group({{"a", "(VALUE > 0)"}, {"c", "VALUE > 1"}}));
    const OpTree tree = proven(with({}, {live}), with({}, {model}));
    REQUIRE(tree.upgrade.size() == 1);
    CHECK(std::get<AlterObject>(tree.upgrade[0].op).attributes ==
          AttributeChanges{
              {"check", group({{"b", "VALUE > 1"}}), group({{"c", "VALUE > 1"}}), true}});
}

TEST_CASE("an owner and grants that the model does not say are left as they are", "[diff]") {
    Table live = orders();
    set_attribute(live.attributes, "owner", "root");
    set_attribute(live.attributes, "grant", group({{"app", "select"}}));
    CHECK(proven(database({live}), database({orders()})).empty());
    Table model = orders();
    set_attribute(model.attributes, "grant", group({{"app", "insert"}}));
    CHECK(up(database({live}), database({model})) == Lines{"alter table orders: grant"});
}

TEST_CASE("objects come before what is made of them, and go after it", "[diff]") {
    Table made = orders();
    made.columns[0].default_value = Expression{"nextval('orders_id'::regclass)"};
    made.checks = {check("ck", "valid(id)")};
    SchemaObject sequence =
        object(ObjectKind::sequence, "orders_id", {{"owned_by", word("orders.id")}});
    SchemaObject function =
        object(ObjectKind::function, "valid", {{"body", word("SELECT count(*) > 0 FROM orders")}});
    function.signature = "integer";
    SchemaObject view =
        object(ObjectKind::materialized_view, "open", {{"as", word("SELECT state FROM orders")}});
    const Database model = with({made}, {view, sequence, order_state(), function});
    CHECK(up(database({}), model) == Lines{"create sequence orders_id", "create domain order_state",
                                           "create function valid(integer)", "create table orders",
                                           "alter sequence orders_id: owned_by",
                                           "create materialized view open"});
    CHECK(up(model, database({})) == Lines{"drop materialized view open", "drop table orders",
                                           "drop domain order_state",
                                           "drop function valid(integer)"});
}

TEST_CASE("a function of a table's rows may be called like a column of it", "[diff]") {
    Table made = orders();
    made.checks = {check("ck", "state > 0")};
    SchemaObject function =
        object(ObjectKind::function, "state", {{"arguments", word("o orders")}});
    function.signature = "orders";
    CHECK(up(database({}), with({made}, {order_state(), function})).back() ==
          "create function state(orders)");
}

TEST_CASE("a schema comes first and goes last", "[diff]") {
    Table inside = orders();
    inside.name.schema = "shop";
    const Database model = with({inside}, {order_state(), object(ObjectKind::schema, "shop")});
    CHECK(up(database({}), model).front() == "create schema shop");
    CHECK(up(model, database({})).back() == "drop schema shop");
}

TEST_CASE("a partition comes after its parent", "[diff]") {
    Table child = table("a_child", {});
    set_attribute(child.attributes, "partition_of", "orders");
    CHECK(up(database({}), database({child, orders()})) ==
          Lines{"create table orders", "create table a_child"});
    CHECK(up(database({orders(), child}), database({})) ==
          Lines{"drop table a_child", "drop table orders"});
}

TEST_CASE("parts of tables are added, changed and dropped", "[diff]") {
    Table live = orders();
    live.parts = {part(PartKind::policy, "old", {{"using", word("id > 0")}}),
                  part(PartKind::statistics, "st", {{"kinds", Node::array({word("mcv")})}})};
    Table model = orders();
    model.parts = {part(PartKind::policy, "p", {{"using", word("id > 1")}}),
                   part(PartKind::statistics, "st", {{"kinds", Node::array({word("ndistinct")})}})};
    CHECK(up(database({live}), database({model})) == Lines{"drop policy orders.old",
                                                           "create policy orders.p",
                                                           "alter statistics orders.st: kinds"});
}

TEST_CASE("objects and parts may have been called otherwise", "[diff]") {
    SchemaObject renamed = order_state();
    renamed.name.name = "step";
    renamed.renamed_from = "order_state";
    Table model = orders();
    model.columns[1].type.text = "step";
    model.parts = {part(PartKind::policy, "p", {{"using", word("id > 1")}})};
    model.parts[0].renamed_from = "old";
    Table live = orders();
    live.parts = {part(PartKind::policy, "old", {{"using", word("id > 1")}})};
    const OpTree tree = proven(with({live}, {order_state()}), with({model}, {renamed}));
    CHECK(lines(tree.upgrade) ==
          Lines{"rename domain order_state to step", "rename policy orders.old to p"});
    CHECK(lines(tree.downgrade) ==
          Lines{"rename policy orders.p to old", "rename domain step to order_state"});
}

TEST_CASE("indexes of a materialized view are compared", "[diff]") {
    SchemaObject live =
        object(ObjectKind::materialized_view, "open", {{"as", word("SELECT 1 AS a")}});
    SchemaObject model = live;
    model.indexes = {index("ix", {"a"})};
    CHECK(up(with({}, {live}), with({}, {model})) == Lines{"create index open.ix (a)"});
}

TEST_CASE("kinds of objects are left out by a pattern with the kind before it", "[diff]") {
    diff::Options options;
    options.exclude = {"domain:order*"};
    CHECK(proven(with({}, {}), with({}, {order_state()}), {}, options).empty());
    options.exclude = {"sequence:*"};
    CHECK_FALSE(proven(with({}, {}), with({}, {order_state()}), {}, options).empty());
}

TEST_CASE("a constraint that was not validated is validated, or made again", "[diff]") {
    FakeDialect dialect;
    dialect.caps.unvalidated_constraints = true;
    Table live = orders();
    live.checks = {check("ck", "id > 0")};
    live.checks[0].validated = false;
    Table model = orders();
    model.checks = {check("ck", "id > 0")};
    const OpTree tree = proven(database({live}), database({model}), dialect);
    CHECK(lines(tree.upgrade) == Lines{"validate orders.ck"});
    CHECK(clause_lines(tree.downgrade).size() == 2);
}

TEST_CASE("a foreign key is made again where the key that it stands on becomes another", "[diff]") {
    FakeDialect dialect;
    dialect.caps.forward_references = false;
    dialect.caps.references_pin_keys = true;
    dialect.caps.one_alter_is_cheaper = false;
    Table stock = table("a_stock", {column("code")});
    stock.foreign_keys = {foreign_key("fk", {"code"}, "sku", {"code"})};
    Table live = table("sku", {column("code")});
    live.uniques = {unique("uq", {"code"})};
    Table model = table("sku", {column("code")});
    model.indexes = {index("ix", {"code"})};
    model.indexes[0].unique = true;
    const OpTree tree = proven(database({stock, live}), database({stock, model}), dialect);
    CHECK(lines(tree.upgrade) == Lines{"drop foreign key a_stock.fk", "drop unique sku.uq",
                                       "create unique index sku.ix (code)",
                                       "add foreign key a_stock.fk (code) to sku"});
    CHECK(lines(tree.downgrade).front() == "drop foreign key a_stock.fk");
    CHECK(lines(tree.downgrade).back() == "add foreign key a_stock.fk (code) to sku");
}
