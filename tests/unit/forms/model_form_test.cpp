#include "unit/forms/support.hpp"

#include "support/catch.hpp"

using namespace migrate;
using namespace forms_test;

namespace {

// What is written is what was read.
void stays(const std::string& text) {
    const Database db = model(text);
    CHECK(forms::write_model(db, sqlite()) == text);
    CHECK(model(forms::write_model(db, sqlite())) == db);
}

} // namespace

TEST_CASE("a model file of tables, views, enums and triggers is written as it was read",
          "[forms]") {
    stays(R"toml([enum.mood]
values = ["glad", "sad"]

[table.pets]
comment = "Those who live here"
column.id    = { type = "integer", primary_key = true }
column.name  = { type = "varchar(50)", null = false, default = "Rex", check = "length(name) > 1" }
column.mail  = { type = "text", collation = "NOCASE", unique = true }
column.home  = { type = "bigint", references = "homes(id)", on_delete = "cascade", index = true }
column.price = { type = "numeric(8,2)", default = 12.30 }
column.born  = { type = "datetime", default = { sql = "CURRENT_TIMESTAMP" } }
column.mood  = { type = "mood", default = "glad" }
column.full  = { type = "text", generated = "name || mail", stored = true }
unique.uq_pets_name_home = ["name", "home"]
check.ck_pets_price = "price >= 0"
foreign_key.fk_pets_owner = { columns = ["name", "mail"], references = "owners(name, mail)", match = "full" }
unnamed = [{ unique = ["mood", "born"] }, { check = "price < 1000" }]
index.ix_pets_born = { columns = ["mood", { column = "born", desc = true }], where = "mood IS NOT NULL" }
postgresql.index.ix_pets_data = { columns = ["mood"], method = "gin" }
mysql.engine = "InnoDB"
sqlite.strict = true

[table.pets.trigger.pets_touch]
after = "update of name, mail"
body = '''
BEGIN
  UPDATE pets SET born = CURRENT_TIMESTAMP WHERE id = new.id;
END'''

[view.glad_pets]
as = "SELECT id, name FROM pets WHERE mood = 'glad'"

[raw.thing]
create = "CREATE THING"
drop = "DROP THING"
needs = ["pets"]
)toml");
}

TEST_CASE("a key column is NOT NULL unless it is a rowid or says otherwise", "[forms]") {
    const Table rowid =
        table("[table.t]\ncolumn.id = { type = \"INTEGER\", primary_key = true }\n");
    CHECK(rowid.columns[0].nullable);
    const Table text = table("[table.t]\ncolumn.id = { type = \"text\", primary_key = true }\n");
    CHECK_FALSE(text.columns[0].nullable);
    const Table list =
        table("[table.t]\ncolumn.a = { type = \"int\" }\n"
              "column.b = { type = \"int\", null = true }\nprimary_key = [\"a\", \"b\"]\n");
    CHECK_FALSE(list.columns[0].nullable);
    CHECK(list.columns[1].nullable);
    const Table no_rowid =
        table("[table.t]\ncolumn.id = { type = \"integer\", primary_key = true }\n"
              "without_rowid = true\n");
    CHECK_FALSE(no_rowid.columns[0].nullable);
    stays("[table.t]\ncolumn.id = { type = \"integer\", null = false, primary_key = true }\n");
    stays("[table.t]\ncolumn.id = { type = \"text\", null = true, primary_key = true }\n");
}

TEST_CASE("shorthands take details and stay where they were written", "[forms]") {
    stays(R"toml([table.t]
column.a = { type = "text", primary_key = { name = "pk_t", desc = true } }
column.b = { type = "text", unique = { name = "uq_b", sqlite.on_conflict = "replace" } }
column.c = { type = "text", check = ["c > 0", { name = "ck_c", expression = "c < 9" }] }
column.d = { type = "text", references = { name = "fk_d", references = "u", on_update = "set null" } }
column.e = { type = "text", index = { name = "ix_e", unique = true } }
column.f = { type = "text", null = false, not_null = { name = "nn_f", sqlite.on_conflict = "fail" } }
column.g = { type = "" }
column.h = { sqlite.type = "TIME" }
)toml");
    const Table t =
        table("[table.t]\ncolumn.a = { type = \"text\", unique = { on_conflict = \"ignore\" } }\n");
    REQUIRE(t.uniques.size() == 1);
    CHECK(t.uniques[0].conflict == Conflict::ignore);
    CHECK(t.uniques[0].in_column);
    CHECK(t.uniques[0].name.empty());
}

