#include "dialect/postgres/postgres_adapt.hpp"
#include "dialect/postgres/postgres_ddl.hpp"
#include "support/catch.hpp"

using namespace migrate;

namespace {

SchemaObject public_schema(std::string comment) {
    SchemaObject schema;
    schema.kind = ObjectKind::schema;
    schema.name.name = "public";
    schema.comment = std::move(comment);
    return schema;
}

std::vector<std::string> rendered(const Op& op, const Database& before) {
    std::vector<std::string> out;
    for (const Statement& statement : postgres::postgres_ddl().render(op, before, nullptr))
        out.push_back(statement.sql);
    return out;
}

} // namespace

TEST_CASE("the schema public is neither made nor dropped, only what is said of it changes",
          "[postgres][ddl]") {
    Database before;
    CHECK(rendered(CreateObject{public_schema("ours")}, before) ==
          std::vector<std::string>{"COMMENT ON SCHEMA public IS 'ours'"});
    before.objects.push_back(public_schema("ours"));
    CHECK(rendered(DropObject{{ObjectKind::schema, {"", "public"}}}, before) ==
          std::vector<std::string>{"COMMENT ON SCHEMA public IS 'standard public schema'"});
}

TEST_CASE("a model that only names the schema public says nothing", "[postgres][ddl]") {
    Database model;
    model.objects.push_back(public_schema(""));
    postgres::adapt(model);
    CHECK(model.objects.empty());
}
