// Changes of a table: by ALTER TABLE where SQLite can, else by a rebuild.
#pragma once

#include "migrate/dialect.hpp"

namespace migrate::sqlite {

// One rebuild at most, whatever the number of clauses.
std::vector<Statement> alter_table(const AlterTable& op, const Database& before, Connection* live);
std::vector<Statement> rename_table(const RenameTable& op, const Database& before,
                                    Connection* live);

// A step with a single clause.
AlterTable as_alter_table(const QualifiedName& table, TableClause clause);

} // namespace migrate::sqlite
