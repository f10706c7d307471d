#include "migrate/error.hpp"
#include "migrate/schema.hpp"

#include "support/catch.hpp"

using namespace migrate;
using migrate::test::ContainsSubstring;

namespace {

Table table(std::string name, std::vector<std::string> columns) {
    Table t;
    t.name.name = std::move(name);
    for (std::string& column : columns) {
        Column c;
        c.name = std::move(column);
        t.columns.push_back(std::move(c));
    }
    return t;
}

ForeignKey reference(std::string column, std::string to, std::vector<std::string> referred) {
    ForeignKey key;
    key.columns = {std::move(column)};
    key.table.name = std::move(to);
    key.referred = std::move(referred);
    return key;
}

} // namespace

TEST_CASE("a sound model passes, forward references included", "[validate]") {
    Database db;
    db.tables = {table("a", {"id", "b"}), table("b", {"id"})};
    db.tables[0].foreign_keys.push_back(reference("b", "b", {"id"}));
    CHECK_NOTHROW(validate(db));
}

TEST_CASE("a foreign key to nowhere is told with the nearest table", "[validate]") {
    Database db;
    db.tables = {table("users", {"id"}), table("b", {"user"})};
    db.tables[1].foreign_keys.push_back(reference("user", "user", {"id"}));
    CHECK_THROWS_WITH(validate(db), ContainsSubstring("did you mean \"users\"?"));
    db.tables[1].foreign_keys[0].table.name = "users";
    db.tables[1].foreign_keys[0].referred = {"idd"};
    CHECK_THROWS_WITH(validate(db), ContainsSubstring("idd"));
}

TEST_CASE("an error stands at the object's place in its file", "[validate]") {
    Database db;
    db.tables = {table("a", {"x", "X"})};
    db.tables[0].columns[1].declared_at = {std::make_shared<const std::string>("models/a.toml"),
                                           {7, 3}};
    CHECK_NOTHROW(validate(db));
    db.folding = NameFolding::ascii;
    try {
        validate(db);
        FAIL("two columns of one name passed");
    } catch (const Error& error) {
        CHECK(error.pos() == SourcePos{"models/a.toml", 7, 3});
    }
}

TEST_CASE("of two objects of one name both places are told", "[validate]") {
    Database db;
    db.tables = {table("a", {"x"}), table("a", {"x"})};
    db.tables[0].declared_at = {std::make_shared<const std::string>("one.toml"), {3, 1}};
    db.tables[1].declared_at = {std::make_shared<const std::string>("two.sql"), {7, 2}};
    try {
        validate(db);
        FAIL("there are two");
    } catch (const Error& error) {
        CHECK(error.pos() == SourcePos{"two.sql", 7, 2});
        CHECK(error.notes() == std::vector<std::string>{"the other one: one.toml:3:1"});
    }
}

TEST_CASE("a view and a table cannot share a name, nor two indexes", "[validate]") {
    Database db;
    db.tables = {table("a", {"x"})};
    View view;
    view.name.name = "a";
    db.views.push_back(view);
    CHECK_THROWS_AS(validate(db), Error);
    db.views.clear();
    Index index;
    index.name = "i";
    index.columns.resize(1);
    index.columns[0].column = "x";
    db.tables[0].indexes = {index, index};
    CHECK_THROWS_AS(validate(db), Error);
}
