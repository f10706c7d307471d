#include "unit/forms/support.hpp"

#include "support/catch.hpp"

using namespace migrate;
using namespace forms_test;

namespace {

forms::FormDialect postgresql() {
    forms::FormDialect dialect;
    dialect.name = "postgresql";
    dialect.display_name = "PostgreSQL";
    dialect.prefixes = {"postgresql"};
    dialect.schemas = true;
    return dialect;
}

// A step that is written as it was read.
void stays(const std::string& step, const forms::FormDialect& dialect = postgresql()) {
    const Op read = op(step, dialect);
    CHECK(text(read, dialect) == step);
    CHECK(op(text(read, dialect), dialect) == read);
}

// A step that reads back as the same operation, in other words perhaps.
void returns(const std::string& step, const forms::FormDialect& dialect = postgresql()) {
    const Op read = op(step, dialect);
    CHECK(op(text(read, dialect), dialect) == read);
}

void model_stays(const std::string& model_text, const forms::FormDialect& dialect = postgresql()) {
    const Database read = model(model_text, dialect);
    CHECK(forms::write_model(read, dialect) == model_text);
}

} // namespace

TEST_CASE("objects that only some databases have are written as they were read", "[forms]") {
    model_stays("[schema.billing]\ncomment = \"Money\"\n\n"
                "[extension.citext]\nschema = \"public\"\n\n"
                "[domain.email]\ntype = \"citext\"\nnull = false\n"
                "check.email_check = \"VALUE ~ '@'\"\n\n"
                "[composite.address]\nfield.street = { type = \"text\" }\n"
                "field.zip    = { type = \"varchar(10)\" }\n\n"
                "[sequence.invoice_no]\ntype = \"bigint\"\nstart = 1000\ncycle = true\n\n"
                "[function.\"total(integer)\"]\nreturns = \"integer\"\nlanguage = \"sql\"\n"
                "body = \"SELECT 1\"\n\n"
                "[materialized_view.daily]\nas = \"SELECT 1 AS day\"\n"
                "index.ux_daily = { columns = [\"day\"], unique = true }\n");
}

TEST_CASE("routines of one name are told apart by their arguments", "[forms]") {
    const Database db = model("[function.\"total(integer)\"]\nreturns = \"integer\"\n"
                              "body = \"SELECT 1\"\n"
                              "[function.\"billing.total(public.money, text)\"]\n"
                              "returns = \"integer\"\nbody = \" SELECT 2 \"\n",
                              postgresql());
    REQUIRE(db.objects.size() == 2);
    CHECK(db.objects[1].name == QualifiedName{"billing", "total"});
    CHECK(db.objects[1].signature == "public.money, text");
    CHECK(attribute_text(db.objects[1].attributes, "body") == " SELECT 2 ");
    CHECK(model(forms::write_model(db, postgresql()), postgresql()) == db);
}

TEST_CASE("values of attributes have one form", "[forms]") {
    const Table one = table("[table.t]\ncolumn.a.type = \"integer\"\n"
                            "policy.p = { to = \"app\", using = \"(a > 0)\" }\n",
                            postgresql());
    const Table other = table("[table.t]\ncolumn.a.type = \"integer\"\n"
                              "policy.p = { using = \"a > 0\", to = [\"app\"] }\n",
                              postgresql());
    CHECK(one == other);
    CHECK(attribute_texts(one.parts[0].attributes, "to") == std::vector<std::string>{"app"});
}

TEST_CASE("what only one database has of a table stands under its prefix", "[forms]") {
    const std::string text =
        "[table.orders]\n"
        "column.id   = { type = \"bigint\", primary_key = true }\n"
        "column.kind = { type = \"text\", postgresql = { storage = \"external\" } }\n"
        "index.ix = { columns = [{ column = \"kind\", postgresql = { opclass = \"text_ops\" } }], "
        "method = \"gin\", postgresql = { include = [\"id\"] } }\n"
        "postgresql.exclude.no_overlap = { columns = [{ column = \"id\", operator = \"=\" }], "
        "method = \"gist\" }\n"
        "postgresql.unlogged = true\n"
        "postgresql.with = { fillfactor = 70 }\n";
    const Database db = model(text, postgresql());
    CHECK(model(forms::write_model(db, postgresql()), postgresql()) == db);
    CHECK(attribute_flag(db.tables[0].attributes, "unlogged"));
    CHECK(attribute_text(db.tables[0].columns[1].attributes, "storage") == "external");
    CHECK(attribute_text(db.tables[0].indexes[0].columns[0].attributes, "opclass") == "text_ops");
    CHECK(db.tables[0].parts[0].kind == PartKind::exclude);
    const Database elsewhere =
        model("[table.t]\ncolumn.a.type = \"integer\"\npostgresql.unlogged = true\n", sqlite());
    CHECK(elsewhere.tables[0].attributes.empty());
    CHECK(elsewhere.tables[0].overrides.size() == 1);
}

