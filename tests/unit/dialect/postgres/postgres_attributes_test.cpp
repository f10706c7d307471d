#include "support/postgres_statements.hpp"

using namespace migrate;
using namespace migrate::test;

namespace {

Node options(const std::string& key, const std::string& number) {
    Node node = Node::table();
    node.add(key, Node::integer(number));
    return node;
}

Node grants(const std::string& role, const std::vector<std::string>& privileges) {
    Node list = Node::array();
    for (const std::string& privilege : privileges)
        list.push_back(Node::string(privilege));
    Node group = Node::table();
    group.add(role, list);
    return group;
}

Database log_table() {
    Database db;
    db.tables.push_back(table("log", {column("id", "integer"), column("line", "text")}));
    return db;
}

} // namespace

TEST_CASE("a table carries what only PostgreSQL has", "[postgres][attributes]") {
    Table log = log_table().tables[0];
    set_attribute(log.attributes, "unlogged", true);
    set_attribute(log.attributes, "with", options("fillfactor", "70"));
    set_attribute(log.attributes, "partition_by", "RANGE (id)");
    set_attribute(log.attributes, "row_security", "forced");
    set_attribute(log.attributes, "replica_identity", "full");
    set_attribute(log.attributes, "grant", grants("public", {"select", "update(line)"}));
    set_attribute(log.columns[1].attributes, "storage", "external");
    log.parts.push_back({.kind = PartKind::partition, .name = "log_1"});
    set_attribute(log.parts[0].attributes, "values", "FROM (1) TO (2)");
    log.parts.push_back({.kind = PartKind::partition, .name = "log_rest"});
    set_attribute(log.parts[1].attributes, "values", "DEFAULT");
    CHECK(rendered(CreateTable{log, false}, Database()) ==
          Lines{"CREATE UNLOGGED TABLE log (\n    id integer,\n    line text\n) PARTITION BY RANGE "
                "(id) WITH (fillfactor = 70)",
                "ALTER TABLE log ALTER COLUMN line SET STORAGE EXTERNAL",
                "CREATE TABLE log_1 PARTITION OF log FOR VALUES FROM (1) TO (2)",
                "CREATE TABLE log_rest PARTITION OF log DEFAULT",
                "ALTER TABLE log ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE log FORCE ROW LEVEL SECURITY", "ALTER TABLE log REPLICA IDENTITY FULL",
                "GRANT SELECT, UPDATE (line) ON TABLE log TO PUBLIC"});
}

TEST_CASE("storage parameters, row security and privileges change one by one",
          "[postgres][attributes]") {
    AlterTable op;
    op.name.name = "log";
    Node to = options("fillfactor", "80");
    to.add("autovacuum_enabled", Node::boolean(false));
    op.attributes = {{"grant", grants("app", {"select"}), grants("app", {"insert"})},
                     {"row_security", std::nullopt, Node::boolean(true)},
                     {"unlogged", Node::boolean(true), Node::boolean(false)},
                     {"with", options("fillfactor", "70"), to}};
    CHECK(rendered(op, log_table()) ==
          Lines{"ALTER TABLE log\n    ENABLE ROW LEVEL SECURITY,\n    SET LOGGED,\n"
                "    SET (fillfactor = 80, autovacuum_enabled = false)",
                "REVOKE SELECT ON TABLE log FROM app", "GRANT INSERT ON TABLE log TO app"});
}

TEST_CASE("a table moves to another schema last", "[postgres][attributes]") {
    AlterTable op;
    op.name.name = "log";
    op.attributes = {{"schema", std::nullopt, Node::string("old")}};
    op.comment = Change<std::string>{std::nullopt, "kept"};
    CHECK(rendered(op, log_table()) ==
          Lines{"COMMENT ON TABLE log IS 'kept'", "ALTER TABLE log SET SCHEMA old"});
}

TEST_CASE("how a table is partitioned cannot change", "[postgres][attributes]") {
    AlterTable op;
    op.name.name = "log";
    op.attributes = {{"partition_by", std::nullopt, Node::string("LIST (id)")}};
    CHECK_THROWS_AS(rendered(op, log_table()), Error);
}

TEST_CASE("indexes have methods, operator classes and included columns", "[postgres][attributes]") {
    Index index;
    index.name = "ix";
    index.unique = true;
    index.columns = {part("line")};
    set_attribute(index.columns[0].attributes, "opclass", "text_pattern_ops");
    set_attribute(index.columns[0].attributes, "nulls", "last");
    index.columns[0].desc = true;
    set_attribute(index.attributes, "method", "btree");
    set_attribute(index.attributes, "include", std::vector<std::string>{"id"});
    set_attribute(index.attributes, "nulls_distinct", false);
    set_attribute(index.attributes, "with", options("fillfactor", "70"));
    CHECK(rendered(CreateIndex{{"", "log"}, index, true, true}, log_table()) ==
          Lines{"CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS ix ON log USING btree (line "
                "text_pattern_ops DESC NULLS LAST) INCLUDE (id) NULLS NOT DISTINCT WITH "
                "(fillfactor = 70)"});
}

