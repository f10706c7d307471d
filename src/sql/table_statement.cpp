#include "sql/table_statement.hpp"

#include "sql/cursor.hpp"
#include "util/text.hpp"

namespace migrate::sql {
namespace {

std::string table_name(Cursor& cursor) {
    std::string name = cursor.accept_name().value_or("");
    if (cursor.accept_op(".") || cursor.accept_punct('.'))
        name = cursor.accept_name().value_or("");
    return text::lower(name);
}

std::string table_after(std::string_view statement, const Syntax& syntax, std::string_view verb,
                        std::string_view condition) {
    Cursor cursor(statement, syntax);
    if (!cursor.accept(verb))
        return {};
    cursor.accept(condition);
    return table_name(cursor);
}

} // namespace

std::string created_table(std::string_view statement, const Syntax& syntax) {
    return table_after(statement, syntax, "create table", "if not exists");
}

std::string dropped_table(std::string_view statement, const Syntax& syntax) {
    return table_after(statement, syntax, "drop table", "if exists");
}

RenamedTable renamed_table(std::string_view statement, const Syntax& syntax) {
    Cursor cursor(statement, syntax);
    if (!cursor.accept("alter table"))
        return {};
    const std::string from = table_name(cursor);
    return cursor.accept("rename to") ? RenamedTable{from, table_name(cursor)} : RenamedTable{};
}

} // namespace migrate::sql
