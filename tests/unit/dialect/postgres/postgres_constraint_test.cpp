#include "support/postgres_statements.hpp"

using namespace migrate;
using namespace migrate::test;

namespace {

// orders (id, code) and lines (order_id) that refers to orders (id).
Database shop() {
    Database db;
    Table orders = table("orders", {column("id", "integer"), column("code", "text")});
    orders.columns[0].nullable = false;
    orders.columns[1].nullable = false;
    orders.primary_key.emplace();
    orders.primary_key->name = "orders_pkey";
    orders.primary_key->columns = {part("id")};
    orders.uniques.resize(1);
    orders.uniques[0].columns = {part("code")};
    Table lines = table("lines", {column("order_id", "integer")});
    lines.foreign_keys.resize(1);
    lines.foreign_keys[0].name = "fk";
    lines.foreign_keys[0].columns = {"order_id"};
    lines.foreign_keys[0].table.name = "orders";
    lines.foreign_keys[0].referred = {"id"};
    db.tables = {orders, lines};
    return db;
}

AlterConstraint alter(const std::string& table, ConstraintKind kind, const std::string& name) {
    AlterConstraint op;
    op.table.name = table;
    op.kind = kind;
    op.name = name;
    return op;
}

} // namespace

TEST_CASE("a check looks at the rows first, unless it is not validated", "[postgres][constraint]") {
    Check check;
    check.name = "ck";
    check.expression = "id > 0";
    CHECK(rendered(AddConstraint{{"", "orders"}, check}, shop()) ==
          Lines{"? SELECT count(*) FROM orders WHERE NOT (id > 0)",
                "ALTER TABLE orders ADD CONSTRAINT ck CHECK (id > 0)"});
    check.validated = false;
    CHECK(rendered(AddConstraint{{"", "orders"}, check}, shop()) ==
          Lines{"ALTER TABLE orders ADD CONSTRAINT ck CHECK (id > 0) NOT VALID"});
}

TEST_CASE("a nameless constraint is dropped by the name that it got", "[postgres][constraint]") {
    DropConstraint op;
    op.table.name = "orders";
    op.kind = ConstraintKind::unique;
    op.columns = {"code"};
    CHECK(rendered(op, shop()) == Lines{"ALTER TABLE orders DROP CONSTRAINT orders_code_key"});
}

TEST_CASE("foreign keys that need a key are made again around its change",
          "[postgres][constraint]") {
    AlterConstraint op = alter("orders", ConstraintKind::primary_key, "");
    op.columns = Change<std::vector<KeyPart>>{std::nullopt, std::vector<KeyPart>{part("code")}};
    CHECK(rendered(op, shop()) ==
          Lines{"? SELECT count(*) FROM (SELECT 1 FROM orders WHERE code IS NOT NULL GROUP BY code "
                "HAVING count(*) > 1) AS duplicates",
                "ALTER TABLE lines DROP CONSTRAINT fk",
                "ALTER TABLE orders\n    DROP CONSTRAINT orders_pkey,\n"
                "    ADD CONSTRAINT orders_pkey PRIMARY KEY (code)",
                "ALTER TABLE lines ADD CONSTRAINT fk FOREIGN KEY (order_id) REFERENCES orders "
                "(id)"});
}

TEST_CASE("a primary key gets another name by a rename", "[postgres][constraint]") {
    AlterConstraint op = alter("orders", ConstraintKind::primary_key, "");
    op.new_name = Change<std::string>{"orders_pkey", "pk_orders"};
    CHECK(rendered(op, shop()) ==
          Lines{"ALTER TABLE orders RENAME CONSTRAINT orders_pkey TO pk_orders"});
}

TEST_CASE("how a foreign key defers is altered in place, all else anew", "[postgres][constraint]") {
    AlterConstraint op = alter("lines", ConstraintKind::foreign_key, "fk");
    op.deferral = Change<Deferral>{std::nullopt, Deferral::initially_deferred};
    CHECK(rendered(op, shop()) ==
          Lines{"ALTER TABLE lines ALTER CONSTRAINT fk DEFERRABLE INITIALLY DEFERRED"});
    op = alter("lines", ConstraintKind::foreign_key, "fk");
    op.on_delete = Change<FkAction>{FkAction::no_action, FkAction::cascade};
    CHECK(rendered(op, shop()) ==
          Lines{"ALTER TABLE lines\n    DROP CONSTRAINT fk,\n"
                "    ADD CONSTRAINT fk FOREIGN KEY (order_id) REFERENCES orders (id) ON DELETE "
                "CASCADE"});
}

TEST_CASE("an index changes by a new one, its comment in place", "[postgres][constraint]") {
    Database db = shop();
    db.tables[0].indexes.resize(1);
    db.tables[0].indexes[0].name = "ix";
    db.tables[0].indexes[0].columns = {part("code")};
    AlterIndex op;
    op.table.name = "orders";
    op.name = "ix";
    op.comment = Change<std::string>{std::nullopt, "by code"};
    CHECK(rendered(op, db) == Lines{"COMMENT ON INDEX ix IS 'by code'"});
    op.comment.reset();
    op.unique = Change<bool>{false, true};
    CHECK(rendered(op, db) ==
          Lines{"? SELECT count(*) FROM (SELECT 1 FROM orders WHERE code IS NOT NULL GROUP BY code "
                "HAVING count(*) > 1) AS duplicates",
                "DROP INDEX ix", "CREATE UNIQUE INDEX ix ON orders (code)"});
}
