#include "dialect/sqlite/stored_index.hpp"
#include "dialect/sqlite/stored_trigger.hpp"
#include "dialect/sqlite/stored_view.hpp"

#include "migrate/error.hpp"
#include "support/catch.hpp"

using namespace migrate;
using namespace migrate::sqlite;

TEST_CASE("an index is read with orders, collations and expressions", "[sqlite]") {
    const StoredIndex stored = parse_stored_index(
        "CREATE UNIQUE INDEX 'i x' on \"t t\"(a, [b c] COLLATE nocase DESC, lower(d) , "
        "(e + 1) desc, f || ',' COLLATE \"RTRIM\" ASC, 'g') WHERE a IS NOT NULL AND b<>')';");
    CHECK(stored.table == "t t");
    CHECK(stored.index.name == "i x");
    CHECK(stored.index.unique);
    const auto& parts = stored.index.columns;
    REQUIRE(parts.size() == 6);
    CHECK(parts[0].column == "a");
    CHECK(parts[1].column == "b c");
    CHECK(parts[1].collation == "nocase");
    CHECK(parts[1].desc);
    CHECK(parts[2].column.empty());
    CHECK(parts[2].expression == "lower(d)");
    CHECK(parts[3].expression == "(e + 1)");
    CHECK(parts[3].desc);
    CHECK(parts[4].expression == "f || ','");
    CHECK(parts[4].collation == "RTRIM");
    CHECK_FALSE(parts[4].desc);
    CHECK(parts[5].column == "g");
    CHECK(stored.index.where == "a IS NOT NULL AND b<>')'");
}

TEST_CASE("an index without a predicate has none", "[sqlite]") {
    const StoredIndex stored = parse_stored_index("CREATE INDEX i ON t(\"desc\", `where`)");
    CHECK_FALSE(stored.index.unique);
    CHECK(stored.index.where.empty());
    CHECK(stored.index.columns.at(0).column == "desc");
    CHECK(stored.index.columns.at(1).column == "where");
}

TEST_CASE("a text that is no index is refused", "[sqlite]") {
    CHECK_THROWS_AS(parse_stored_index("CREATE INDEX i ON t()"), Error);
    CHECK_THROWS_AS(parse_stored_index("CREATE INDEX i ON t(a) USING hash"), Error);
    CHECK_THROWS_AS(parse_stored_index("CREATE INDEX i ON t(a) WHERE"), Error);
    CHECK_THROWS_AS(parse_stored_index("CREATE TABLE i(a)"), Error);
}

TEST_CASE("a trigger is read with timing, columns, condition and exact body", "[sqlite]") {
    const StoredTrigger stored = parse_stored_trigger(
        "CREATE TRIGGER \"t r\" AFTER UPDATE OF a, \"b c\" ON main.t FOR EACH ROW\n"
        "WHEN new.begin > CASE WHEN old.a THEN 1 END AND (SELECT begin FROM x)\n"
        "BEGIN -- go\n  UPDATE t SET a = CASE WHEN 1 THEN 'END;' END; -- there\n END");
    const Trigger& trigger = stored.trigger;
    CHECK(stored.table == "t");
    CHECK(trigger.name == "t r");
    CHECK(trigger.timing == TriggerTiming::after);
    REQUIRE(trigger.events.size() == 1);
    CHECK(trigger.events[0].kind == TriggerEvent::Kind::update);
    CHECK(trigger.events[0].columns == std::vector<std::string>{"a", "b c"});
    CHECK(trigger.for_each_row);
    CHECK(trigger.where == "new.begin > CASE WHEN old.a THEN 1 END AND (SELECT begin FROM x)");
    CHECK(trigger.body ==
          "BEGIN -- go\n  UPDATE t SET a = CASE WHEN 1 THEN 'END;' END; -- there\n END");
}

TEST_CASE("what a trigger leaves out is left out", "[sqlite]") {
    const Trigger plain =
        parse_stored_trigger("CREATE TRIGGER x DELETE ON t BEGIN SELECT 1; END;").trigger;
    CHECK_FALSE(plain.timing);
    CHECK_FALSE(plain.for_each_row);
    CHECK(plain.where.empty());
    CHECK(plain.events.at(0).kind == TriggerEvent::Kind::remove);
    CHECK(plain.body == "BEGIN SELECT 1; END");
    CHECK(parse_stored_trigger("CREATE TRIGGER x INSTEAD OF INSERT ON v BEGIN SELECT 1; END")
              .trigger.timing == TriggerTiming::instead_of);
    CHECK(parse_stored_trigger("CREATE TRIGGER x BEFORE UPDATE ON v BEGIN SELECT 1; END")
              .trigger.events.at(0)
              .columns.empty());
}

TEST_CASE("a text that is no trigger is refused", "[sqlite]") {
    CHECK_THROWS_AS(parse_stored_trigger("CREATE TRIGGER x AFTER UPDATE ON t"), Error);
    CHECK_THROWS_AS(parse_stored_trigger("CREATE TRIGGER x AFTER MERGE ON t BEGIN END"), Error);
    CHECK_THROWS_AS(parse_stored_trigger("CREATE TRIGGER x DELETE ON t WHEN 1"), Error);
}

TEST_CASE("a view is its names and its query as written", "[sqlite]") {
    const View view = parse_stored_view(
        "CREATE VIEW v /* a view */ (x, \"y z\")\nAS\n  SELECT 1, 2 -- two\n  FROM t ;\n");
    CHECK(view.name.name == "v");
    CHECK(view.columns == std::vector<std::string>{"x", "y z"});
    CHECK(view.as == "SELECT 1, 2 -- two\n  FROM t");
    const View with =
        parse_stored_view("CREATE VIEW \"as\" AS WITH q AS (SELECT 1) SELECT * FROM q");
    CHECK(with.name.name == "as");
    CHECK(with.columns.empty());
    CHECK(with.as == "WITH q AS (SELECT 1) SELECT * FROM q");
    CHECK_THROWS_AS(parse_stored_view("CREATE VIEW v AS"), Error);
}
