// Recipes in place of steps that block others; no server is needed.
#include "diff/safe.hpp"

#include "diff/compare.hpp"
#include "support/catch.hpp"
#include "support/schema_builder.hpp"

#include <algorithm>

using namespace migrate;
using namespace migrate::test;

#ifdef MIGRATE_WITH_POSTGRESQL

namespace {

using Lines = std::vector<std::string>;

struct Planned {
    Lines up, down, blocking;
    std::vector<PlannedOp> steps; // of the upgrade
};

Lines described(const std::vector<PlannedOp>& steps) {
    Lines lines;
    for (const PlannedOp& step : steps)
        lines.push_back((step.alone ? "alone: " : "") + describe(step.op));
    return lines;
}

// The way there, proven both ways.
Planned planned(const Database& live, Database model, const std::vector<std::string>& fills = {}) {
    const Dialect& postgres = *find_dialect("postgresql");
    postgres.adapt(model);
    diff::Options options;
    for (const std::string& fill : fills)
        options.fill_hints.push_back(diff::parse_fill_hint(fill));
    OpTree tree = diff::compare(live, model, postgres, options, {});
    Planned out;
    out.blocking = diff::make_safe(tree, live, postgres, *recipes_of(postgres), nullptr);
    diff::prove(tree, live, model, postgres, options);
    out.up = described(tree.upgrade);
    out.down = described(tree.downgrade);
    out.steps = tree.upgrade;
    return out;
}

Table users() {
    Table users = table("users", {not_null(column("id", "bigint")), column("email", "varchar(50)"),
                                  column("team", "bigint")});
    users.primary_key = primary_key({"id"});
    users.primary_key->name = "users_pkey";
    return users;
}

Table teams() {
    Table teams = table("teams", {not_null(column("id", "bigint"))});
    teams.primary_key = primary_key({"id"});
    teams.primary_key->name = "teams_pkey";
    return teams;
}

Database with(Table changed) {
    return database({std::move(changed), teams()});
}

Table with_column(Column added) {
    Table table = users();
    table.columns.push_back(std::move(added));
    return table;
}

} // namespace

TEST_CASE("an index is built beside the writers, and dropped so", "[diff][safe]") {
    Table indexed = users();
    indexed.indexes = {index("ix_users_team", {"team"})};
    const Planned plan = planned(with(users()), with(indexed));
    CHECK(plan.up == Lines{"alone: create index users.ix_users_team (team)"});
    CHECK(plan.down == Lines{"alone: drop index users.ix_users_team"});
    CHECK(std::get<CreateIndex>(plan.steps[0].op).concurrently);
    CHECK(plan.blocking.empty());
}

TEST_CASE("nobody waits for a table that the same revision makes", "[diff][safe]") {
    Table fresh = table("notes", {not_null(column("id", "bigint")), column("by", "bigint")});
    fresh.indexes = {index("ix_notes_by", {"by"})};
    Database model = with(users());
    model.tables.push_back(fresh);
    const Planned plan = planned(with(users()), model);
    for (const Lines& lines : {plan.up, plan.down})
        for (const std::string& line : lines)
            CHECK_FALSE(line.starts_with("alone: "));
}

TEST_CASE("an index that changes serves until the new one is built", "[diff][safe]") {
    Table from = users();
    from.indexes = {index("ix", {"team"})};
    Table to = users();
    to.indexes = {index("ix", {"team", "email"})};
    to.indexes[0].comment = "by team";
    const Planned plan = planned(with(from), with(to));
    CHECK(plan.up == Lines{"rename index users.ix to ix_old",
                           "alone: create index users.ix (team, email)",
                           "alter index users.ix: comment", "alone: drop index users.ix_old"});
}

TEST_CASE("checks and foreign keys are added first and proven alone", "[diff][safe]") {
    Table to = users();
    to.checks = {check("ck_email", "email <> ''")};
    to.foreign_keys = {foreign_key("fk_team", {"team"}, "teams", {"id"})};
    const Planned plan = planned(with(users()), with(to));
    REQUIRE(plan.up.size() == 4);
    CHECK(plan.up[1] == "alone: validate users.ck_email");
    CHECK(plan.up[3] == "alone: validate users.fk_team");
    const Constraint& added = std::get<AddConstraint>(plan.steps[2].op).constraint;
    CHECK_FALSE(std::get<ForeignKey>(added).validated);
    CHECK(plan.down.size() == 2);
    // What rows may break is said where they are read.
    CHECK(plan.steps[1].comments.front() == "Rows that break it stop this step.");
}

