#include "contract/databases.hpp"
#include "support/catch.hpp"
#include "support/schema_builder.hpp"

using namespace migrate;
using namespace migrate::test;

namespace {

Database schema_of(std::vector<Table> tables, const Dialect& dialect) {
    Database db;
    db.folding = dialect.capabilities().folding;
    db.tables = std::move(tables);
    dialect.adapt(db);
    return db;
}

void run(const ContractDatabase& database, Connection& connection,
         const std::vector<PlannedOp>& steps) {
    for (const PlannedOp& step : steps)
        database.apply(connection, step.op);
}

std::string shown(const std::vector<PlannedOp>& steps) {
    std::string text;
    for (const PlannedOp& step : steps)
        text += describe(step.op) + "\n";
    return text;
}

// MySQL's dialects run hand-written SQL, and do not write operations yet.
bool writes_operations(const Dialect& dialect) {
    return dialect.prefixes().front() != "mysql";
}

// One table with a column of each portable type.
Table all_types() {
    Table table;
    table.name.name = "contract_types";
    int number = 0;
    for (const char* type : {"boolean",  "smallint",      "integer",
                             "bigint",   "numeric(12,2)", "real",
                             "double",   "char(3)",       "varchar(50)",
                             "text",     "binary(4)",     "varbinary(20)",
                             "blob",     "date",          "time",
                             "datetime", "timestamp",     "datetime with time zone",
                             "interval", "uuid",          "json"})
        table.columns.push_back(column("c" + std::to_string(++number), type));
    return table;
}

std::vector<Table> small_shop() {
    Table people;
    people.name.name = "contract_people";
    people.columns = {not_null(column("id", "bigint")), not_null(column("name", "varchar(50)")),
                      with_default(not_null(column("state", "varchar(10)")), string("new")),
                      with_default(column("age", "integer"), number("0"))};
    people.primary_key = primary_key({"id"});
    people.uniques = {unique("uq_people_name", {"name"})};
    people.checks = {check("ck_people_age", "age >= 0")};
    Table orders;
    orders.name.name = "contract_orders";
    orders.columns = {not_null(column("id", "bigint")), not_null(column("person", "bigint")),
                      column("total", "numeric(12,2)")};
    orders.primary_key = primary_key({"id"});
    ForeignKey key;
    key.name = "fk_orders_person";
    key.columns = {"person"};
    key.table.name = "contract_people";
    key.referred = {"id"};
    key.on_delete = FkAction::cascade;
    orders.foreign_keys = {key};
    orders.indexes.emplace_back();
    orders.indexes.back().name = "ix_orders_person";
    orders.indexes.back().columns = parts({"person", "total"});
    return {people, orders};
}

// The shop after a few years.
std::vector<Table> grown_shop() {
    std::vector<Table> shop = small_shop();
    Table& people = shop[0];
    people.columns[1].type = parse_type("varchar(100)");
    people.columns[3] = with_default(not_null(column("age", "bigint")), number("18"));
    people.columns.push_back(column("born", "date"));
    people.checks[0].expression = "age > 0";
    people.uniques.clear();
    shop[1].foreign_keys[0].on_delete = FkAction::no_action;
    shop[1].indexes.clear();
    Table notes;
    notes.name.name = "contract_notes";
    notes.columns = {not_null(column("id", "integer")), column("text", "text")};
    notes.primary_key = primary_key({"id"});
    shop.push_back(notes);
    return shop;
}

} // namespace

TEST_CASE("a column of every portable type reads back as it was declared", "[contract]") {
    MIGRATE_ON_EACH_DATABASE(dialect, database) {
        INFO(dialect.name());
        if (!writes_operations(dialect))
            continue;
        const auto connection = database.connect();
        const Database model = schema_of({all_types()}, dialect);
        database.apply(*connection, CreateTable{model.tables[0], false});
        CHECK(shown(database.difference(*connection, model).upgrade).empty());
        database.apply(*connection, DropTable{model.tables[0].name, false});
        CHECK(dialect.introspect(*connection, {}).tables.empty());
    }
}

TEST_CASE("schemas become each other, with their rows, and back", "[contract]") {
    MIGRATE_ON_EACH_DATABASE(dialect, database) {
        INFO(dialect.name());
        if (!writes_operations(dialect))
            continue;
        const auto connection = database.connect();
        const Database small = schema_of(small_shop(), dialect);
        const Database grown = schema_of(grown_shop(), dialect);
        run(database, *connection, database.difference(*connection, small).upgrade);
        CHECK(shown(database.difference(*connection, small).upgrade).empty());
        connection->execute("INSERT INTO contract_people (id, name, age) VALUES (1, 'ada', 36)");
        connection->execute("INSERT INTO contract_orders VALUES (7, 1, 12.5)");

        const OpTree tree = database.difference(*connection, grown);
        run(database, *connection, tree.upgrade);
        CHECK(shown(database.difference(*connection, grown).upgrade).empty());
        run(database, *connection, tree.downgrade);
        CHECK(shown(database.difference(*connection, small).upgrade).empty());
        CHECK(query_value(*connection, "SELECT name FROM contract_people WHERE id = 1") == "ada");
        CHECK(query_value(*connection, "SELECT person FROM contract_orders") == "1");

        const Database nothing = schema_of({}, dialect);
        run(database, *connection, database.difference(*connection, nothing).upgrade);
        CHECK(dialect.introspect(*connection, {}).tables.empty());
    }
}
