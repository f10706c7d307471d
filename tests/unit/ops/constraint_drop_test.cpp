#include "migrate/error.hpp"
#include "ops/constraints.hpp"
#include "sql/syntax.hpp"
#include "support/catch.hpp"
#include "support/schema_builder.hpp"

using namespace migrate;
using namespace migrate::test;

namespace {

Table two_references() {
    Table t = table("t", {column("a"), column("b")});
    t.foreign_keys = {foreign_key("", {"a"}, "p", {"id"}), foreign_key("", {"a"}, "q")};
    return t;
}

DropConstraint drop_of(const Table& table, const Constraint& constraint) {
    return ops::drop_of(table, constraint, NameFolding::ascii);
}

void take(Table& table, const DropConstraint& drop) {
    const bool taken = ops::take_constraint(table, drop, sql::sqlite_syntax(), NameFolding::ascii);
    CHECK(taken);
}

} // namespace

TEST_CASE("a drop that could mean several foreign keys lists them", "[ops]") {
    Table t = two_references();
    DropConstraint drop{.table = t.name, .kind = ConstraintKind::foreign_key, .columns = {"A"}};
    try {
        take(t, drop);
        FAIL("there are two");
    } catch (const Error& error) {
        CHECK(error.what() == std::string("table t has several foreign keys of (A)"));
        CHECK(error.notes() == std::vector<std::string>{"FOREIGN KEY (a) REFERENCES p (id)",
                                                        "FOREIGN KEY (a) REFERENCES q"});
        CHECK_THAT(error.help_text(), ContainsSubstring("references = \"p(id)\""));
    }
    drop.references_table = QualifiedName{"", "Q"};
    take(t, drop);
    REQUIRE(t.foreign_keys.size() == 1);
    CHECK(t.foreign_keys[0].table.name == "p");
}

TEST_CASE("a drop says no more than it takes to find the constraint", "[ops]") {
    Table t = two_references();
    CHECK_FALSE(drop_of(t, foreign_key("", {"b"}, "p")).references_table);
    const DropConstraint by_target = drop_of(t, t.foreign_keys[0]);
    CHECK(by_target.references_table == QualifiedName{"", "p"});
    CHECK_FALSE(by_target.on_delete);
    t.foreign_keys.push_back(t.foreign_keys[0]);
    t.foreign_keys.back().on_delete = FkAction::cascade;
    CHECK(drop_of(t, t.foreign_keys[0]).on_delete == FkAction::no_action);
    take(t, drop_of(t, t.foreign_keys[2]));
    CHECK(t.foreign_keys == two_references().foreign_keys);
    t.foreign_keys.push_back(t.foreign_keys[0]); // twice the same: either
    CHECK_FALSE(drop_of(t, t.foreign_keys[0]).on_delete);
}

TEST_CASE("uniques of the same columns differ by their collation or conflict clause", "[ops]") {
    Table t = table("t", {column("a", "text")});
    t.uniques = {unique("", {"a"}), unique("", {"a"}), unique("", {"a"})};
    t.uniques[1].columns[0].collation = "NOCASE";
    t.uniques[2].conflict = Conflict::ignore;
    const DropConstraint plain{.table = t.name, .columns = {"a"}};
    CHECK_THROWS_WITH(take(t, plain), ContainsSubstring("several unique constraints"));
    take(t, drop_of(t, t.uniques[2]));
    take(t, drop_of(t, t.uniques[1]));
    REQUIRE(t.uniques.size() == 1);
    CHECK(t.uniques[0].columns[0].collation.empty());
    take(t, plain);
}

TEST_CASE("the reverse of an added foreign key finds that one", "[ops]") {
    Database db = database({two_references(), table("p", {column("id")})});
    const AddConstraint add{{"", "t"}, foreign_key("", {"a"}, "p", {"other"})};
    const auto back = reverse(add, db);
    REQUIRE(back);
    apply(add, db, sql::sqlite_syntax());
    apply(*back, db, sql::sqlite_syntax());
    CHECK(db.tables[0] == two_references());
}
