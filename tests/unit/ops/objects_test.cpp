#include "migrate/error.hpp"
#include "migrate/ops.hpp"
#include "sql/syntax.hpp"

#include "support/catch.hpp"

using namespace migrate;
using migrate::test::ContainsSubstring;

namespace {

Column column(std::string name, std::string type = "integer") {
    Column c;
    c.name = std::move(name);
    c.type = parse_type(type);
    return c;
}

Node table(std::initializer_list<std::pair<const char*, Node>> members) {
    Node node = Node::table();
    for (const auto& [key, value] : members)
        node.add(key, value);
    return node;
}

Node text(const char* value) {
    return Node::string(value);
}

SchemaObject object(ObjectKind kind, std::string name) {
    SchemaObject made;
    made.kind = kind;
    made.name.name = std::move(name);
    return made;
}

// orders(id, state) with a policy, a sequence of its own, a domain, a function and a view.
Database shop() {
    Database db;
    Table orders;
    orders.name.name = "orders";
    orders.columns = {column("id"), column("state", "order_state")};
    orders.columns[0].default_value = Expression{"nextval('orders_id'::regclass)"};
    TablePart policy{.kind = PartKind::policy, .name = "own"};
    set_attribute(policy.attributes, "using", "state = tenant(id)");
    orders.parts = {policy};
    db.tables = {orders};
    SchemaObject sequence = object(ObjectKind::sequence, "orders_id");
    set_attribute(sequence.attributes, "owned_by", "orders.id");
    SchemaObject domain = object(ObjectKind::domain, "order_state");
    set_attribute(domain.attributes, "type", "text");
    SchemaObject function = object(ObjectKind::function, "tenant");
    function.signature = "integer";
    set_attribute(function.attributes, "body", "SELECT 1");
    SchemaObject view = object(ObjectKind::materialized_view, "open");
    set_attribute(view.attributes, "as", "SELECT o.state FROM orders AS o");
    db.objects = {sequence, domain, function, view};
    return db;
}

Database after(Database db, const Op& op) {
    apply(op, db, sql::sqlite_syntax());
    return db;
}

std::string error_of(const Op& op) {
    try {
        after(shop(), op);
    } catch (const Error& error) {
        return error.what();
    }
    return "none";
}

// The schema after an operation and its reverse.
Database there_and_back(const Op& op) {
    const Database before = shop();
    return after(after(before, op), reverse(op, before).value());
}

const ObjectName sequence{ObjectKind::sequence, {"", "orders_id"}, {}};
const ObjectName domain{ObjectKind::domain, {"", "order_state"}, {}};
const ObjectName function{ObjectKind::function, {"", "tenant"}, "integer"};

} // namespace

TEST_CASE("attributes stand in one order, whatever the order of writing", "[ops]") {
    Attributes a, b;
    set_attribute(a, "x", true);
    set_attribute(a, "b", "2");
    set_attribute(b, "b", "1");
    set_attribute(b, "x", true);
    set_attribute(b, "b", "2");
    CHECK(a == b);
    set_attribute(b, "x", Node());
    CHECK(b == Attributes{{"b", text("2")}});
    CHECK(attribute_flag(a, "x"));
    CHECK(attribute_flag(a, "y", true));
}

TEST_CASE("a change of a group leaves the members that it does not name", "[ops]") {
    Attributes attributes;
    set_attribute(attributes, "grant", table({{"a", text("1")}, {"b", text("2")}}));
    apply_changes(attributes, {{"grant", table({{"a", text("1")}}), table({{"c", text("3")}})}});
    CHECK(attributes == Attributes{{"grant", table({{"b", text("2")}, {"c", text("3")}})}});
    apply_changes(attributes, {{"grant", table({{"b", text("2")}, {"c", text("3")}}), {}}});
    CHECK(attributes.empty());
}

TEST_CASE("objects and parts are changed, and changed back", "[ops]") {
    AlterObject alter{domain, {}, {}};
    alter.attributes = {{"check", {}, table({{"ck", text("VALUE <> ''")}})},
                        {"type", {}, text("varchar(10)"), false}};
    CHECK(after(shop(), alter) != shop());
    CHECK(there_and_back(alter) == shop());
    AlterPart part{{"", "orders"}, PartKind::policy, "own", {}, {}};
    part.attributes = {{"to", {}, Node::array({text("app")}), true}};
    CHECK(there_and_back(part) == shop());
    CHECK(there_and_back(DropObject{domain}).objects.size() == 4);
    CHECK(there_and_back(DropPart{{"", "orders"}, PartKind::policy, "own"}) == shop());
    CHECK(there_and_back(RenameObject{function, "renter"}) == shop());
    AlterObject move{domain, {{"schema", {}, text("types"), false}}, {}};
    CHECK(there_and_back(move) == shop());
}

