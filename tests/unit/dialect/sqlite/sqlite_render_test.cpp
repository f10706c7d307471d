#include "dialect/sqlite/sqlite_render.hpp"

#include "dialect/sqlite/sqlite_types.hpp"
#include "dialect/sqlite/stored_table.hpp"
#include "support/catch.hpp"

using namespace migrate;
using namespace migrate::sqlite;

namespace {

Table read(std::string_view text) {
    Table table = parse_stored_table(text).table;
    for (Column& column : table.columns) {
        if (column.type.kind != TypeKind::none) {
            column.type = SqliteTypes().read(column.type.text);
        }
    }
    table.stored_sql.clear();
    return table;
}

} // namespace

TEST_CASE("a table that is written anew is read as the same table", "[sqlite]") {
    for (const std::string_view text :
         {"CREATE TABLE t(id INTEGER PRIMARY KEY AUTOINCREMENT, \"order\" varchar(5) NOT NULL)",
          "CREATE TABLE t(a DEFAULT -7, b DEFAULT 'x', c DEFAULT (1.0/3), d DEFAULT \"dq\", e "
          "DEFAULT bare, f DEFAULT + 1, g DEFAULT x'00', h DEFAULT NULL, i DEFAULT .5)",
          "CREATE TABLE t(a CHECK (a > 0 -- positive\n) , b AS (a -- of a\n) STORED, c DEFAULT (1 "
          "+ "
          "2 -- three\n), d DEFAULT (5 /* five */), CHECK (a < 9 -- one digit\n))",
          "CREATE TABLE t(a CONSTRAINT n NOT NULL ON CONFLICT IGNORE CONSTRAINT u UNIQUE ON "
          "CONFLICT "
          "FAIL COLLATE nocase REFERENCES p ON DELETE CASCADE NOT DEFERRABLE, b REFERENCES p (x) "
          "MATCH FULL DEFERRABLE INITIALLY DEFERRED, CONSTRAINT k PRIMARY KEY (a COLLATE rtrim "
          "DESC, b) ON CONFLICT REPLACE, UNIQUE (b DESC), CONSTRAINT f FOREIGN KEY (a, b) "
          "REFERENCES "
          "q (c, d) ON UPDATE SET DEFAULT)",
          "CREATE TABLE t(a INT PRIMARY KEY, b ANY) STRICT, WITHOUT ROWID",
          "CREATE TABLE t(a INTEGER PRIMARY KEY NOT NULL, b \"my type\"(3), c long  text)"}) {
        INFO(text);
        const Table table = read(text);
        const std::string written = create_table_text(table);
        INFO(written);
        CHECK(read(written) == table);
    }
}