TEST_CASE("steps on objects are written as they were read", "[forms]") {
    stays("create_schema = \"billing\"\n");
    stays("alter_extension = \"postgis\"\nversion = { from = \"3.3.2\", to = \"3.4.0\" }\n");
    stays("alter_sequence = \"order_no\"\nincrement = { from = 1, to = 10 }\nrestart = 5000\n");
    stays("rename_domain = \"email\"\nto = \"mail\"\n");
    stays("drop_function = \"touch()\"\nif_exists = true\n");
    stays("drop_function = \"touch()\"\npostgresql.cascade = true\n");
    stays("refresh_materialized_view = \"daily\"\nconcurrently = true\n");
    stays("create_materialized_view = \"daily\"\nas = \"SELECT 1\"\nwith_data = false\n");
    returns("alter_function = \"total(integer)\"\nvolatility = { from = \"volatile\", to = "
            "\"stable\" }\nbody.from = \" SELECT 1 \"\nbody.to = \" SELECT 2 \"\n");
    returns("alter_procedure = \"p\"\nbody = { from = \"BEGIN END\", to = \"BEGIN ; END\" }\n",
            mariadb());
}

TEST_CASE("steps on parts are written as they were read", "[forms]") {
    stays("create_policy = \"orders.tenant\"\nfor = \"all\"\nto = [\"app\"]\nusing = \"a = 1\"\n");
    stays("alter_policy = \"orders.tenant\"\nusing = { from = \"a = 1\", to = \"a = 2\" }\n");
    stays("rename_rule = \"t.r\"\nto = \"s\"\n");
    stays("drop_statistics = \"t.s\"\nif_exists = true\n");
    stays("add_partition = \"events.p1\"\nvalues = \"FROM (1) TO (2)\"\n");
    stays("attach_partition = \"events.p1\"\nvalues = \"FROM (1) TO (2)\"\n");
    stays("detach_partition = \"events.p1\"\nconcurrently = true\n");
    stays("add_exclude = \"b.no\"\ncolumns = [{ column = \"room\", operator = \"=\" }]\n"
          "method = \"gist\"\n");
}

TEST_CASE("attributes change under their keys, groups by member", "[forms]") {
    stays("alter_table = \"t\"\npostgresql.unlogged = { from = false, to = true }\n"
          "postgresql.with     = { to = { fillfactor = 70 } }\n");
    stays("alter_table = \"public.t\"\nschema = { from = \"public\", to = \"billing\" }\n");
    const auto grants = std::get<AlterTable>(
        op("alter_table = \"t\"\ngrant.app = { from = [\"select\"], to = [\"insert\"] }\n"
           "grant.web = { from = \"select\" }\n",
           postgresql()));
    REQUIRE(grants.attributes.size() == 1);
    CHECK(grants.attributes[0].from->members().size() == 2);
    CHECK(grants.attributes[0].to->members().size() == 1);
    CHECK(op(text(grants, postgresql()), postgresql()) == Op(grants));
    returns("alter_column = \"t.a\"\nnot_null.from = { name = \"n\" }\n"
            "not_null.to = { name = \"n\", postgresql.no_inherit = true }\n");
    returns("alter_unique = \"t.u\"\npostgresql.deferrable = { to = true }\n");
    returns("alter_trigger = \"t.x\"\nenabled = { to = \"always\" }\n");
    returns("alter_domain = \"d\"\ncheck.ck = { from = \"VALUE > 0\", to = \"VALUE > 1\" }\n");
}

TEST_CASE("triggers of functions need no body, and may be for each statement", "[forms]") {
    const Table read = table("[table.t]\ncolumn.a.type = \"integer\"\n"
                             "trigger.x = { before = \"truncate\", execute = \"f()\", for_each = "
                             "\"statement\" }\n",
                             postgresql());
    CHECK(read.triggers[0].events[0].kind == TriggerEvent::Kind::truncate);
    CHECK(attribute_text(read.triggers[0].attributes, "for_each") == "statement");
    CHECK_FALSE(read.triggers[0].for_each_row);
}

TEST_CASE("a domain's name is no portable type", "[forms]") {
    const Table read = model("[domain.text]\ntype = \"varchar(5)\"\n[table.t]\n"
                             "column.a.type = \"text\"\n",
                             postgresql())
                           .tables[0];
    CHECK(read.columns[0].type.kind == TypeKind::other);
}

TEST_CASE("mistakes in objects say where they stand", "[forms]") {
    const auto error = [](const std::string& text) {
        return error_of([&] { model(text, postgresql()); });
    };
    CHECK(error("[domain.d]\nnull = false\n") == "1:9: domain \"d\" needs the key \"type\"");
    CHECK_THAT(error("[function.\"f(integer\"]\nbody = \"\"\n"),
               test::ContainsSubstring("a parenthesis is not closed"));
    CHECK_THAT(error("[sequence.s]\n[sequence.\"s\" ]\n"), test::ContainsSubstring("s"));
    CHECK_THAT(model_error("[domain.d]\ntype = \"text\"\n"),
               test::ContainsSubstring("domain \"d\" is PostgreSQL only"));
    CHECK_THAT(error("[table.t]\ncolumn.a.type = \"text\"\nengine = \"InnoDB\"\n"),
               test::ContainsSubstring("is MySQL only: write mysql.engine"));
}
