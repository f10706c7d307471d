#include "unit/forms/support.hpp"

#include "support/catch.hpp"

using namespace migrate;
using namespace forms_test;

namespace {

void stays(const std::string& step) {
    const Op read = op(step);
    CHECK(text(read) == step);
    CHECK(op(text(read)) == read);
}

} // namespace

TEST_CASE("clauses take effect in their order, whatever their verbs", "[forms]") {
    stays(R"toml(alter_table = "users"
add_column.age  = { type = "integer", default = 0 }
drop_column.nick = {}
add_column.born = { type = "date" }
alter_column.name = { type = { from = "varchar(50)", to = "varchar(100)" } }
rename_column.mail = "email"
alter_primary_key.columns = { from = ["id"], to = ["tenant", "id"] }
add_unique.uq_users_email = ["email"]
add_check.ck_users_age = "age >= 0"
add_foreign_key.fk_users_teams = { columns = ["team"], references = "teams(id)" }
drop_foreign_key.fk_users_old = {}
create_index.ix_users_born = ["born"]
rename_index.a = "b"
drop_index.ix_users_nick = {}
comment = { from = "x", to = "y" }
sqlite.strict  = { from = false, to = true }
sqlite.rebuild = true
)toml");
    const auto table =
        std::get<AlterTable>(op("alter_table = \"t\"\nadd_column.a.type = \"int\"\n"
                                "drop_column.b = {}\nadd_column.c.type = \"int\"\n"));
    REQUIRE(table.clauses.size() == 3);
    CHECK(std::get<DropColumn>(table.clauses[1]).column == "b");
    CHECK(std::get<AddColumn>(table.clauses[2]).definition.column.name == "c");
}

TEST_CASE("nameless clauses stand in one list at their place", "[forms]") {
    stays(R"toml(alter_table = "t"
unnamed = [{ drop_unique = ["a"] }, { drop_check = "a > 0" }]
drop_column.a = {}
)toml");
    stays(R"toml(alter_table = "t"
drop_column.a = {}
unnamed = [
  { add_foreign_key = ["b"], references = "u(id)" },
  { add_column = { c = { type = "int" } } },
  { add_check = "c > 0" },
]
)toml");
}

TEST_CASE("the same clause twice keeps its order", "[forms]") {
    AlterTable table;
    table.name.name = "t";
    table.clauses = {DropColumn{{"", "t"}, "a"}, RenameColumn{{"", "t"}, "b", "a"},
                     DropColumn{{"", "t"}, "a"}};
    const Op twice = table;
    CHECK(op(text(twice)) == twice);
}

TEST_CASE("clauses under a prefix are read there alone", "[forms]") {
    const std::string step =
        "alter_table = \"t\"\nadd_column.a = { type = \"int\" }\n"
        "postgresql.create_index.ix = { columns = [\"a\"], method = \"gin\" }\n";
    CHECK(std::get<AlterTable>(op(step)).clauses.size() == 1);
}

TEST_CASE("mistakes in clauses say where they stand", "[forms]") {
    CHECK(step_error("alter_table = \"t\"\nadd_column.a = { typ = \"int\" }\n") ==
          "3:18: add_column: unknown key \"typ\" (did you mean \"type\"?)");
    CHECK(step_error("alter_table = \"t\"\ncolumn.a = { type = \"int\" }\n") ==
          "3:1: \"column\" is no key of alter_table | write the clause add_column.NAME = ... or "
          "alter_column.NAME = ...");
    CHECK(step_error("alter_table = \"t\"\nadd_column = \"t.a\"\ntype = \"int\"\n") ==
          "3:1: the step has two verbs: \"alter_table\" and \"add_column\" | one step does one "
          "thing: "
          "begin another with [[upgrade]]; many changes of one table are clauses of alter_table: "
          "add_column.NAME = ...");
}
