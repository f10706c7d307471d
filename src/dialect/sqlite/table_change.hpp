// What the clauses of a step make of one table, worked out before anything is rendered.
#pragma once

#include "migrate/ops.hpp"

namespace migrate::sqlite {

// What the rows that are there get in a column, besides its value from before.
struct RowValue {
    std::optional<Value> fill;    // instead of NULL
    std::string using_expression; // instead of the old value
};

struct TableChange {
    Table before;                      // with stored_sql
    std::vector<RenameColumn> renames; // done by ALTER TABLE first: dependants come along
    Table renamed;                     // `before` after them
    Table after;                       // after all clauses
    std::vector<int> origins;          // for each column of `after` its place in `before`, or -1
    std::vector<RowValue> values;      // for each column of `after`
};

// Throws Error(usage) as apply() does.
TableChange work_out(const Database& before, const AlterTable& op);

// That table alone, lowered (sqlite_enums.hpp), so that replaying an operation on it copies nothing
// else.
Database only_table(const Database& db, const QualifiedName& name);

// Whether the stored texts of two tables say the same; indexes and triggers apart.
bool same_definition(const Table& a, const Table& b);

// Whether the column of that name holds the rowid (https://sqlite.org/lang_createtable.html#rowid).
bool is_rowid_alias(const Table& table, const Column& column);

} // namespace migrate::sqlite