TEST_CASE("a check that becomes another one is dropped and proven again", "[diff][safe]") {
    Table from = users();
    from.checks = {check("ck_email", "email <> ''")};
    Table to = users();
    to.checks = {check("ck_email", "length(email) > 3")};
    const Planned plan = planned(with(from), with(to));
    REQUIRE(plan.up.size() == 3);
    CHECK(plan.up[0] == "drop check users.ck_email");
    CHECK(plan.up[2] == "alone: validate users.ck_email");
}

TEST_CASE("a unique constraint takes over an index that was built before", "[diff][safe]") {
    Table named = users();
    named.uniques = {unique("uq_email", {"email"})};
    const Planned plan = planned(with(users()), with(named));
    REQUIRE(plan.up.size() == 2);
    CHECK(plan.up[0] == "alone: create unique index users.uq_email (email)");
    CHECK(std::get<AddConstraint>(plan.steps[1].op).using_index == "uq_email");
    CHECK(plan.down == Lines{"drop unique users.uq_email"});

    Table nameless = users();
    nameless.uniques = {unique("", {"email"}, true)};
    const Planned chosen = planned(with(users()), with(nameless));
    REQUIRE(chosen.up.size() == 2);
    CHECK(chosen.up[0] == "alone: create unique index users.users_email_key (email)");
}

TEST_CASE("a unique constraint that changes is exchanged in one moment", "[diff][safe]") {
    Table from = users();
    from.uniques = {unique("uq", {"email"})};
    Table to = users();
    to.uniques = {unique("uq", {"email", "team"})};
    const Planned plan = planned(with(from), with(to));
    REQUIRE(plan.up.size() == 3);
    CHECK(plan.up[0] == "alone: create unique index users.uq_new (email, team)");
    CHECK(plan.up[1] == "drop unique users.uq");
    CHECK(std::get<AddConstraint>(plan.steps[2].op).using_index == "uq_new");
}

TEST_CASE("a primary key needs columns without NULL before its index", "[diff][safe]") {
    Table from = users();
    from.primary_key.reset();
    from.columns[0].nullable = true;
    const Planned plan = planned(with(from), with(users()));
    REQUIRE(plan.up.size() == 6);
    CHECK(plan.up[1] == "alone: validate users.users_id_is_not_null");
    CHECK(plan.up[2] == "alter column users.id: not null");
    CHECK(plan.up[3] == "drop check users.users_id_is_not_null");
    CHECK(plan.up[4] == "alone: create unique index users.users_pkey (id)");
}

TEST_CASE("NOT NULL is filled in batches, proven by a check, and then said", "[diff][safe]") {
    Table to = users();
    to.columns[2].nullable = false;
    const Planned plan = planned(with(users()), with(to), {"users.team=1"});
    REQUIRE(plan.up.size() == 6);
    CHECK(plan.up[0] == "alone: backfill users");
    const auto& fill = std::get<Backfill>(plan.steps[0].op);
    CHECK(fill.where == "team IS NULL");
    CHECK(fill.batch > 0);
    CHECK(plan.up[2] == "alone: backfill users");
    CHECK(plan.up[3] == "alone: validate users.users_team_is_not_null");
    CHECK(plan.up[4] == "alter column users.team: not null");
    CHECK(plan.up[5] == "drop check users.users_team_is_not_null");
    CHECK(plan.down == Lines{"alter column users.team: null"});
}

TEST_CASE("a column with one value for all rows is added as it is", "[diff][safe]") {
    const Column age = not_null(column("age"));
    CHECK(planned(with(users()), with(with_column(age)), {"users.age=0"}).up ==
          Lines{"add column users.age (integer)"});
    CHECK(planned(with(users()), with(with_column(with_default(age, expression("now()"))))).up ==
          Lines{"add column users.age (integer)"});
}

