// Copying a table into its new shape, where ALTER TABLE cannot change it: the procedure of
// https://sqlite.org/lang_altertable.html#otheralter.
#pragma once

#include "dialect/sqlite/table_change.hpp"
#include "migrate/dialect.hpp"

namespace migrate::sqlite {

// The statements that take the table from `change.renamed` to `change.after`, probes first. Foreign
// keys must be off (TransactionGuard). `db` is the whole schema before the step; with `live`
// indexes and triggers that do not change come back in the very text that is stored.
std::vector<Statement> rebuild(const TableChange& change, const Database& db, Connection* live);

// What counts rows that a new unique constraint or index would refuse.
Statement duplicates_probe(const std::string& table, const std::string& what,
                           const std::vector<KeyPart>& columns, const std::string& where);

// A name that nothing in the schema has, made from a table's.
std::string free_table_name(const std::string& table, const Database& db, Connection* live);

} // namespace migrate::sqlite
