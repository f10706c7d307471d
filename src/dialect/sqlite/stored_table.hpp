// A stored CREATE TABLE text, read token by token: what it says as a Table, and where in the text
// each part of it stands, so that a rebuild can write a changed table and keep every token (and
// comment) of what did not change.
//
// The text is, without a gap or an overlap:
//
//     head  { lead def before_comma comma trail }...  closing  options
//
// one group for each column, then each table constraint, in the order of the text.
#pragma once

#include "dialect/sqlite/stored_parts.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace migrate::sqlite {

enum class ClauseKind {
    nothing,  // says nothing: CONSTRAINT x before another CONSTRAINT or at the end
    not_null, //
    null,     // NULL; has no effect
    default_value,
    collate,
    generated,
    primary_key, // of a column or of the table, as the three below
    unique,
    check,
    foreign_key, // of a column: REFERENCES
    deferral,    // [NOT] DEFERRABLE that does not follow its REFERENCES directly
};

// A constraint in a column's definition, or a table constraint.
struct Clause {
    ClauseKind kind = ClauseKind::nothing;
    Range range; // with CONSTRAINT x before it, ON CONFLICT or the deferral behind it
    Range name;  // x alone; empty when there is none
    std::size_t index =
        0; // in uniques, checks or foreign_keys of the table; deferral: of the key that it is about
};

// Where a column or table constraint stands among the others.
struct Placement {
    Range lead;         // blanks and comments before it, from the end of what is the previous one's
    Range def;          // itself
    Range before_comma; // blanks and comments between it and the comma
    Range comma;        // empty for the last one, and between table constraints that have none
    Range trail;        // comments behind it on its last line, with the blanks before them
};

struct StoredColumn {
    Placement place;
    Range name;
    Range type; // empty for a column without one; then it stands at the end of the name
    std::vector<Clause> clauses;
};

struct StoredConstraint {
    Placement place;
    Clause clause; // its range is place.def
};

struct StoredTable {
    std::string text;
    // Everything that the text says; no indexes or triggers. Types are as declared (kind `other` or
    // `none`), not yet understood. `nullable` as sqlite_introspect.hpp has it; stored_sql is the
    // text.
    Table table;
    Range name; // of the table, in head
    Range head; // up to the opening parenthesis, with a comment behind it on its line
    std::vector<StoredColumn> columns;
    std::vector<StoredConstraint> constraints;
    Range closing; // blanks and comments before the closing parenthesis
    Range options; // from the closing parenthesis to the end of the text

    std::string_view of(Range range) const { return range.of(text); }
};

// Throws Error(failed) with the line and column in the text where it is not understood.
StoredTable parse_stored_table(std::string_view text);

// Whether the key of an introspected table is another name of its rowid: one column of type
// INTEGER, and no other word. DESC in its column prevents that, DESC in the table's constraint does
// not. https://sqlite.org/lang_createtable.html#rowid
bool has_rowid_key(const Table& table);

// Whether it is CREATE VIRTUAL TABLE, which has no columns to read.
bool is_virtual_table(std::string_view text);
// Its name and virtual_module.
Table parse_virtual_table(std::string_view text);

} // namespace migrate::sqlite