TEST_CASE("an index takes storage parameters in place", "[postgres][attributes]") {
    Database db = log_table();
    db.tables[0].indexes.resize(1);
    db.tables[0].indexes[0].name = "ix";
    db.tables[0].indexes[0].columns = {part("id")};
    AlterIndex op;
    op.table.name = "log";
    op.name = "ix";
    op.attributes = {{"with", std::nullopt, options("fillfactor", "70")}};
    CHECK(rendered(op, db) == Lines{"ALTER INDEX ix SET (fillfactor = 70)"});
    op.attributes = {{"method", std::nullopt, Node::string("hash")}};
    CHECK(rendered(op, db) == Lines{"DROP INDEX ix", "CREATE INDEX ix ON log USING hash (id)"});
}

TEST_CASE("constraints of PostgreSQL's own kinds", "[postgres][attributes]") {
    Unique unique;
    unique.name = "u";
    unique.columns = {part("line")};
    set_attribute(unique.attributes, "deferrable", true);
    set_attribute(unique.attributes, "initially", "deferred");
    set_attribute(unique.attributes, "comment", "said");
    const Lines lines = rendered(AddConstraint{{"", "log"}, unique}, log_table());
    REQUIRE(lines.size() == 3);
    CHECK(lines[1] == "ALTER TABLE log ADD CONSTRAINT u UNIQUE (line) DEFERRABLE INITIALLY "
                      "DEFERRED");
    CHECK(lines[2] == "COMMENT ON CONSTRAINT u ON log IS 'said'");
    AddConstraint with{{"", "log"}, unique};
    with.using_index = "ix_line";
    CHECK(rendered(with, log_table()) ==
          Lines{"ALTER TABLE log ADD CONSTRAINT u UNIQUE USING INDEX ix_line DEFERRABLE INITIALLY "
                "DEFERRED",
                "COMMENT ON CONSTRAINT u ON log IS 'said'"});
}

TEST_CASE("triggers call functions", "[postgres][attributes]") {
    Trigger trigger;
    trigger.name = "t";
    trigger.timing = TriggerTiming::after;
    trigger.events = {{TriggerEvent::Kind::insert, {}}, {TriggerEvent::Kind::update, {"line"}}};
    trigger.where = "new.id > 0";
    CHECK_THROWS_WITH(rendered(CreateTrigger{{"", "log"}, trigger}, log_table()),
                      ContainsSubstring("calls no function"));
    set_attribute(trigger.attributes, "execute", "f('x')");
    set_attribute(trigger.attributes, "enabled", false);
    CHECK(rendered(CreateTrigger{{"", "log"}, trigger}, log_table()) ==
          Lines{"CREATE TRIGGER t AFTER INSERT OR UPDATE OF line ON log FOR EACH ROW WHEN (new.id "
                "> 0) EXECUTE FUNCTION f('x')",
                "ALTER TABLE log DISABLE TRIGGER t"});
    set_attribute(trigger.attributes, "enabled", Node());
    set_attribute(trigger.attributes, "constraint", true);
    set_attribute(trigger.attributes, "deferrable", true);
    trigger.where.clear();
    trigger.events.resize(1);
    CHECK(rendered(CreateTrigger{{"", "log"}, trigger}, log_table()) ==
          Lines{"CREATE CONSTRAINT TRIGGER t AFTER INSERT ON log DEFERRABLE FOR EACH ROW EXECUTE "
                "FUNCTION f('x')"});
}

TEST_CASE("parts of tables are created, changed and dropped", "[postgres][attributes]") {
    TablePart policy{.kind = PartKind::policy, .name = "own"};
    set_attribute(policy.attributes, "for", "update");
    set_attribute(policy.attributes, "to", std::vector<std::string>{"app", "public"});
    set_attribute(policy.attributes, "using", "id = 1");
    set_attribute(policy.attributes, "permissive", false);
    Database db = log_table();
    CHECK(
        rendered(AddPart{{"", "log"}, policy}, db) ==
        Lines{"CREATE POLICY own ON log AS RESTRICTIVE FOR UPDATE TO app, PUBLIC USING (id = 1)"});
    db.tables[0].parts = {policy};
    AlterPart op{{"", "log"},
                 PartKind::policy,
                 "own",
                 {{"using", Node::string("id = 1"), Node::string("id = 2")}},
                 {}};
    CHECK(rendered(op, db) == Lines{"ALTER POLICY own ON log TO app, PUBLIC USING (id = 2)"});
    op.attributes = {{"for", Node::string("update"), std::nullopt}};
    CHECK(rendered(op, db) ==
          Lines{"DROP POLICY own ON log",
                "CREATE POLICY own ON log AS RESTRICTIVE TO app, PUBLIC USING (id = 1)"});
    CHECK(rendered(DropPart{{"", "log"}, PartKind::statistics, "s", true, true}, db) ==
          Lines{"DROP STATISTICS IF EXISTS s CASCADE"});
    CHECK(rendered(AttachPartition{{"x", "log"}, "p", "IN (1)"}, db) ==
          Lines{"ALTER TABLE x.log ATTACH PARTITION x.p FOR VALUES IN (1)"});
}
