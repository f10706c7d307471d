// Constraints and indexes, as statements and as the model that introspection makes of them.
#include "support/postgres_schema.hpp"

#include <array>

using namespace migrate::test;

TEST_CASE("constraints and indexes are read as a model says them", "[postgres][introspect]") {
    constexpr std::array cases{
        ReadCase{"keys", R"sql(
CREATE TABLE t (a int, b int, c int, CONSTRAINT pk PRIMARY KEY (b, a) INCLUDE (c),
    CONSTRAINT u1 UNIQUE NULLS NOT DISTINCT (c) WITH (fillfactor = 80),
    CONSTRAINT u2 UNIQUE (a) DEFERRABLE INITIALLY DEFERRED);
COMMENT ON CONSTRAINT u1 ON t IS 'once')sql",
                 R"toml(
[table.t]
column.a = { type = "integer" }
column.b = { type = "integer" }
column.c = { type = "integer" }
primary_key = { name = "pk", columns = ["b", "a"], postgresql.include = ["c"] }
unique.u1.columns = ["c"]
unique.u1.postgresql.nulls_distinct = false
unique.u1.postgresql.with           = { fillfactor = 80 }
unique.u1.postgresql.comment        = "once"
unique.u2 = { columns = ["a"], postgresql.deferrable = true, postgresql.initially = "deferred" }
)toml"},
        ReadCase{"checks", R"sql(
CREATE TABLE t (a int, b int, CONSTRAINT ck1 CHECK (a > 0 AND b > 0) NO INHERIT);
ALTER TABLE t ADD CONSTRAINT ck2 CHECK (a IN (1, 2)) NOT VALID)sql",
                 R"toml(
[table.t]
column.a = { type = "integer" }
column.b = { type = "integer" }
check.ck1 = { expression = "(a > 0) AND (b > 0)", postgresql.no_inherit = true }
check.ck2 = { expression = "a = ANY (ARRAY[1, 2])", validated = false }
)toml"},
        ReadCase{"foreign keys", R"sql(
CREATE TABLE p (id int PRIMARY KEY, a int, b int, UNIQUE (a, b));
CREATE TABLE t (p_id int, a int, b int,
    CONSTRAINT f1 FOREIGN KEY (p_id) REFERENCES p DEFERRABLE,
    CONSTRAINT f2 FOREIGN KEY (a, b) REFERENCES p (a, b) MATCH FULL ON DELETE CASCADE
        ON UPDATE RESTRICT DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT f3 FOREIGN KEY (a, b) REFERENCES p (a, b) ON DELETE SET NULL (b));
ALTER TABLE t ADD CONSTRAINT f4 FOREIGN KEY (p_id) REFERENCES p NOT VALID)sql",
                 R"toml(
[table.p]
column.id = { type = "integer" }
column.a  = { type = "integer" }
column.b  = { type = "integer" }
primary_key = { name = "p_pkey", columns = ["id"] }
unique.p_a_b_key = ["a", "b"]

[table.t]
column.p_id = { type = "integer" }
column.a    = { type = "integer" }
column.b    = { type = "integer" }
foreign_key.f1 = { columns = ["p_id"], references = "p(id)", deferrable = true }
foreign_key.f2.columns    = ["a", "b"]
foreign_key.f2.references = "p(a, b)"
foreign_key.f2.on_delete  = "cascade"
foreign_key.f2.on_update  = "restrict"
foreign_key.f2.match      = "full"
foreign_key.f2.deferrable = true
foreign_key.f2.initially  = "deferred"
foreign_key.f3.columns    = ["a", "b"]
foreign_key.f3.references = "p(a, b)"
foreign_key.f3.on_delete  = "set null"
foreign_key.f3.postgresql.on_delete_columns = ["b"]
foreign_key.f4 = { columns = ["p_id"], references = "p(id)", validated = false }
)toml"},
        ReadCase{"exclusion", R"sql(
CREATE TABLE t (a int, b int,
    CONSTRAINT x EXCLUDE USING gist (int4range(a, b) WITH &&) WHERE (a > 0) DEFERRABLE))sql",
                 R"toml(
[table.t]
column.a = { type = "integer" }
column.b = { type = "integer" }
postgresql.exclude.x.columns    = [{ sql = "int4range(a, b)", operator = "&&" }]
postgresql.exclude.x.method     = "gist"
postgresql.exclude.x.where      = "a > 0"
postgresql.exclude.x.deferrable = true
)toml"},
        ReadCase{"indexes", R"sql(
CREATE TABLE t (a text, b int, c int, d jsonb);
CREATE INDEX i1 ON t (lower(a) DESC, b NULLS FIRST, c DESC NULLS LAST) INCLUDE (d)
    WITH (fillfactor = 70) WHERE b > 0 AND c > 0;
CREATE INDEX i2 ON t (a text_pattern_ops);
CREATE INDEX i3 ON t USING gin (d jsonb_path_ops);
CREATE UNIQUE INDEX i4 ON t (b) NULLS NOT DISTINCT;
CREATE INDEX i5 ON t (a COLLATE "C");
CREATE INDEX i6 ON t ((b + c), lower(a) COLLATE "C");
COMMENT ON INDEX i2 IS 'for LIKE')sql",
                 R"toml(
