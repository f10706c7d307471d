#include "unit/forms/support.hpp"

#include "support/catch.hpp"

using namespace migrate;
using namespace forms_test;

namespace {

// The canonical text of a step; it reads back as the same operation.
std::string canonical(const std::string& step) {
    const Op read = op(step);
    std::string written = text(read);
    CHECK(op(written) == read);
    return written;
}

// A step that is written as it was read.
void stays(const std::string& step) {
    CHECK(canonical(step) == step);
}

} // namespace

TEST_CASE("steps on tables are written as they were read", "[forms]") {
    stays("create_table = \"t\"\nif_not_exists = true\ncolumn.id   = { type = \"integer\", "
          "primary_key = true }\n"
          "column.name = { type = \"text\", null = false, postgresql.type = \"citext\" }\n"
          "unique.uq_t = [\"name\"]\nmysql.engine = \"InnoDB\"\nsqlite.without_rowid = true\n");
    stays("drop_table = \"t\"\nif_exists = true\n");
    stays("rename_table = '\"a b\".t'\nto = \"u\"\n");
}

TEST_CASE("steps on columns are written as they were read", "[forms]") {
    stays("add_column = \"users.age\"\ntype = \"integer\"\nnull = false\ndefault = 0\nfill = 1\n");
    stays("add_column = \"users.team\"\ntype = \"bigint\"\nreferences = \"teams(id)\"\non_delete = "
          "\"cascade\"\n"
          "postgresql.type = \"int8\"\n");
    stays("rename_column = \"users.handle\"\nto = \"nick\"\n");
    stays("drop_column = 'users.\"zip.code\"'\nif_exists = true\n");
    stays("alter_column = \"users.age\"\ntype = { from = \"text\", to = \"integer\" }\nnull = { "
          "from = true, to = "
          "false }\ndefault = { from = \"0\" }\ncollation = { to = \"NOCASE\" }\nusing = "
          "\"CAST(age AS "
          "integer)\"\nfill = 0\n");
    stays("alter_column = \"users.age\"\nnull = false\n");
    stays("alter_column = \"t.a\"\nsqlite.type = { from = \"TIME\", to = \"TIME\" }\n");
    stays("alter_column = \"t.a\"\ngenerated = { from = \"b\", to = \"b + 1\" }\nstored = true\n"
          "sqlite.autoincrement = { from = false, to = true }\n");
}

TEST_CASE("the name and the conflict clause of a NOT NULL change each for itself", "[forms]") {
    stays(
        "alter_column = \"t.a\"\nnot_null = { from = { name = \"n\" }, to = { name = \"m\" } }\n");
    stays("alter_column = \"t.a\"\nnot_null = { from = { name = \"n\" }, to = { "
          "sqlite = { on_conflict = \"fail\" } } }\n");
    const auto named = std::get<AlterColumn>(op("alter_column = \"t.a\"\nnull = false\n"
                                                "not_null = { name = \"n\" }\n"));
    CHECK(named.not_null_name->to == "n");
    CHECK_FALSE(named.not_null_conflict);
    const auto plain = std::get<AlterColumn>(op("alter_column = \"t.a\"\nnot_null = {}\n"));
    CHECK_FALSE(plain.not_null_name);
    CHECK(plain.not_null_conflict);
}

TEST_CASE("numbers that TOML has not are written as SQL", "[forms]") {
    for (const char* number : {"9e999", "007", "99999999999999999999", ".5", "2."}) {
        AlterColumn alter;
        alter.table.name = "t";
        alter.column = "a";
        alter.default_value =
            Change<Value>{std::nullopt, Literal{Literal::Kind::number, number}, true};
        CHECK_THAT(text(alter),
                   test::ContainsSubstring("{ sql = \"" + std::string(number) + "\" }"));
    }
    stays("alter_column = \"t.a\"\ndefault = -12.50\n");
}

