// Reads a live SQLite schema: one query on sqlite_schema, the rest from the parsers of the stored
// texts. What no pragma tells (names of constraints, checks, conflict clauses, deferral,
// collations, expressions and predicates of indexes) stands there alone, and what the pragmas tell
// does too.
//
// Column::nullable is what SQLite does: false where the text says NOT NULL, and in the keys of
// WITHOUT ROWID and STRICT tables, to which SQLite adds it; else true, also in key columns. So
// `id INTEGER PRIMARY KEY` (the rowid) is nullable unless NOT NULL is spelled, which is what a
// model means that says nothing of `null` there; in any other key a model says `null = true`.
//
// Order is the order of creation. Left out: tables of SQLite itself (sqlite_...), and the tables in
// which virtual ones keep their content. A text that is not understood is read by pragmas, as far
// as these go, and named in not_compared.
#pragma once

#include "migrate/dialect.hpp"

namespace migrate::sqlite {

Database introspect(Connection& connection, const IntrospectOptions& options, const Types& types);

} // namespace migrate::sqlite
