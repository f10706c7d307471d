#include "migrate/error.hpp"
#include "migrate/schema.hpp"
#include "schema/attribute_roles.hpp"
#include "schema/words.hpp"

#include "support/catch.hpp"

using namespace migrate;

namespace {

SchemaObject object(ObjectKind kind, std::string name,
                    std::optional<std::string> signature = std::nullopt) {
    SchemaObject made;
    made.kind = kind;
    made.name.name = std::move(name);
    made.signature = std::move(signature);
    return made;
}

std::string error_of(const Database& db) {
    try {
        validate(db);
    } catch (const Error& error) {
        return error.what();
    }
    return "none";
}

Table table(const std::string& name) {
    Table made;
    made.name.name = name;
    made.columns.emplace_back().name = "id";
    return made;
}

} // namespace

TEST_CASE("an object is found by its kind, name and signature", "[schema]") {
    Database db;
    db.objects = {object(ObjectKind::function, "f", "integer"),
                  object(ObjectKind::function, "f", "text"), object(ObjectKind::function, "g", ""),
                  object(ObjectKind::procedure, "f", "text")};
    CHECK(find_object(db, {ObjectKind::function, {"", "f"}, "text"}) == &db.objects[1]);
    CHECK(find_object(db, {ObjectKind::function, {"", "f"}, {}}) == nullptr);
    CHECK(find_object(db, {ObjectKind::function, {"", "g"}, {}}) == &db.objects[2]);
    CHECK(find_object(db, {ObjectKind::procedure, {"", "f"}, {}}) == &db.objects[3]);
    CHECK(to_string(name_of(db.objects[2])) == "g()");
}

TEST_CASE("names that one database keeps apart may not be shared", "[schema]") {
    Database db;
    db.tables = {table("t")};
    db.objects = {object(ObjectKind::sequence, "t")};
    CHECK(error_of(db) == "there are two objects named t; this one is a sequence");
    db.objects = {object(ObjectKind::domain, "d"), object(ObjectKind::range, "d")};
    CHECK(error_of(db) == "there are two objects named d; this one is a range type");
    db.objects = {object(ObjectKind::function, "t", "text"),
                  object(ObjectKind::function, "t", "integer"), object(ObjectKind::domain, "t")};
    CHECK(error_of(db) == "none");
}

TEST_CASE("a table that inherits its columns needs none of its own", "[schema]") {
    Table child = table("child");
    child.columns.clear();
    child.indexes.emplace_back().columns.emplace_back().column = "id";
    Database db;
    db.tables = {table("t"), child};
    CHECK(error_of(db) == "table child has no column");
    set_attribute(db.tables[1].attributes, "inherits", std::vector<std::string>{"t"});
    CHECK(error_of(db) == "none");
}

TEST_CASE("every kind has a word by which it is found", "[schema]") {
    for (const ObjectWord& known : object_words())
        CHECK(object_kind(known.word) == known.kind);
    for (const PartWord& known : part_words())
        CHECK(part_kind(known.word) == known.kind);
    CHECK_FALSE(object_kind("table"));
    CHECK(to_string(ObjectKind::materialized_view) == "materialized view");
}

TEST_CASE("what is not said has a meaning where every database agrees on it", "[schema]") {
    CHECK(default_of("permissive") == Node::boolean(true));
    CHECK(default_of("method") == Node::string("btree"));
    CHECK_FALSE(default_of("tablespace"));
}
