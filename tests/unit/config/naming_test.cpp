#include "config/naming.hpp"

#include "support/catch.hpp"

using namespace migrate;

TEST_CASE("a template is filled with table, columns and the table referred to", "[naming]") {
    CHECK(constraint_name("fk_{table}_{columns}_{referred_table}", "orders", {"a", "b"}, "users",
                          63) == "fk_orders_a_b_users");
    CHECK(constraint_name("ix_{table}", "{columns}", {"a"}, "", 0) == "ix_{columns}");
    CHECK(constraint_name("ck_{table}_{columns}", "t", {}, "", 0) == "ck_t");
}

TEST_CASE("a name that is too long is cut and stays different from others", "[naming]") {
    const std::string one =
        constraint_name("ix_{table}_{columns}", std::string(80, 't'), {"a"}, "", 63);
    const std::string two =
        constraint_name("ix_{table}_{columns}", std::string(80, 't'), {"b"}, "", 63);
    CHECK(one.size() == 63);
    CHECK(one.starts_with("ix_tttt"));
    CHECK(one != two);
    CHECK(one == constraint_name("ix_{table}_{columns}", std::string(80, 't'), {"a"}, "", 63));
    CHECK(constraint_name("ix_{table}", std::string(60, 't'), {}, "", 63).size() == 63);
    CHECK(constraint_name("{table}", "\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9", {}, "", 11)
              .starts_with("\xC3\xA9_"));
}

TEST_CASE("an unknown placeholder is found", "[naming]") {
    CHECK_FALSE(unknown_placeholder("ix_{table}_{columns}", {"table", "columns"}));
    CHECK(unknown_placeholder("ix_{tabel}", {"table"}) == "tabel");
    CHECK(unknown_placeholder("ix_{table", {"table"}) == "table");
}
