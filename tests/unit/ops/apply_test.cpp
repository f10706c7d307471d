#include "migrate/error.hpp"
#include "migrate/ops.hpp"
#include "sql/syntax.hpp"

#include "support/catch.hpp"

using namespace migrate;
using migrate::test::ContainsSubstring;

namespace {

Column column(std::string name, std::string type = "integer") {
    Column c;
    c.name = std::move(name);
    c.type = parse_type(type);
    return c;
}

KeyPart key(std::string name) {
    KeyPart part;
    part.column = std::move(name);
    return part;
}

// users(id, age, "first name"), posts(id, author -> users.id), a view over users.
Database blog() {
    Database db;
    db.folding = NameFolding::ascii;
    Table users;
    users.name.name = "users";
    users.columns = {column("id"), column("age"), column("first name", "text")};
    users.primary_key = PrimaryKey{.name = {}, .columns = {key("id")}};
    users.checks = {
        Check{.name = "ck_age", .expression = "age >= 0 and length(\"first name\") > 1"}};
    users.indexes = {Index{.name = "ix_age", .columns = {key("age")}, .where = "age > 17"}};
    Table posts;
    posts.name.name = "posts";
    posts.columns = {column("id"), column("author")};
    ForeignKey author;
    author.name = "fk_author";
    author.columns = {"author"};
    author.table.name = "users";
    author.referred = {"id"};
    posts.foreign_keys = {author};
    db.tables = {users, posts};
    View adults;
    adults.name.name = "adults";
    adults.as = "SELECT u.age AS years, 'age' FROM users AS u WHERE age > 17";
    db.views = {adults};
    return db;
}

Database after(Database db, const Op& op) {
    apply(op, db, sql::sqlite_syntax());
    return db;
}

} // namespace

TEST_CASE("a renamed column is renamed in keys, checks, indexes, foreign keys and views", "[ops]") {
    const Database db = after(blog(), RenameColumn{{"", "users"}, "AGE", "how old"});
    CHECK(db.tables[0].columns[1].name == "how old");
    CHECK(db.tables[0].checks[0].expression == "\"how old\" >= 0 and length(\"first name\") > 1");
    CHECK(db.tables[0].indexes[0].columns[0].column == "how old");
    CHECK(db.tables[0].indexes[0].where == "\"how old\" > 17");
    CHECK(db.views[0].as ==
          "SELECT u.\"how old\" AS years, 'age' FROM users AS u WHERE \"how old\" > 17");
    CHECK(after(blog(), RenameColumn{{"", "users"}, "id", "uid"})
              .tables[1]
              .foreign_keys[0]
              .referred == std::vector<std::string>{"uid"});
}

TEST_CASE("a renamed table takes its foreign keys and views along", "[ops]") {
    const Database db = after(blog(), RenameTable{{"", "users"}, "people"});
    CHECK(find_table(db, {"", "people"}));
    CHECK(db.tables[1].foreign_keys[0].table.name == "people");
    CHECK(db.views[0].as == "SELECT u.age AS years, 'age' FROM people AS u WHERE age > 17");
}

TEST_CASE("a dropped column takes what names it along, and no more", "[ops]") {
    const Database db = after(blog(), DropColumn{{"", "users"}, "age"});
    CHECK(db.tables[0].columns.size() == 2);
    CHECK(db.tables[0].checks.empty());
    CHECK(db.tables[0].indexes.empty());
    CHECK(db.tables[0].primary_key);
    CHECK_THROWS_WITH(after(blog(), DropColumn{{"", "users"}, "id"}), ContainsSubstring("posts"));
}

TEST_CASE("what is not there is told with the nearest name", "[ops]") {
    CHECK_THROWS_WITH(after(blog(), DropTable{{"", "user"}}),
                      ContainsSubstring("did you mean \"users\"?"));
    CHECK_THROWS_WITH(after(blog(), DropColumn{{"", "users"}, "agee"}),
                      ContainsSubstring("\"age\""));
    CHECK_NOTHROW(after(blog(), DropTable{{"", "user"}, true}));
    DropConstraint drop;
    drop.table.name = "users";
    drop.kind = ConstraintKind::check;
    drop.name = "ck_agee";
    CHECK_THROWS_WITH(after(blog(), drop), ContainsSubstring("ck_age"));
}

TEST_CASE("what is there already is refused", "[ops]") {
    CreateTable create;
    create.table.name.name = "USERS";
    CHECK_THROWS_AS(after(blog(), create), Error);
    create.table.name.name = "adults";
    CHECK_THROWS_WITH(after(blog(), create), ContainsSubstring("view"));
    AddColumn add;
    add.table.name = "users";
    add.definition.column = column("Age");
    CHECK_THROWS_AS(after(blog(), add), Error);
    add.if_not_exists = true;
    CHECK(after(blog(), add) == blog());
    CHECK_THROWS_AS(after(blog(), CreateIndex{{"", "posts"}, Index{.name = "ix_age"}}), Error);
}

TEST_CASE("nameless constraints are dropped by their definition", "[ops]") {
    Database db = blog();
    db.tables[0].uniques = {Unique{.name = {}, .columns = {key("age"), key("id")}}};
    db.tables[0].checks = {Check{.name = {}, .expression = "age>0"}};
    DropConstraint drop;
    drop.table.name = "users";
    drop.columns = {"age", "id"};
    db = after(db, drop);
    CHECK(db.tables[0].uniques.empty());
    drop.kind = ConstraintKind::check;
    drop.expression = "AGE > 0";
    CHECK(after(db, drop).tables[0].checks.empty());
}

