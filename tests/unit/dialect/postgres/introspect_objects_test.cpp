// Views, types, routines and the rest, as statements and as the model that introspection makes of
// them.
#include "support/postgres_schema.hpp"

#include <array>

using namespace migrate;
using namespace migrate::test;

TEST_CASE("views, types, routines and the rest are read as a model says them",
          "[postgres][introspect]") {
    constexpr std::array cases{
        ReadCase{"views", R"sql(
CREATE VIEW v AS SELECT 1 AS a;
CREATE MATERIALIZED VIEW m AS SELECT 1 AS a, 2 AS n;
CREATE UNIQUE INDEX m_a ON m (a);
COMMENT ON VIEW v IS 'a view';
COMMENT ON MATERIALIZED VIEW m IS 'kept')sql",
                 R"toml(
[view.v]
comment = "a view"
as = "SELECT 1 AS a"

[materialized_view.m]
comment = "kept"
as = '''
SELECT 1 AS a,
    2 AS n
'''
index.m_a = { columns = ["a"], unique = true }
)toml"},
        ReadCase{"types", R"sql(
CREATE DOMAIN email AS varchar(100) COLLATE "C" DEFAULT 'x@y' NOT NULL
    CONSTRAINT at CHECK (VALUE LIKE '%@%');
CREATE TYPE address AS (street text, zip varchar(10) COLLATE "C");
CREATE TYPE days AS RANGE (subtype = date);
COMMENT ON DOMAIN email IS 'an address')sql",
                 R"toml(
[domain.email]
comment = "an address"
type = "varchar(100)"
null = false
default = "x@y"
check.at = "(VALUE)::text ~~ '%@%'::text"
collation = "C"

[composite.address]
field.street = { type = "text" }
field.zip    = { type = "varchar(10)", collation = "C" }

[range.days]
subtype = "date"
)toml"},
        ReadCase{"sequences", R"sql(
CREATE SEQUENCE s1;
CREATE SEQUENCE s2 AS integer START 5 INCREMENT 2 CACHE 10 CYCLE;
CREATE SEQUENCE s3 INCREMENT -1;
CREATE TABLE t (id int);
CREATE SEQUENCE s4 OWNED BY t.id)sql",
                 R"toml(
sequence.s1 = {}

[sequence.s2]
type = "integer"
start = 5
increment = 2
cache = 10
cycle = true

[sequence.s3]
increment = -1

[sequence.s4]
owned_by = "t.id"

[table.t]
column.id = { type = "integer" }
)toml"},
        ReadCase{"routines", R"sql(
CREATE FUNCTION add(a int, b int DEFAULT 2) RETURNS int LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    COST 5 SET search_path = public, pg_temp RETURN a + b;
CREATE FUNCTION add(text, text) RETURNS text LANGUAGE sql AS 'SELECT $1 || $2';
CREATE FUNCTION rows() RETURNS SETOF int LANGUAGE sql STABLE SECURITY DEFINER LEAKPROOF ROWS 5
    AS 'SELECT 1';
CREATE PROCEDURE p(x int) LANGUAGE sql AS 'SELECT 1';
CREATE AGGREGATE joined(text) (sfunc = add, stype = text, initcond = ''))sql",
                 R"toml(
[function."add(integer, integer)"]
arguments = "a integer, b integer DEFAULT 2"
returns = "integer"
language = "sql"
volatility = "immutable"
strict = true
parallel = "safe"
cost = 5
set.search_path = "public, pg_temp"
body = "RETURN (a + b)"

[function."add(text, text)"]
returns = "text"
language = "sql"
body = "SELECT $1 || $2"

[function."rows()"]
returns = "SETOF integer"
language = "sql"
volatility = "stable"
security = "definer"
leakproof = true
rows = 5
body = "SELECT 1"

[procedure."p(integer)"]
arguments = "IN x integer"
language = "sql"
body = "SELECT 1"

[aggregate."joined(text)"]
sfunc = "add"
stype = "text"
initcond = ""
)toml"},
        ReadCase{"extensions and comments on the default schema", R"sql(
CREATE EXTENSION pg_trgm;
CREATE TABLE t (a text);
CREATE INDEX ix ON t USING gist (a gist_trgm_ops (siglen = 32));
COMMENT ON SCHEMA public IS 'ours')sql",
                 R"toml(
extension.pg_trgm = {}

[schema.public]
comment = "ours"

[table.t]
column.a = { type = "text" }
index.ix = { columns = [{ column = "a", postgresql.opclass = "gist_trgm_ops(siglen=32)" }], method = "gist" }
)toml"},
        ReadCase{"grants", R"sql(
CREATE TABLE t (a int, b int);
CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';
GRANT SELECT, INSERT ON t TO public;
GRANT UPDATE (b) ON t TO public;
REVOKE EXECUTE ON FUNCTION f() FROM public)sql",
                 R"toml(
[function."f()"]
returns = "integer"
language = "sql"
body = "SELECT 1"
grant.public = []

[table.t]
column.a = { type = "integer" }
column.b = { type = "integer" }
grant.public = ["insert", "select", "update(b)"]
)toml"},
    };
    check_read(cases);
}

// How the query itself is printed depends on the server's version.
TEST_CASE("the options of a view are read", "[postgres][introspect]") {
    const auto server = postgres_server();
    if (!server)
        return;
    PostgresSchema schema(*server);
    const Database db = schema.read("CREATE TABLE t (a int); CREATE VIEW v (x) WITH "
                                    "(security_barrier) AS SELECT a FROM t WHERE a > 0 "
                                    "WITH LOCAL CHECK OPTION");
    const View& view = db.views.at(0);
    CHECK(attribute_text(view.attributes, "check_option") == "local");
    const Node* with = attribute(view.attributes, "with");
    REQUIRE(with != nullptr);
    REQUIRE(with->members().size() == 1);
    CHECK(with->find("security_barrier")->as_boolean());
    CHECK(view.as.starts_with("SELECT "));
    CHECK_FALSE(view.as.ends_with(";"));
}