TEST_CASE("keys under a prefix are laid over the plain ones, and written again", "[forms]") {
    const std::string text = R"toml([table.t]
column.a = { type = "json", default = "{}", postgresql.type = "jsonb", sqlite.default = { sql = "json('{}')" } }
index.ix_a = ["a"]
postgresql.index.ix_pg = { columns = ["a"], method = "gin" }
sqlite.index.ix_lite = { columns = [{ sql = "lower(a)" }] }
)toml";
    const Table t = table(text);
    CHECK(t.columns[0].default_value == Value(Expression{"json('{}')"}));
    REQUIRE(t.indexes.size() == 2);
    CHECK(t.indexes[1].name == "ix_lite");
    // What stays in the schema is written, whatever the file once said.
    Database db = model(text);
    db.tables[0].columns[0].default_value = Literal{Literal::Kind::string, "[]"};
    db.tables[0].indexes.pop_back();
    CHECK(forms::write_model(db, sqlite()) == R"toml([table.t]
column.a = { type = "json", default = "{}", postgresql.type = "jsonb", sqlite.default = "[]" }
index.ix_a = ["a"]
postgresql.index.ix_pg = { columns = ["a"], method = "gin" }
)toml");
}

TEST_CASE("the narrower prefix wins over the broader one", "[forms]") {
    const Table t = table("[table.t]\ncolumn.a = { type = \"text\", mariadb.type = \"inet6\", "
                          "mysql.type = \"varbinary(16)\" }\n",
                          mariadb());
    CHECK(t.columns[0].type == native_type("inet6"));
}

TEST_CASE("parts, objects and files for other databases are left out", "[forms]") {
    const Database db = model(R"toml(
mysql.engine = "InnoDB"
[table.t]
column.a = { type = "text" }
index.ix_a = { columns = ["a"], method = "gin", only = ["postgresql"] }
[domain.year]
only = ["postgresql"]
type = "integer"
[postgresql.sequence.s]
start = 1
)toml");
    REQUIRE(db.tables.size() == 1);
    CHECK(db.tables[0].indexes.empty());
    CHECK(forms::write_model(db, sqlite()) == R"toml([table.t]
column.a = { type = "text" }
postgresql.index.ix_a = { columns = ["a"], method = "gin" }
mysql.engine = "InnoDB"
)toml");
    CHECK(model("only = [\"postgresql\"]\n[table.t]\ncolumn.a.type = \"text\"\n").tables.empty());
}

TEST_CASE("an enum's name is a column's type", "[forms]") {
    const Database db =
        model("[table.t]\ncolumn.a.type = \"state\"\n[enum.state]\nvalues = [\"x\"]\n");
    CHECK(db.tables[0].columns[0].type.kind == TypeKind::enumeration);
}

TEST_CASE("templates name what is nameless, once, and a file may have its own or none", "[forms]") {
    const Naming naming{"ix_{table}_{columns}", "uq_{table}_{columns}",
                        "fk_{table}_{columns}_{referred_table}", "ck_{table}_{columns}",
                        "pk_{table}"};
    const std::string text = R"toml([table.t]
column.a = { type = "text", primary_key = true, check = "a > b" }
column.b = { type = "text", unique = true, index = true, references = "u(id)" }
unique.mine = ["a", "b"]
)toml";
    const auto read = [&](const std::string& head) {
        return forms::read_models({toml::read_document(head + text)}, sqlite(), naming)
            .tables.at(0);
    };
    const Table t = read("");
    CHECK(t.primary_key->name == "pk_t");
    CHECK(t.checks[0].name == "ck_t_a_b");
    CHECK(t.uniques[0].name == "uq_t_b");
    CHECK(t.uniques[1].name == "mine");
    CHECK(t.indexes[0].name == "ix_t_b");
    CHECK(t.foreign_keys[0].name == "fk_t_b_u");
    CHECK(read("naming = false\n").indexes[0].name.empty());
    CHECK(read("naming.index = \"i_{columns}\"\n").indexes[0].name == "i_b");
}