TEST_CASE("parts in a column's definition change with it", "[forms]") {
    const auto change =
        std::get<AlterColumn>(op("alter_column = \"t.a\"\nunique = { from = false, to = true "
                                 "}\nreferences = { from = \"u(id)\", to = "
                                 "\"v(id)\" }\non_delete = { to = \"cascade\" }\n"));
    CHECK_FALSE(change.unique->from);
    CHECK(change.unique->to->in_column);
    CHECK(change.foreign_key->from->on_delete == FkAction::no_action);
    CHECK(change.foreign_key->to->on_delete == FkAction::cascade);
    CHECK(change.foreign_key->to->table.name == "v");
    stays("alter_column = \"t.a\"\nprimary_key = { from = true }\nunique = { to = { name = \"uq\" "
          "} }\n"
          "check = { from = \"a > 0\", to = [\"a > 1\", \"a < 9\"] }\nreferences = { from = \"u\", "
          "to = { "
          "references = \"v(id)\", on_delete = \"cascade\" } }\n");
    stays("alter_column = \"t.a\"\nunique = false\n");
}

TEST_CASE("steps on constraints are written as they were read", "[forms]") {
    stays("add_unique = \"t.uq\"\ncolumns = [\"a\", { column = \"b\", desc = true }]\n");
    stays("add_unique = \"t\"\ncolumns = [\"a\"]\n");
    stays("add_primary_key = \"t\"\nname = \"pk_t\"\ncolumns = [\"a\", \"b\"]\n");
    stays("add_check = \"t.ck\"\nexpression = \"a > 0\"\nvalidated = false\n");
    stays("add_foreign_key = \"t.fk\"\ncolumns = [\"a\"]\nreferences = \"u(id)\"\non_delete = "
          "\"set null\"\n"
          "deferrable = true\ninitially = \"deferred\"\n");
    stays("alter_primary_key = \"t\"\nname = { from = \"a\", to = \"b\" }\ncolumns = { from = "
          "[\"a\"], to = [\"b\"] }\n");
    stays("alter_foreign_key = \"t.fk\"\nreferences = { from = \"u(id)\", to = \"v(id)\" "
          "}\non_delete = { from = "
          "\"cascade\" }\ndeferrable = { to = true }\ninitially = { to = \"deferred\" }\n");
    stays("alter_check = \"t.ck\"\nexpression = { from = \"a > 0\", to = \"a >= 0\" }\n");
    stays("drop_unique = \"t\"\ncolumns = [\"a\"]\n");
    stays("drop_check = \"t\"\nexpression = \"a > 0\"\n");
    stays("drop_foreign_key = \"t.fk\"\n");
    stays("drop_foreign_key = \"t\"\ncolumns = [\"a\"]\nreferences = \"u(id)\"\n");
    stays("drop_foreign_key = \"t\"\ncolumns = [\"a\"]\nreferences = \"u\"\non_delete = \"no "
          "action\"\non_update = \"cascade\"\nmatch = \"simple\"\ndeferrable = false\n");
    stays("drop_unique = \"t\"\ncolumns = [{ column = \"a\", collation = \"NOCASE\" }]\n"
          "sqlite.on_conflict = \"ignore\"\n");
    stays("rename_constraint = \"t.a\"\nto = \"b\"\n");
    stays("rename_check = \"t.a\"\nto = \"b\"\n");
    stays("validate = \"t.ck\"\n");
}

TEST_CASE("steps on indexes and triggers are written as they were read", "[forms]") {
    stays("create_index = \"t.ix\"\ncolumns = [\"a\", { sql = \"lower(b)\" }]\nunique = "
          "true\nwhere = \"a > 0\"\n"
          "postgresql.method = \"btree\"\nconcurrently = true\n");
    stays("alter_index = \"t.ix\"\nwhere = { from = \"a > 0\", to = \"a > 1\" }\n");
    stays("drop_index = \"t.ix\"\nif_exists = true\n");
    stays("create_trigger = \"t.tr\"\nbefore = [\"insert\", \"update of a, b\"]\nwhere = \"new.a > "
          "0\"\nbody = '''\n"
          "BEGIN\n  SELECT 1;\nEND'''\n");
    stays(
        "alter_trigger = \"t.tr\"\nbefore = { from = \"insert\" }\nafter = { to = \"delete\" }\n");
    stays("alter_trigger = \"t.tr\"\non = { from = \"insert\", to = \"delete\" }\nbody = { from = "
          "\"a\", to = \"b\" }\n");
    stays("drop_trigger = \"t.tr\"\n");
}

