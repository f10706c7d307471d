#include "revision/checksum.hpp"

#include "support/catch.hpp"

using namespace migrate;

TEST_CASE("line ends, a byte order mark and blanks at the end do not count", "[checksum]") {
    const std::string plain = revision::checksum("a = 1\nb = 2\n", {});
    CHECK(revision::checksum("a = 1\r\nb = 2\r\n", {}) == plain);
    CHECK(revision::checksum("\xEF\xBB\xBF"
                             "a = 1\nb = 2",
                             {}) == plain);
    CHECK(revision::checksum("a = 1\nb = 2\n\n  \n", {}) == plain);
}

TEST_CASE("everything else counts, files beside the revision too", "[checksum]") {
    const std::string plain = revision::checksum("a = 1\n", {});
    CHECK(revision::checksum("a = 2\n", {}) != plain);
    CHECK(revision::checksum("a =  1\n", {}) != plain);
    CHECK(revision::checksum("a = 1\n", {"SELECT 1"}) != plain);
    CHECK(revision::checksum("a = 1\n", {"x", "y"}) != revision::checksum("a = 1\n", {"y", "x"}));
    CHECK(plain.size() == 64);
}

TEST_CASE("the files that steps name are found, in the order of the steps", "[checksum]") {
    const std::string text =
        "revision = \"a\"\n[[upgrade]]\nsql_file = \"a/one.sql\"\n[[upgrade]]\n"
        "mysql.sql_file = \"a/two.sql\"\n[[downgrade]]\nsql_file = \"a/three.sql\"\n";
    CHECK(revision::included_paths(text, "r.toml") ==
          std::vector<std::string>{"a/one.sql", "a/two.sql", "a/three.sql"});
}
