#include "dialect/postgres/postgres_names.hpp"
#include "support/postgres_statements.hpp"

using namespace migrate;
using namespace migrate::postgres;
using namespace migrate::test;

TEST_CASE("names are cut to 63 bytes, the longer one first", "[postgres][names]") {
    CHECK(made_name("orders", "tenant_id", "key") == "orders_tenant_id_key");
    CHECK(made_name("orders", "", "pkey") == "orders_pkey");
    const std::string long_table(60, 't');
    CHECK(made_name(long_table, "c", "fkey") == std::string(56, 't') + "_c_fkey");
    CHECK(made_name(std::string(40, 'a'), std::string(40, 'b'), "idx") ==
          std::string(29, 'a') + "_" + std::string(29, 'b') + "_idx");
}

TEST_CASE("a name is not cut inside of a character", "[postgres][names]") {
    std::string table;
    for (int i = 0; i < 31; ++i)
        table += "ä"; // two bytes
    CHECK(made_name(table, "c", "idx").size() == 62);
}

TEST_CASE("nameless parts get the names that the server gives them", "[postgres][names]") {
    Table t = table("t", {column("a", "integer"), column("b", "integer")});
    t.primary_key.emplace();
    t.primary_key->columns = {part("a")};
    t.uniques.resize(2);
    t.uniques[0].columns = {part("a"), part("b")};
    t.uniques[1].columns = {part("a"), part("b")};
    t.checks.resize(2);
    t.checks[0].expression = "a > 0";
    t.checks[1].expression = "a > b";
    t.foreign_keys.resize(1);
    t.foreign_keys[0].columns = {"a", "b"};
    t.indexes.resize(1);
    t.indexes[0].columns = {part("b"), KeyPart{.column = {}, .expression = "lower(x)"}};
    name_parts(t, Database());
    CHECK(t.primary_key->name == "t_pkey");
    CHECK(t.uniques[0].name == "t_a_b_key");
    CHECK(t.uniques[1].name == "t_a_b_key1");
    CHECK(t.checks[0].name == "t_a_check");
    CHECK(t.checks[1].name == "t_check");
    CHECK(t.foreign_keys[0].name == "t_a_b_fkey");
    CHECK(t.indexes[0].name == "t_b_expr_idx");
}