TEST_CASE("what the list `unnamed` holds has no name, whatever the templates say", "[forms]") {
    const Naming naming{"ix_{columns}", "uq_{columns}", "fk_{columns}", "ck_{columns}", "pk"};
    const Table t = forms::read_models({toml::read_document(R"toml([table.t]
column.a = { type = "text", unique = true }
unnamed = [{ unique = ["a"] }, { foreign_key = ["a"], references = "u" }, { check = "a > 0" }]
)toml")},
                                       sqlite(), naming)
                        .tables.at(0);
    REQUIRE(t.uniques.size() == 2);
    CHECK(t.uniques[0].name == "uq_a");
    CHECK(t.uniques[1].name.empty());
    CHECK(t.foreign_keys.at(0).name.empty());
    CHECK(t.checks.at(0).name.empty());
}

TEST_CASE("a written model reads back as the same schema under any templates", "[forms]") {
    const Naming naming{"ix_{columns}", "uq_{columns}", "fk_{columns}", "ck_{columns}", "pk"};
    const auto written = [&](const std::string& text) {
        const Database db = model(text);
        const std::string again = forms::write_model(db, sqlite(), naming);
        CHECK(forms::read_models({toml::read_document(again)}, sqlite(), naming) == db);
        return again;
    };
    const std::string in_list = "[table.t]\ncolumn.a = { type = \"text\" }\n"
                                "unnamed = [{ unique = [\"a\"] }]\n";
    CHECK(written(in_list) == in_list);
    CHECK(written("[table.t]\ncolumn.a = { type = \"text\", unique = true }\n") ==
          "naming = false\n\n[table.t]\ncolumn.a = { type = \"text\", unique = true }\n");
    written("[table.t]\ncolumn.a.type = \"text\"\nprimary_key = [\"a\"]\n");
}

TEST_CASE("positions and files of objects are known", "[forms]") {
    const Database db =
        model("[table.a]\ncolumn.x.type = \"text\"\n\n[table.b]\ncolumn.y.type = \"text\"\n");
    CHECK(db.tables[1].declared_at.pos == NodePos{4, 8});
    CHECK(*db.tables[1].declared_at.file == "model.toml");
    CHECK(db.tables[1].columns[0].declared_at.pos == NodePos{5, 8});
}

TEST_CASE("mistakes in a model say where they stand and what to write", "[forms]") {
    CHECK(model_error("[table.t]\ncolumn.a = { typ = \"text\" }\n") ==
          "2:14: column \"a\": unknown key \"typ\" (did you mean \"type\"?)");
    CHECK(model_error("[table.t]\ncolumn.a.type = \"text\"\nindex.i = { columns = [\"a\"], include "
                      "= [\"a\"] }\n") ==
          "3:30: \"include\" is PostgreSQL only: write postgresql.include");
    CHECK(model_error("[table.t]\ncolumn.a.type = \"text\"\nmysql.enginee = \"x\"\n") ==
          "3:7: table \"t\", mysql: unknown key \"enginee\" (did you mean \"engine\"?)");
    CHECK(
        model_error("[table.billing.invoices]\ncolumn.a.type = \"text\"\n") ==
        "1:8: table \"billing\" holds nothing but the unknown key \"invoices\" | a name with a dot "
        "stands in quotes: write [table.\"billing.invoices\"]");
    CHECK(model_error("[sequence.s]\nstart = 1\n") ==
          "1:11: sequence \"s\" is PostgreSQL, MariaDB and TiDB only | put only = [\"postgresql\"] "
          "on it");
    CHECK(model_error("[table.t]\ncolumn.a = { type = \"text\", null = \"no\" }\n") ==
          "2:36: column \"a\": \"null\" should be true or false, not a text");
    CHECK(model_error("format = 2\n") == "1:10: format 2 is not one that this version reads | this "
                                         "version reads format 1; a newer one "
                                         "needs a newer migrate");
    CHECK(model_error("[table.t]\nonly = [\"oracle\"]\n") ==
          "2:9: \"only\": \"oracle\" is no database | the databases are sqlite, postgresql, mysql, "
          "mariadb "
          "and tidb");
    CHECK(model_error("[table.t]\ncolumn.a = { type = \"text\", on_delete = \"cascade\" }\n") ==
          "2:41: \"on_delete\" needs \"references\" beside it");
    CHECK(model_error("[table.t]\ncolumn.a = { type = \"text\", references = \"u\", on_delete = "
                      "\"cascad\" }\n") ==
          "2:59: \"cascad\" is none of the words that may stand here (did you mean \"cascade\"?) | "
          "write one "
          "of: no action, restrict, cascade, set null, set default");
}

TEST_CASE("the same object in two files names both places", "[forms]") {
    const Document one =
        toml::read_document("[table.users]\ncolumn.a.type = \"text\"\n", "one.toml");
    const Document two =
        toml::read_document("\n[table.Users]\ncolumn.a.type = \"text\"\n", "two.toml");
    CHECK(error_of([&] { forms::read_models({one, two}, sqlite()); }) ==
          "2:8: table \"Users\" stands twice: here and at one.toml:1 | an object stands in one "
          "file; take "
          "one of the two away");
}
