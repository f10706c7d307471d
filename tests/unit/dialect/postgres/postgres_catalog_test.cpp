#include "dialect/postgres/postgres_catalog.hpp"
#include "support/catch.hpp"

using namespace migrate;
using namespace migrate::postgres;
using Texts = std::vector<std::string>;

TEST_CASE("an array is read as PostgreSQL prints it", "[postgres][introspect]") {
    CHECK(parse_array("{}").empty());
    CHECK(parse_array("").empty());
    CHECK(parse_array("{a,b c}") == Texts{"a", "b c"});
    CHECK(parse_array(R"({"a,b","say \"x\" \\ {}","",NULL,"NULL"})") ==
          Texts{"a,b", "say \"x\" \\ {}", "", "", "NULL"});
}

TEST_CASE("the arguments of a trigger are unescaped", "[postgres][introspect]") {
    CHECK(unescape_bytes("a\\000b'c\\\\\\303\\251") == std::string("a\0b'c\\\xc3\xa9", 8));
}

TEST_CASE("the cells of a row are taken in order", "[postgres][introspect]") {
    Row cells{"12", "t", std::nullopt, "x", "1 0 3", "{4,5}", std::nullopt};
    CatalogRow row(cells);
    CHECK(row.oid() == 12);
    CHECK(row.flag());
    CHECK(row.is_null());
    CHECK(row.letter() == '\0');
    CHECK(row.text() == "x");
    CHECK(row.numbers() == std::vector<int>{1, 0, 3});
    CHECK(row.oids() == std::vector<Oid>{4, 5});
    CHECK(row.list().empty());
}