TEST_CASE("a column whose rows differ is added empty and filled", "[diff][safe]") {
    const Column token =
        with_default(not_null(column("token", "uuid")), expression("gen_random_uuid()"));
    const Planned plan = planned(with(users()), with(with_column(token)));
    REQUIRE(plan.up.size() == 8);
    CHECK(std::get<AddColumn>(plan.steps[0].op).definition.column.nullable);
    CHECK(plan.up[1] == "alter column users.token: default");
    CHECK(plan.up[2] == "alone: backfill users");
    CHECK(plan.up[6] == "alter column users.token: not null");
    CHECK(plan.down == Lines{"drop column users.token"});

    const Column copy = column("copy", "text");
    const Planned filled =
        planned(with(users()), with(with_column(copy)), {"users.copy=sql:email"});
    CHECK(filled.up == Lines{"add column users.copy (text)", "alone: backfill users"});
}

TEST_CASE("what has no recipe is said", "[diff][safe]") {
    Table to = users();
    to.columns[2].type = parse_type("integer");
    const Planned plan = planned(with(users()), with(to));
    CHECK(plan.up == Lines{"alter column users.team: type integer"});
    REQUIRE(plan.blocking.size() == 1);
    CHECK_THAT(plan.blocking[0], ContainsSubstring("written anew"));
    CHECK_THAT(plan.steps[0].comments.back(), ContainsSubstring("written anew"));
    Table longer = users();
    longer.columns[1].type = parse_type("text");
    CHECK(planned(with(users()), with(longer)).blocking.empty());
}

TEST_CASE("a partition leaves its table before it is dropped", "[diff][safe]") {
    Table events = table("events", {not_null(column("at", "date"))});
    set_attribute(events.attributes, "partition_by", "RANGE (at)");
    Table old = table("events_old", {});
    set_attribute(old.attributes, "partition_of", "events");
    set_attribute(old.attributes, "values", "FROM ('2020-01-01') TO ('2021-01-01')");
    const Planned plan = planned(database({events, old}), database({events}));
    CHECK(plan.up == Lines{"alone: detach partition events.events_old", "drop table events_old"});
    CHECK(plan.steps[1].destructive);
    Database empty;
    empty.folding = NameFolding::exact;
    const Planned all = planned(database({events, old}), empty);
    CHECK(std::ranges::none_of(all.steps, &PlannedOp::alone));
}

TEST_CASE("an index of a partitioned table is built by partition", "[diff][safe]") {
    Table events = table("events", {not_null(column("at", "date"))});
    set_attribute(events.attributes, "partition_by", "RANGE (at)");
    Table part = table("events_1", {});
    set_attribute(part.attributes, "partition_of", "events");
    set_attribute(part.attributes, "values", "DEFAULT");
    Table indexed = events;
    indexed.indexes = {index("ix_at", {"at"})};
    const Planned plan = planned(database({events, part}), database({indexed, part}));
    CHECK(plan.up == Lines{"alone: create index events_1.events_1_at_idx (at)",
                           "create index events.ix_at (at)"});
    CHECK(plan.down == Lines{"drop index events.ix_at"});
    CHECK(plan.blocking.empty());
    Table nested = part;
    set_attribute(nested.attributes, "partition_by", "RANGE (at)");
    CHECK(planned(database({events, nested}), database({indexed, nested})).blocking.size() == 1);
}

TEST_CASE("a key that foreign keys refer to is exchanged at once", "[diff][safe]") {
    Table from = users();
    from.uniques = {unique("uq", {"email"})};
    Table to = from;
    set_attribute(to.uniques[0].attributes, "deferrable", true);
    Table letters = table("letters", {column("to", "varchar(50)")});
    letters.foreign_keys = {foreign_key("fk_to", {"to"}, "users", {"email"})};
    const Planned plan = planned(database({from, letters}), database({to, letters}));
    CHECK(plan.up == Lines{"alter unique users.uq: deferrable"});
    CHECK(plan.blocking.size() == 1);
}

#endif

#ifdef MIGRATE_WITH_SQLITE
TEST_CASE("SQLite has no recipes", "[diff][safe]") {
    CHECK(recipes_of(*find_dialect("sqlite")) == nullptr);
}
#endif
