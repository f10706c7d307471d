// Reads a live SQLite schema: one query on sqlite_schema, the rest from the parsers of the stored
// texts. What no pragma tells (names of constraints, checks, conflict clauses, deferral,
// collations, expressions and predicates of indexes) stands there alone, and what the pragmas tell
// does too.
//
// Column::nullable is "no NOT NULL clause in the stored text", with one exception: where the text
// of a key column has none and SQLite adds it itself (the keys of WITHOUT ROWID and STRICT tables),
// nullable is false. The exception to that: a key written in its column of type INTEGER, as the
// rowid is, has what the text says, so that it can be written as it was: models leave `null` out
// there for the usual `id INTEGER PRIMARY KEY`, and say `null = false` where NOT NULL is spelled.
//
// Order is the order of creation. Left out: tables of SQLite itself (sqlite_...), and the tables in
// which virtual ones keep their content. A text that is not understood is read by pragmas, as far
// as these go, and named in not_compared.
#pragma once

#include "migrate/dialect.hpp"

namespace migrate::sqlite {

Database introspect(Connection& connection, const IntrospectOptions& options, const Types& types);

} // namespace migrate::sqlite