TEST_CASE("steps on views, enums and raw objects are written as they were read", "[forms]") {
    stays("create_view = \"v\"\ncolumns = [\"a\"]\nas = '''\nSELECT a\nFROM t\n'''\n");
    CHECK(std::get<CreateView>(op("create_view = \"v\"\nas = \"SELECT 1;\"\n")).view.as ==
          "SELECT 1");
    stays("alter_view = \"v\"\nas = { from = \"SELECT 1\", to = \"SELECT 2\" }\n");
    stays("create_enum = \"e\"\nvalues = [\"a\", \"b\"]\n");
    stays("alter_enum = \"e\"\nvalues = { from = [\"a\", \"b\"], to = [\"a\"] }\nreplace.b = "
          "\"a\"\ncolumns = [\"t.c\"]\n");
    stays("alter_enum = \"e\"\nrename_value.a = \"z\"\n");
    stays("create_raw = \"r\"\ncreate = \"CREATE R\"\ndrop = \"DROP R\"\n");
    stays("alter_raw = \"r\"\ncreate = { from = \"a\", to = \"b\" }\n");
}

TEST_CASE("steps on rows keep the text of numbers and the kind of values", "[forms]") {
    stays("insert_rows = \"t\"\nrows = [\n"
          "  { id = 1, name = \"it's\", since = 2026-01-01, at = 2026-01-01T00:00:00Z, rate = "
          "12.30, pic = { hex = "
          "\"00ff\" } },\n  { id = 2, note = { sql = \"NULL\" }, yes = true },\n]\nkey = "
          "[\"id\"]\non_conflict = "
          "\"update\"\n");
    stays("insert_rows = \"t\"\ncolumns = [\"a\", \"b\"]\nrows = [[1, \"x\"], [2, \"y\"]]\n");
    stays("update_rows = \"t\"\nset.a = { sql = \"a + 1\" }\nwhere = \"a > 0\"\n");
    stays("delete_rows = \"t\"\nrows = [{ id = 1 }, { id = 2 }]\n");
    stays("backfill = \"t\"\nset.a   = 1\nset.bcd = { sql = \"b\" }\nwhere = \"a IS NULL\"\nkey = "
          "[\"id\"]\nbatch = "
          "500\npause = \"2s\"\n");
}

TEST_CASE("raw SQL takes the text for the database at hand", "[forms]") {
    CHECK(op("sql = \"A\"\nsqlite.sql = \"B\"\n") == Op(Sql{"B", true, false, ""}));
    CHECK(op("mysql.sql = \"A\"\nsqlite.sql = \"B\"\n") == Op(Sql{"B", true, false, ""}));
    stays("sql = \"PRAGMA x\"\nsession = true\nsplit = false\n");
    stays("sql_file = \"a/b.sql\"\n");
    stays("program = [\"./a\", \"--b\"]\n");
    stays("assert = \"SELECT 1\"\nmessage = \"no\"\n");
    stays("irreversible = \"why\"\n");
    CHECK(step_error("mysql.sql = \"A\"\n") ==
          "2:7: the step has no \"sql\" for SQLite | write sql = ... for all, sqlite.sql = ..., or "
          "only = [...] to "
          "leave SQLite out");
}

TEST_CASE("options of steps may stand beside any verb", "[forms]") {
    CHECK(op("drop_table = \"t\"\ndestructive = true\ntransaction = false\nlock_timeout = "
             "\"2s\"\nonly = "
             "[\"sqlite\"]\n") == Op(DropTable{{"", "t"}, false}));
}

TEST_CASE("a rebuild that is asked for makes one change an alter_table", "[forms]") {
    const auto table = std::get<AlterTable>(op("drop_column = \"t.a\"\nsqlite.rebuild = true\n"));
    CHECK(table.rebuild == true);
    CHECK(table.clauses == std::vector<TableClause>{DropColumn{{"", "t"}, "a", false}});
}