TEST_CASE("what is renamed is renamed where others name it", "[ops]") {
    const Database types = after(shop(), RenameObject{domain, "step"});
    CHECK(types.tables[0].columns[1].type.text == "step");
    const Database sequences = after(shop(), RenameObject{sequence, "numbers"});
    CHECK(std::get<Expression>(*sequences.tables[0].columns[0].default_value).sql ==
          "nextval('numbers'::regclass)");
    const Database functions = after(shop(), RenameObject{function, "renter"});
    CHECK(attribute_text(functions.tables[0].parts[0].attributes, "using") == "state = renter(id)");
    const Database columns = after(shop(), RenameColumn{{"", "orders"}, "state", "step"});
    CHECK(attribute_text(columns.tables[0].parts[0].attributes, "using") == "step = tenant(id)");
    CHECK(attribute_text(columns.objects[3].attributes, "as") == "SELECT o.step FROM orders AS o");
    const Database tables = after(shop(), RenameTable{{"", "orders"}, "sales"});
    CHECK(attribute_text(tables.objects[0].attributes, "owned_by") == "sales.id");
    CHECK(attribute_text(tables.objects[3].attributes, "as") == "SELECT o.state FROM sales AS o");
}

TEST_CASE("what a table or column owns goes with it", "[ops]") {
    CHECK(after(shop(), DropTable{{"", "orders"}}).objects.size() == 3);
    CHECK(after(shop(), DropColumn{{"", "orders"}, "id"}).objects.size() == 3);
    CHECK(after(shop(), DropColumn{{"", "orders"}, "id"}).tables[0].parts.empty());
    DropTable cascade{{"", "orders"}};
    cascade.cascade = true;
    CHECK(after(shop(), cascade).objects.size() == 2);
}

TEST_CASE("indexes of a materialized view are its own", "[ops]") {
    CreateIndex create;
    create.table.name = "open";
    create.index.name = "ix";
    create.index.columns.emplace_back().column = "state";
    CHECK(after(shop(), create).objects[3].indexes.size() == 1);
    CHECK(there_and_back(create) == shop());
}

TEST_CASE("a table moves to another schema with what refers to it", "[ops]") {
    AlterTable move;
    move.name.name = "orders";
    move.attributes = {{"schema", {}, text("old"), false}};
    const Database db = after(shop(), move);
    CHECK(to_string(db.tables[0].name) == "old.orders");
    CHECK(attribute_text(db.objects[0].attributes, "owned_by") == "old.orders.id");
}

TEST_CASE("a partition is taken off its table and put on again", "[ops]") {
    Database db = shop();
    TablePart part{.kind = PartKind::partition, .name = "orders_1"};
    set_attribute(part.attributes, "values", "FROM (1) TO (2)");
    db.tables[0].parts.push_back(part);
    const DetachPartition detach{{"", "orders"}, "orders_1"};
    const Database off = after(db, detach);
    REQUIRE(off.tables.size() == 2);
    CHECK(off.tables[1].columns.size() == 2);
    const Database on = after(off, reverse(detach, db).value());
    CHECK(attribute_text(on.tables[1].attributes, "partition_of") == "orders");
    CHECK(attribute_text(on.tables[1].attributes, "values") == "FROM (1) TO (2)");
}

TEST_CASE("objects that are there already or not at all are told", "[ops]") {
    CHECK(error_of(DropObject{{ObjectKind::domain, {"", "order_stat"}, {}}}) ==
          "there is no domain order_stat (did you mean \"order_state\"?)");
    CHECK(error_of(CreateObject{object(ObjectKind::sequence, "orders")}) ==
          "there is a table orders already");
    CHECK(error_of(CreateObject{object(ObjectKind::domain, "order_state")}) ==
          "there is a domain order_state already");
    CHECK_THAT(error_of(DropPart{{"", "orders"}, PartKind::policy, "owm"}),
               ContainsSubstring("there is no policy orders.owm"));
    SchemaObject overload = object(ObjectKind::function, "tenant");
    overload.signature = "text";
    CHECK(error_of(CreateObject{overload}) == "none");
}

TEST_CASE("operations on objects say what they do in one line", "[ops]") {
    AlterObject alter{function, {{"body", {}, text("x")}, {"cost", {}, text("1")}}, {}};
    CHECK(describe(alter) == "alter function tenant(integer): body, cost");
    CHECK(describe(RenameObject{sequence, "n"}) == "rename sequence orders_id to n");
    CHECK(describe(DropPart{{"", "orders"}, PartKind::policy, "own"}) == "drop policy orders.own");
    CHECK(describe(RefreshView{{"", "open"}}) == "refresh materialized view open");
    CHECK(is_destructive(DropPart{{"", "orders"}, PartKind::partition, "p"}));
    CHECK_FALSE(is_destructive(DropObject{domain}));
}
