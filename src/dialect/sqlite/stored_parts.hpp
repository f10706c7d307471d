// What the parsers of stored CREATE texts share: ranges of bytes, key parts, conflict clauses,
// values.
#pragma once

#include "migrate/schema.hpp"
#include "sql/cursor.hpp"

#include <string_view>
#include <utility>
#include <vector>

namespace migrate::sqlite {

// Bytes [begin, end) of a text.
struct Range {
    std::size_t begin = 0;
    std::size_t end = 0;

    bool empty() const noexcept { return begin == end; }
    std::size_t size() const noexcept { return end - begin; }
    std::string_view of(std::string_view text) const { return text.substr(begin, end - begin); }
    bool operator==(const Range&) const = default;
};

// TEMP or TEMPORARY, where it stands here.
void accept_temporary(sql::Cursor& cursor);

// A name, with its schema before it or not; the schema is dropped.
std::string parse_object_name(sql::Cursor& cursor, std::string_view what);

// From the token behind the last one to the end, comments too, trimmed and without a final
// semicolon. Throws where nothing is left.
std::string_view rest_of_text(const sql::Cursor& cursor);

// Steps over a semicolon; throws where anything else is left.
void expect_end(sql::Cursor& cursor);

// ON CONFLICT x; `none` where it does not stand here.
Conflict parse_conflict(sql::Cursor& cursor);

struct KeyParts {
    std::vector<KeyPart> parts;
    bool autoincrement = false; // PRIMARY KEY (id AUTOINCREMENT)
};

// "(a, b COLLATE nocase DESC, lower(c))", both parentheses stepped over. `columns_only` is for keys
// and constraints, where SQLite takes (a) in parentheses of its own for the column.
KeyParts parse_key_parts(sql::Cursor& cursor, bool columns_only);

// "(a, b)": names alone. Also steps over the COLLATE and DESC that old files may hold here.
std::vector<std::string> parse_names(sql::Cursor& cursor);

// What stands behind DEFAULT, without an outer pair of parentheses: a literal where the text is one
// that a model can spell, else the expression as written. A word or "word" that SQLite takes for a
// string stays an expression, so that it is written as it was.
Value parse_default(std::string_view sql);

// A declared type as one line: comments and runs of blanks are one blank.
std::string collapse_type(std::string_view declared);

} // namespace migrate::sqlite
