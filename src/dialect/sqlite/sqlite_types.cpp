#include "dialect/sqlite/sqlite_types.hpp"

#include "dialect/sqlite/table_change.hpp"
#include "sql/lexer.hpp"
#include "util/text.hpp"

#include <algorithm>

namespace migrate::sqlite {

namespace {

bool is_integer(TypeKind kind) {
    return kind == TypeKind::smallint || kind == TypeKind::integer || kind == TypeKind::bigint;
}

// Declared as they are, these have NUMERIC (or, "interval", INTEGER) affinity: a UUID of digits
// would become a float and the time 0930 the number 930.
bool needs_text_affinity(TypeKind kind) {
    return kind == TypeKind::uuid || kind == TypeKind::json || kind == TypeKind::interval ||
           kind == TypeKind::time || kind == TypeKind::enumeration;
}

// Tokens, letter case and quotes ignored.
std::string folded_type(const std::string& type) {
    std::string out;
    for (const sql::Token& token : sql::significant_tokens(type, sql::sqlite_syntax())) {
        if (token.is_name() && !out.empty() && out.back() != '(' && out.back() != ',')
            out += ' ';
        out += text::lower(sql::unquoted(token));
    }
    return out;
}

} // namespace

std::string SqliteTypes::render(const Column& column) const {
    const ColumnType& type = column.type;
    if (type.native || type.kind == TypeKind::other || type.kind == TypeKind::none)
        return type.text;
    if (column.identity && is_integer(type.kind)) // only INTEGER is the rowid
        return text::lower(type.text) == "integer" ? type.text : "INTEGER";
    if (needs_text_affinity(type.kind))
        return "TEXT";
    return type.text.empty() ? portable_spelling(type) : type.text;
}

ColumnType SqliteTypes::read(std::string_view native) const {
    Column column;
    column.type = parse_type(native);
    const bool portable = column.type.kind != TypeKind::other && column.type.kind != TypeKind::none;
    if (portable && !text::equals_folded(render(column), column.type.text))
        return native_type(native);
    return column.type;
}

bool SqliteTypes::same(const Column& a, const Column& b) const {
    if (a.type.kind == TypeKind::enumeration || b.type.kind == TypeKind::enumeration)
        return a.type.kind == b.type.kind && text::equals_folded(a.type.text, b.type.text);
    const std::string x = render(a);
    const std::string y = render(b);
    return text::equals_folded(x, y) || folded_type(x) == folded_type(y);
}

bool SqliteTypes::implied_not_null(const Table& table, const Column& column) const {
    if (is_rowid_alias(table, column))
        return true;
    // SQLite adds NOT NULL to the keys of these tables.
    if (!table.primary_key || !(table.without_rowid || table.strict))
        return false;
    return std::ranges::any_of(table.primary_key->columns, [&](const KeyPart& part) {
        return text::equals_folded(part.column, column.name);
    });
}

bool SqliteTypes::fills_itself(const Table& table, const Column& column) const {
    return is_rowid_alias(table, column);
}

} // namespace migrate::sqlite
