#include "unit/forms/support.hpp"

#include "forms/verb_table.hpp"
#include "support/catch.hpp"

using namespace migrate;
using namespace forms_test;

namespace {

void validate(const std::string& step) {
    const Document document = toml::read_document("[[upgrade]]\n" + step, "step.toml");
    forms::validate_step(document, document.root.find("upgrade")->items().at(0));
}

std::string invalid(const std::string& step) {
    return error_of([&] { validate(step); });
}

} // namespace

TEST_CASE("a step that is for other databases is checked without being read", "[forms]") {
    CHECK_NOTHROW(validate(
        "create_function = \"touch()\"\nonly = [\"postgresql\"]\nreturns = \"trigger\"\nbody = "
        "\"x\"\n"));
    CHECK_NOTHROW(validate(
        "create_index = \"t.ix\"\nonly = [\"mysql\"]\ncolumns = [\"a\"]\nparser = \"ngram\"\n"));
    CHECK(invalid("create_index = \"t.ix\"\nonly = [\"postgresql\"]\ncolumns = [\"a\"]\nparser = "
                  "\"ngram\"\n") == "5:1: \"parser\" is MySQL only: write mysql.parser");
    CHECK(invalid("create_function = \"touch()\"\nonly = [\"sqlite\"]\nbody = \"x\"\n") ==
          "2:1: \"create_function\" is PostgreSQL and MySQL only | put only = [\"postgresql\"] on "
          "the step");
    CHECK(invalid("sql = \"x\"\nmeans = [{ add_column = \"t.a\", typ = \"int\" }]\n") ==
          "3:32: add_column: unknown key \"typ\" (did you mean \"type\"?)");
}

TEST_CASE("verbs of other databases are refused with the way out", "[forms]") {
    CHECK(step_error("create_domain = \"d\"\ntype = \"text\"\n") ==
          "2:1: \"create_domain\" is PostgreSQL only | put only = [\"postgresql\"] on the step");
}

TEST_CASE("a wrong or missing verb gets a suggestion", "[forms]") {
    CHECK(step_error("execute = \"SELECT 1\"\n") == "2:1: \"execute\" is no verb | write sql");
    CHECK(
        step_error("drop_constraint = \"t.a\"\n") ==
        "2:1: \"drop_constraint\" is no verb | write drop_unique, drop_check, drop_foreign_key or "
        "drop_primary_key");
    CHECK(step_error("add_colum = \"t.a\"\n") ==
          "2:1: \"add_colum\" is no verb (did you mean \"add_column\"?)");
    CHECK(step_error("type = \"text\"\n") == "1:1: the step has no verb | write what it does, such "
                                             "as add_column = \"users.age\" or sql = \"...\"");
    CHECK(step_error("drop_table = \"t\"\ncreate_table = \"t\"\n")
              .starts_with("3:1: the step has two verbs"));
}

TEST_CASE("keys of the head behind a step are told to move", "[forms]") {
    CHECK(step_error("drop_table = \"t\"\ndown_revision = \"abc\"\n") ==
          "3:1: \"down_revision\" belongs to the head of the file; behind [[upgrade]] it is a key "
          "of that step | move "
          "it above the first [[upgrade]]");
}

TEST_CASE("what a step needs and does not say is named", "[forms]") {
    CHECK(step_error("add_column = \"age\"\ntype = \"int\"\n") ==
          "2:14: add_column names an object and its part, not \"age\" alone | write add_column = "
          "\"age.NAME\"");
    CHECK(step_error("rename_table = \"a\"\n") == "2:1: rename_table needs the key \"to\"");
    CHECK(step_error("drop_check = \"t\"\n") ==
          "2:14: drop_check = \"t\" does not say which one | write drop_check = \"t.NAME\", or say "
          "its expression when "
          "it has no name");
    CHECK(step_error("add_unique = \"t.u\"\n").find("needs the key \"columns\"") !=
          std::string::npos);
    CHECK(step_error("insert_rows = \"t\"\nrows = [[1]]\n") ==
          "3:9: a row has 1 value for 0 columns | write columns = [...] beside the rows, or each "
          "row as a table");
    CHECK(step_error("rename_table = \"a\"\nto = \"b\"\nif_exists = true\n") ==
          "4:1: rename_table: unknown key \"if_exists\"");
    CHECK(step_error("backfill = \"t\"\nset.a = 1\npause = \"soon\"\n") ==
          "4:9: \"soon\" is no duration | write a number and a unit: \"100ms\", \"2s\", \"5m\", "
          "\"1h\"");
}

TEST_CASE("no verb is also a key of a step", "[forms]") {
    for (const forms::VerbInfo& verb : forms::verbs())
        for (const forms::Key& key : forms::keys_of(verb)) {
            INFO(verb.name << " " << key.name);
            CHECK((key.name == verb.name || forms::find_verb(key.name) == nullptr));
        }
}