[table.t]
column.a = { type = "text" }
column.b = { type = "integer" }
column.c = { type = "integer" }
column.d = { type = "jsonb" }
index.i1.columns = [
  { sql = "lower(a)", desc = true },
  { column = "b", postgresql.nulls = "first" },
  { column = "c", desc = true, postgresql.nulls = "last" },
]
index.i1.where   = "(b > 0) AND (c > 0)"
index.i1.postgresql.include = ["d"]
index.i1.postgresql.with    = { fillfactor = 70 }
index.i2 = { columns = [{ column = "a", postgresql.opclass = "text_pattern_ops" }], comment = "for LIKE" }
index.i3 = { columns = [{ column = "d", postgresql.opclass = "jsonb_path_ops" }], method = "gin" }
index.i4 = { columns = ["b"], unique = true, postgresql.nulls_distinct = false }
index.i5 = [{ column = "a", collation = "C" }]
index.i6 = [{ sql = "b + c" }, { sql = "lower(a)", collation = "C" }]
)toml"},
        ReadCase{"triggers", R"sql(
CREATE TABLE t (a int, b int);
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TRIGGER t1 BEFORE INSERT OR UPDATE OF b, a ON t FOR EACH ROW
    WHEN (NEW.a > 0 AND NEW.b > 0) EXECUTE FUNCTION f('x', 'it''s');
CREATE TRIGGER t2 AFTER DELETE ON t REFERENCING OLD TABLE AS gone EXECUTE FUNCTION f();
CREATE TRIGGER t3 AFTER TRUNCATE ON t EXECUTE FUNCTION f();
CREATE CONSTRAINT TRIGGER t4 AFTER INSERT ON t DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    EXECUTE FUNCTION f();
ALTER TABLE t DISABLE TRIGGER t2, ENABLE ALWAYS TRIGGER t3;
COMMENT ON TRIGGER t1 ON t IS 'a trigger')sql",
                 R"toml(
[function."f()"]
returns = "trigger"
language = "plpgsql"
body = "BEGIN RETURN NEW; END"

[table.t]
column.a = { type = "integer" }
column.b = { type = "integer" }
trigger.t1.before  = ["insert", "update of b, a"]
trigger.t1.where   = "(new.a > 0) AND (new.b > 0)"
trigger.t1.comment = "a trigger"
trigger.t1.postgresql.execute = "f('x', 'it''s')"
trigger.t2.after    = "delete"
trigger.t2.for_each = "statement"
trigger.t2.postgresql.execute   = "f()"
trigger.t2.postgresql.old_table = "gone"
trigger.t2.postgresql.enabled   = false
trigger.t3 = { after = "truncate", for_each = "statement", postgresql.execute = "f()", postgresql.enabled = "always" }
trigger.t4.after = "insert"
trigger.t4.postgresql.execute    = "f()"
trigger.t4.postgresql.constraint = true
trigger.t4.postgresql.deferrable = true
trigger.t4.postgresql.initially  = "deferred"
)toml"},
        ReadCase{"rules, policies and statistics", R"sql(
CREATE TABLE t (a int, b int);
CREATE RULE r1 AS ON INSERT TO t WHERE NEW.a > 5 DO INSTEAD NOTHING;
CREATE RULE r2 AS ON DELETE TO t DO (INSERT INTO t VALUES (1); DELETE FROM t);
CREATE RULE r3 AS ON UPDATE TO t DO INSTEAD NOTIFY changed;
CREATE POLICY p1 ON t FOR SELECT USING (a > 0);
CREATE POLICY p2 ON t AS RESTRICTIVE TO pg_monitor USING (true) WITH CHECK (a > 0);
CREATE STATISTICS s1 (ndistinct, mcv) ON a, b FROM t;
CREATE STATISTICS s2 ON (a + b), a FROM t)sql",
                 R"toml(
[table.t]
column.a = { type = "integer" }
column.b = { type = "integer" }
postgresql.statistics.s1 = { kinds = ["ndistinct", "mcv"], columns = ["a", "b"] }
postgresql.statistics.s2 = { columns = ["a", { sql = "a + b" }] }
postgresql.rule.r1 = { on = "insert", where = "new.a > 5", instead = true, do = "NOTHING" }
postgresql.rule.r2.on = "delete"
postgresql.rule.r2.do = '''
( INSERT INTO t (a)
  VALUES (1);
 DELETE FROM t;
)
'''
postgresql.rule.r3 = { on = "update", instead = true, do = "NOTIFY changed" }
postgresql.policy.p1 = { for = "select", using = "a > 0" }
postgresql.policy.p2 = { to = ["pg_monitor"], using = "true", with_check = "a > 0", permissive = false }
)toml"},
    };
    check_read(cases);
}
