// What introspection asks of a session, and how it leaves it.
#include "db/recording.hpp"
#include "support/postgres_schema.hpp"

#include <algorithm>

using namespace migrate;
using namespace migrate::test;
using Texts = std::vector<std::string>;

namespace {

Texts table_names(const Database& db) {
    Texts names;
    for (const Table& table : db.tables)
        names.push_back(to_string(table.name));
    return names;
}

std::string settings(Connection& connection) {
    return query_value(connection, "SELECT current_setting('search_path') || ' ' || "
                                   "current_setting('TimeZone')");
}

} // namespace

TEST_CASE("the number of queries does not depend on the number of tables",
          "[postgres][introspect]") {
    const auto server = postgres_server();
    if (!server)
        return;
    PostgresSchema schema(*server);
    RecordingConnection recording(&schema.connection());
    const auto count = [&] {
        recording.clear();
        postgres::introspect(recording, {});
        return recording.statements().size();
    };
    const std::size_t of_none = count();
    for (int i = 0; i < 20; ++i)
        schema.run("CREATE TABLE t" + std::to_string(i) +
                   " (id serial PRIMARY KEY, a text DEFAULT 'x' CHECK (a <> ''))");
    CHECK(count() == of_none);
    CHECK(of_none < 30);
}

TEST_CASE("outside of a transaction none is left, and the session's settings stay",
          "[postgres][introspect]") {
    const auto server = postgres_server();
    if (!server)
        return;
    PostgresSchema schema(*server);
    Connection& connection = schema.connection();
    schema.run("CREATE TABLE t (at timestamptz DEFAULT '2020-01-01 00:00:00+00'); "
               "SET TimeZone = 'Asia/Tokyo'");
    const std::string before = settings(connection);
    const Database db = postgres::introspect(connection, {});
    CHECK_FALSE(connection.in_transaction());
    CHECK(settings(connection) == before);
    const auto& value = std::get<Literal>(*db.tables.at(0).columns.at(0).default_value);
    CHECK(value.text == "2020-01-01 00:00:00+00");
}

TEST_CASE("inside of a transaction its settings are put back", "[postgres][introspect]") {
    const auto server = postgres_server();
    if (!server)
        return;
    PostgresSchema schema(*server);
    Connection& connection = schema.connection();
    const Transaction transaction(connection);
    schema.run("CREATE TABLE t (a int); SET LOCAL search_path = public, pg_catalog; "
               "SET LOCAL TimeZone = 'Asia/Tokyo'");
    CHECK(table_names(postgres::introspect(connection, {})) == Texts{"t"});
    CHECK(connection.in_transaction());
    CHECK(settings(connection) == "public, pg_catalog Asia/Tokyo");
}

TEST_CASE("the first schema of the path is the default one", "[postgres][introspect]") {
    const auto server = postgres_server();
    if (!server)
        return;
    PostgresSchema schema(*server);
    schema.run("CREATE SCHEMA app; CREATE SCHEMA other; CREATE TABLE app.a (id int PRIMARY KEY); "
               "CREATE TABLE other.b (id int REFERENCES app.a); CREATE TABLE c (id int); "
               "SET search_path = gone, app, public");
    Connection& connection = schema.connection();
    CHECK(table_names(postgres::introspect(connection, {})) == Texts{"a"});
    CHECK(table_names(postgres::introspect(connection, {.schemas = {"other"}})) ==
          Texts{"a", "other.b"});
    const Database all = postgres::introspect(connection, {.schemas = {"*"}});
    CHECK(table_names(all) == Texts{"a", "other.b", "public.c"});
    CHECK(to_string(all.tables.at(1).foreign_keys.at(0).table) == "a");
}

TEST_CASE("tables that are left out take what belongs to them along", "[postgres][introspect]") {
    const auto server = postgres_server();
    if (!server)
        return;
    PostgresSchema schema(*server);
    const std::string_view sql = "CREATE TABLE own (id serial PRIMARY KEY, a int CHECK (a > 0)); "
                                 "CREATE TABLE mine (id int); CREATE INDEX ix ON own (a); "
                                 "CREATE TABLE third (id int)";
    const Database db = schema.read(sql, {.exclude_tables = {"own"}});
    CHECK(table_names(db) == Texts{"mine", "third"});
    CHECK(db.objects.empty());
    CHECK(table_names(schema.read(sql, {.only = {{"", "mine"}}})) == Texts{"mine"});
}

TEST_CASE("what is not read is named", "[postgres][introspect]") {
    const auto server = postgres_server();
    if (!server)
        return;
    PostgresSchema schema(*server);
    const Database db = schema.read("CREATE TABLE t (a serial); CREATE VIEW v AS SELECT a FROM t; "
                                    "COMMENT ON COLUMN v.a IS 'x'; "
                                    "GRANT USAGE ON SEQUENCE t_a_seq TO public; "
                                    "CREATE COLLATION nocase FROM \"C\"; "
                                    "CREATE TYPE fr AS RANGE (subtype = float8, "
                                    "subtype_diff = float8mi)");
    CHECK(db.not_compared == Texts{"1 collation", "comment of column a of v",
                                   "privileges of public on sequence t_a_seq",
                                   "subtype_diff of range fr (float8mi)"});
}

TEST_CASE("an index that CREATE INDEX CONCURRENTLY left behind is no index",
          "[postgres][introspect]") {
    const auto server = postgres_server();
    if (!server)
        return;
    PostgresSchema schema(*server);
    schema.run("CREATE TABLE t (a int); INSERT INTO t VALUES (1), (1)");
    CHECK_THROWS_AS(schema.run("CREATE UNIQUE INDEX CONCURRENTLY ix ON t (a)"), DbError);
    const Database db = postgres::introspect(schema.connection(), {});
    CHECK(db.tables.at(0).indexes.empty());
    REQUIRE(db.not_compared.size() == 1);
    CHECK(db.not_compared[0].starts_with("index ix of t, which is invalid"));
}

TEST_CASE("PostgreSQL 18 names NOT NULL, and computes columns when they are read",
          "[postgres][introspect]") {
    const auto server = postgres_server();
    if (!server)
        return;
    PostgresSchema schema(*server);
    if (query_value(schema.connection(), "SELECT current_setting('server_version_num')") < "180000")
        return;
    const Database db = schema.read("CREATE TABLE t (a int CONSTRAINT a_is_there NOT NULL, "
                                    "b int NOT NULL, c int GENERATED ALWAYS AS (a + 1) VIRTUAL, "
                                    "CONSTRAINT ck CHECK (a > 0) NOT ENFORCED)");
    const Table& table = db.tables.at(0);
    CHECK(table.columns.at(0).not_null_name == "a_is_there");
    CHECK(table.columns.at(1).not_null_name.empty());
    CHECK_FALSE(table.columns.at(2).generated.value().stored);
    CHECK_FALSE(attribute_flag(table.checks.at(0).attributes, "enforced", true));
}
