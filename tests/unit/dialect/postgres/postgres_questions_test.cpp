#include "dialect/postgres/postgres_adapt.hpp"
#include "dialect/postgres/postgres_questions.hpp"
#include "support/postgres_statements.hpp"

using namespace migrate;
using namespace migrate::postgres;
using namespace migrate::test;

namespace {

Database with_check(const std::string& name, const std::string& expression) {
    Database db;
    db.tables.push_back(table("t", {column("a", "integer")}));
    db.tables[0].checks.resize(1);
    db.tables[0].checks[0].name = name;
    db.tables[0].checks[0].expression = expression;
    return db;
}

} // namespace

TEST_CASE("what differs in blanks and letter case alone is not asked", "[postgres][settle]") {
    Database model = with_check("ck", "A  >  0");
    CHECK(questions_of(with_check("ck", "a > 0"), model).empty());
}

TEST_CASE("a check that differs is asked by its name, a nameless one by its table",
          "[postgres][settle]") {
    const Database live = with_check("ck", "(a >= 1) AND (a <= 2)");
    Database model = with_check("ck", "a BETWEEN 1 AND 2");
    CHECK(questions_of(live, model).size() == 1);
    Database other = with_check("other", "a BETWEEN 1 AND 2");
    CHECK(questions_of(live, other).empty());
    Database nameless = with_check("", "a BETWEEN 1 AND 2");
    auto questions = questions_of(live, nameless);
    REQUIRE(questions.size() == 1);
    questions[0].settle();
    CHECK(nameless.tables[0].checks[0].expression == "(a >= 1) AND (a <= 2)");
}

TEST_CASE("defaults, generated columns, predicates and views are asked", "[postgres][settle]") {
    Database live;
    live.tables.push_back(table("t", {column("a", "integer"), column("b", "integer")}));
    live.tables[0].columns[0].default_value = number_value("1");
    live.tables[0].columns[1].generated = Generated{"a + 1", true};
    live.tables[0].indexes.resize(1);
    live.tables[0].indexes[0].name = "ix";
    live.tables[0].indexes[0].where = "a > 0";
    live.tables[0].indexes[0].columns = {KeyPart{.column = {}, .expression = "abs(a)"}};
    View view;
    view.name.name = "v";
    view.as = "SELECT t.a FROM t";
    live.views.push_back(view);
    Database model = live;
    CHECK(questions_of(live, model).empty());
    model.tables[0].columns[0].default_value = Expression{"1::integer"};
    model.tables[0].columns[1].generated->expression = "1 + a";
    model.tables[0].indexes[0].where = "0 < a";
    model.tables[0].indexes[0].columns[0].expression = "@ a";
    model.views[0].as = "SELECT a FROM t";
    auto questions = questions_of(live, model);
    CHECK(questions.size() == 5);
    for (Question& question : questions)
        question.settle();
    CHECK(questions_of(live, model).empty());
}

TEST_CASE("what has another name in the database is asked under it", "[postgres][settle]") {
    Database live;
    live.tables.push_back(table("old name", {column("a", "integer")}));
    live.tables[0].indexes.resize(1);
    live.tables[0].indexes[0].name = "old_ix";
    live.tables[0].indexes[0].where = "a > 0";
    live.views.resize(1);
    live.views[0].name.name = "old_view";
    live.views[0].as = "SELECT 1 AS a";
    Database model = live;
    model.tables[0].name.name = "t";
    model.tables[0].renamed_from = "\"old name\""; // a path
    model.tables[0].indexes[0].name = "ix";
    model.tables[0].indexes[0].renamed_from = "old_ix";
    model.tables[0].indexes[0].where = "0 < a";
    model.views[0].name.name = "v";
    model.views[0].renamed_from = "old_view";
    model.views[0].as = "SELECT 1 a";
    CHECK(questions_of(live, model).size() == 2);
}

TEST_CASE("an expression in an exclusion constraint is asked", "[postgres][settle]") {
    const auto with_exclusion = [](const char* expression) {
        Node element = Node::table();
        element.add("sql", Node::string(expression));
        TablePart part{.kind = PartKind::exclude, .name = "x"};
        set_attribute(part.attributes, "columns", Node::array({element}));
        Database db;
        db.tables.push_back(table("t", {column("a", "integer")}));
        db.tables[0].parts.push_back(part);
        return db;
    };
    const Database live = with_exclusion("int4range(a, a, '[]'::text)");
    Database model = with_exclusion("int4range(a::integer, a, '[]')");
    const auto questions = questions_of(live, model);
    REQUIRE(questions.size() == 1);
    questions[0].settle();
    CHECK(model == live);
}

TEST_CASE("the columns of a statistics object are a set", "[postgres][settle]") {
    const auto with_statistics = [](const std::vector<std::string>& columns) {
        TablePart part{.kind = PartKind::statistics, .name = "s"};
        set_attribute(part.attributes, "columns", columns);
        Database db;
        db.tables.push_back(table("t", {column("a", "integer"), column("b", "integer")}));
        db.tables[0].parts.push_back(part);
        return db;
    };
    const Database live = with_statistics({"b", "a"}); // a column that was dropped and came back
    Database model = with_statistics({"a", "b"});
    CHECK(questions_of(live, model).empty());
    CHECK(model == live);
    Database adapted = with_statistics({"b", "a"});
    adapt(adapted);
    CHECK(adapted == with_statistics({"a", "b"}));
}
