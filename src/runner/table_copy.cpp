#include "runner/table_copy.hpp"

#include "sql/cursor.hpp"
#include "sql/syntax.hpp"
#include "util/text.hpp"

#include <algorithm>

namespace migrate::runner {

namespace {

// The lower-case name of a table, without its schema's.
std::string table_name(sql::Cursor& cursor) {
    std::string name = cursor.accept_name().value_or("");
    if (cursor.accept_op(".") || cursor.accept_punct('.'))
        name = cursor.accept_name().value_or("");
    return text::lower(name);
}

// The tables that a statement creates, drops or renames; empty for other statements.
std::string created(std::string_view statement, const sql::Syntax& syntax) {
    sql::Cursor cursor(statement, syntax);
    if (!cursor.accept("create table"))
        return {};
    cursor.accept("if not exists");
    return table_name(cursor);
}

std::string dropped(std::string_view statement, const sql::Syntax& syntax) {
    sql::Cursor cursor(statement, syntax);
    if (!cursor.accept("drop table"))
        return {};
    cursor.accept("if exists");
    return table_name(cursor);
}

struct Renamed {
    std::string from, to;
};
Renamed renamed(std::string_view statement, const sql::Syntax& syntax) {
    sql::Cursor cursor(statement, syntax);
    if (!cursor.accept("alter table"))
        return {};
    const std::string from = table_name(cursor);
    return cursor.accept("rename to") ? Renamed{from, table_name(cursor)} : Renamed{};
}

} // namespace

std::size_t table_copy_length(const std::vector<std::string>& statements,
                              const sql::Syntax& syntax) {
    const std::string copy = statements.empty() ? "" : created(statements.front(), syntax);
    if (copy.empty())
        return 1;
    std::vector<std::string> gone;
    for (std::size_t i = 1; i < statements.size(); ++i) {
        if (std::string name = dropped(statements[i], syntax); !name.empty())
            gone.push_back(std::move(name));
        const auto [from, to] = renamed(statements[i], syntax);
        if (!from.empty() && from == copy)
            return std::ranges::find(gone, to) != gone.end() ? i + 1 : 1;
    }
    return 1;
}

} // namespace migrate::runner
