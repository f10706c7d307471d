#include "dialect/sqlite/stored_view.hpp"

#include "dialect/sqlite/stored_parts.hpp"

namespace migrate::sqlite {

View parse_stored_view(std::string_view text) {
    sql::Cursor cursor(text, sql::sqlite_syntax());
    View view;
    cursor.expect("create");
    accept_temporary(cursor);
    cursor.expect("view");
    cursor.accept("if not exists");
    view.name.name = parse_object_name(cursor, "the name of the view");
    if (cursor.peek().is_punct('(')) {
        view.columns = parse_names(cursor);
    }
    cursor.expect("as");
    view.as = rest_of_text(cursor);
    return view;
}

} // namespace migrate::sqlite
