#include "dialect/sqlite/stored_table.hpp"

#include "support/catch.hpp"

using namespace migrate;
using namespace migrate::sqlite;

namespace {

void append(std::vector<Range>& ranges, const Placement& place) {
    for (const Range range :
         {place.lead, place.def, place.before_comma, place.comma, place.trail}) {
        ranges.push_back(range);
    }
}

std::vector<Range> all_ranges(const StoredTable& stored) {
    std::vector<Range> ranges{stored.head};
    for (const StoredColumn& column : stored.columns) {
        append(ranges, column.place);
    }
    for (const StoredConstraint& constraint : stored.constraints) {
        append(ranges, constraint.place);
    }
    ranges.push_back(stored.closing);
    ranges.push_back(stored.options);
    return ranges;
}

void check_cover(std::string_view text) {
    INFO(text);
    const StoredTable stored = parse_stored_table(text);
    std::size_t at = 0;
    for (const Range range : all_ranges(stored)) {
        CHECK(range.begin == at);
        CHECK(range.end >= range.begin);
        at = range.end;
    }
    CHECK(at == text.size());
    for (const StoredColumn& column : stored.columns) {
        std::size_t inner = column.place.def.begin;
        CHECK(column.name.begin == inner);
        CHECK(column.type.begin >= column.name.end);
        inner = column.type.end;
        for (const Clause& clause : column.clauses) {
            CHECK(clause.range.begin >= inner);
            CHECK_FALSE(clause.range.empty());
            inner = clause.range.end;
        }
        CHECK(inner == column.place.def.end);
    }
}

constexpr std::string_view commented = R"(CREATE TABLE t ( -- the table
  -- the key
  -- of it
  id INTEGER PRIMARY KEY, -- about id
  /* about a */ a text /* inside */ NOT NULL /* before the comma */,  /* and
  behind */
  b int -- about b
  , c int, /* about d */ d int -- tail of d
  , UNIQUE (a, b) -- first
  CHECK (a > 0) /* last */ -- really
  -- the end
) STRICT -- options)";

} // namespace

TEST_CASE("every byte of a stored text is in one range, in order", "[sqlite]") {
    check_cover(commented);
    for (const std::string_view text :
         {"CREATE TABLE t(a)", "create table t ( a , b )", "CREATE TABLE 't'(\n\"a\" int\n)\n",
          "CREATE TABLE t(a/**/,/**/b/**/)", "CREATE TABLE t(a,b,UNIQUE(a)UNIQUE(b),CHECK(a))",
          "CREATE TABLE t(a int -- x\n)", "CREATE TABLE t(a int,-- x\nb--y\n,c --z\n)--w",
          "CREATE TABLE t(a int CONSTRAINT x NOT NULL CONSTRAINT y, b generated always)",
          "CREATE TABLE t(a CONSTRAINT d DEFAULT -7 REFERENCES p ON DELETE CASCADE DEFERRABLE, "
          "CONSTRAINT x, CONSTRAINT y UNIQUE (a) ON CONFLICT IGNORE) WITHOUT ROWID, STRICT;",
          "CREATE TABLE t(id INTEGER NOT NULL,\r\n\tname VARCHAR(20), \r\n\tPRIMARY KEY "
          "(id)\r\n)"}) {
        check_cover(text);
    }
}

TEST_CASE("comments belong to the definition on whose line or above which they stand", "[sqlite]") {
    const StoredTable stored = parse_stored_table(commented);
    CHECK(stored.of(stored.head) == "CREATE TABLE t ( -- the table");
    const auto& id = stored.columns.at(0).place;
    CHECK(stored.of(id.lead) == "\n  -- the key\n  -- of it\n  ");
    CHECK(stored.of(id.trail) == " -- about id");
    const auto& a = stored.columns.at(1).place;
    CHECK(stored.of(a.lead) == "\n  /* about a */ ");
    CHECK(stored.of(a.def) == "a text /* inside */ NOT NULL");
    CHECK(stored.of(a.before_comma) == " /* before the comma */");
    CHECK(stored.of(a.trail) == "  /* and\n  behind */");
    const auto& b = stored.columns.at(2).place;
    CHECK(stored.of(b.before_comma) == " -- about b\n  ");
    CHECK(stored.of(stored.columns.at(4).place.lead) == " /* about d */ ");
    const auto& unique = stored.constraints.at(0).place;
    CHECK(unique.comma.empty());
    CHECK(stored.of(unique.trail) == " -- first");
    const auto& check = stored.constraints.at(1).place;
    CHECK(stored.of(check.trail) == " /* last */ -- really");
    CHECK(stored.of(stored.closing) == "\n  -- the end\n");
    CHECK(stored.of(stored.options) == ") STRICT -- options");
}

TEST_CASE("each clause has its range with name, conflict clause and deferral", "[sqlite]") {
    const StoredTable stored = parse_stored_table(
        "CREATE TABLE x.\"T\"(a varchar (10) CONSTRAINT \"n n\" NOT NULL ON CONFLICT FAIL DEFAULT "
        "- 7 "
        "PRIMARY KEY DESC, b REFERENCES p(a) ON DELETE CASCADE NOT DEFERRABLE INITIALLY IMMEDIATE "
        "CHECK (b) UNIQUE NULL DEFERRABLE, CONSTRAINT u UNIQUE (a, b) ON CONFLICT ROLLBACK)");
    CHECK(stored.of(stored.name) == "\"T\"");
    const StoredColumn& a = stored.columns.at(0);
    CHECK(stored.of(a.name) == "a");
    CHECK(stored.of(a.type) == "varchar (10)");
    REQUIRE(a.clauses.size() == 3);
    CHECK(a.clauses[0].kind == ClauseKind::not_null);
    CHECK(stored.of(a.clauses[0].range) == "CONSTRAINT \"n n\" NOT NULL ON CONFLICT FAIL");
    CHECK(a.clauses[1].kind == ClauseKind::default_value);
    CHECK(stored.of(a.clauses[1].range) == "DEFAULT - 7");
    CHECK(stored.of(a.clauses[2].range) == "PRIMARY KEY DESC");
    const StoredColumn& b = stored.columns.at(1);
    CHECK(b.type == Range{b.name.end, b.name.end});
    REQUIRE(b.clauses.size() == 5);
    CHECK(b.clauses[0].kind == ClauseKind::foreign_key);
    CHECK(stored.of(b.clauses[0].range) ==
          "REFERENCES p(a) ON DELETE CASCADE NOT DEFERRABLE INITIALLY IMMEDIATE");
    CHECK(b.clauses[1].kind == ClauseKind::check);
    CHECK(b.clauses[2].kind == ClauseKind::unique);
    CHECK(b.clauses[2].index == 0);
    CHECK(b.clauses[4].kind == ClauseKind::deferral);
    CHECK(stored.constraints.at(0).clause.index == 1);
    CHECK(stored.constraints[0].clause.range == stored.constraints[0].place.def);
}
