#include "dialect/sqlite/stored_index.hpp"

#include "dialect/sqlite/stored_parts.hpp"

namespace migrate::sqlite {

StoredIndex parse_stored_index(std::string_view text) {
    sql::Cursor cursor(text, sql::sqlite_syntax());
    StoredIndex stored;
    cursor.expect("create");
    stored.index.unique = cursor.accept("unique");
    cursor.expect("index");
    cursor.accept("if not exists");
    stored.index.name = parse_object_name(cursor, "the name of the index");
    cursor.expect("on");
    stored.table = cursor.expect_name("the name of the table");
    stored.index.columns = parse_key_parts(cursor, false).parts;
    if (cursor.accept("where")) {
        stored.index.where = rest_of_text(cursor);
    } else {
        expect_end(cursor);
    }
    return stored;
}

} // namespace migrate::sqlite