TEST_CASE("clauses of one alter take effect in their order", "[ops]") {
    AlterTable alter;
    alter.name.name = "users";
    AddColumn add;
    add.table.name = "users";
    add.definition.column = column("mail", "text");
    add.after = "id";
    alter.clauses = {add, RenameColumn{{"", "users"}, "mail", "email"},
                     DropColumn{{"", "users"}, "age"}};
    alter.strict = Change<bool>{false, true};
    const Database db = after(blog(), alter);
    CHECK(db.tables[0].columns[1].name == "email");
    CHECK(db.tables[0].columns.size() == 3);
    CHECK(db.tables[0].strict);
}

TEST_CASE("what a dropped column takes along may be dropped in the same alter", "[ops]") {
    AlterTable alter;
    alter.name.name = "users";
    alter.clauses = {DropColumn{{"", "users"}, "age"}, DropIndex{{"", "users"}, "ix_age"},
                     DropConstraint{{"", "users"}, ConstraintKind::check, "ck_age", {}, {}, false}};
    CHECK(after(blog(), alter).tables[0].indexes.empty());
    alter.clauses.emplace_back(DropIndex{{"", "users"}, "ix_age"});
    CHECK_THROWS_WITH(after(blog(), alter), ContainsSubstring("ix_age"));
}

TEST_CASE("an operation and its reverse leave the schema as it was", "[ops]") {
    AddColumn add;
    add.table.name = "users";
    add.definition.column = column("mail", "text");
    AlterColumn alter;
    alter.table.name = "users";
    alter.column = "age";
    alter.type = Change<ColumnType>{std::nullopt, parse_type("bigint"), false};
    alter.nullable = Change<bool>{true, false};
    const std::vector<Op> ops{
        add,
        alter,
        RenameColumn{{"", "users"}, "age", "years"},
        RenameTable{{"", "users"}, "people"},
        CreateIndex{{"", "posts"}, Index{.name = "ix", .columns = {key("id")}}},
        DropIndex{{"", "users"}, "ix_age"},
        CreateTable{.table =
                        [] {
                            Table t;
                            t.name.name = "t";
                            t.columns = {column("x")};
                            return t;
                        }()},
        DropView{{"", "adults"}},
        AddConstraint{{"", "posts"}, Unique{.name = "uq", .columns = {key("author")}}},
    };
    for (const Op& op : ops) {
        INFO(describe(op));
        const auto back = reverse(op, blog());
        REQUIRE(back);
        CHECK(after(after(blog(), op), *back) == blog());
    }
}

TEST_CASE("what loses rows is destructive", "[ops]") {
    CHECK(is_destructive(DropTable{}));
    CHECK(is_destructive(DeleteRows{}));
    CHECK_FALSE(is_destructive(DropIndex{}));
    AlterTable alter;
    CHECK_FALSE(is_destructive(alter));
    alter.clauses.emplace_back(DropColumn{});
    CHECK(is_destructive(alter));
    AlterEnum values;
    values.values = Change<std::vector<std::string>>{std::vector<std::string>{"a", "b"},
                                                     std::vector<std::string>{"a", "c"}};
    CHECK(is_destructive(values));
    values.rename_value = {{"b", "c"}};
    CHECK_FALSE(is_destructive(values));
}

TEST_CASE("a renamed enum is renamed in its columns", "[ops]") {
    Database db = blog();
    db.tables[0].columns[0].type = parse_type("state");
    const ColumnType other = db.tables[0].columns[1].type;
    db.enums.push_back({{{}, "state"}, {"x"}, {}, {}, {}, {}});
    apply(RenameEnum{{{}, "state"}, "mood"}, db, sql::sqlite_syntax());
    CHECK(db.enums[0].name.name == "mood");
    CHECK(db.tables[0].columns[0].type.text == "mood");
    CHECK(db.tables[0].columns[1].type == other);
}

TEST_CASE("operations are described in one line", "[ops]") {
    AddColumn add;
    add.table.name = "users";
    add.definition.column = column("age");
    CHECK(describe(add) == "add column users.age (integer)");
    CHECK(describe(RenameTable{{"", "order items"}, "lines"}) ==
          "rename table \"order items\" to lines");
    CHECK(describe(Sql{"UPDATE a\n SET b = 1"}) == "run UPDATE a ...");
    CHECK(describe(AddConstraint{{"", "t"}, Check{.name = "ck", .expression = "a > 0"}}) ==
          "add check t.ck (a > 0)");
}

TEST_CASE("of two checks that say the same, the nameless one is dropped by its expression",
          "[ops]") {
    Database db = blog();
    const std::string expression = db.tables.front().checks.front().expression;
    db.tables.front().checks.push_back(Check{.name = "", .expression = expression});
    DropConstraint drop;
    drop.table.name = "users";
    drop.kind = ConstraintKind::check;
    drop.expression = expression;
    const Database now = after(db, drop);
    REQUIRE(now.tables.front().checks.size() == 1);
    CHECK(now.tables.front().checks.front().name == "ck_age");
}
