// Operations on lifted schemas (sqlite_enums.hpp), as changes of what SQLite stores.
#pragma once

#include "migrate/ops.hpp"

namespace migrate::sqlite {

// The clauses on the lowered table: checks come and go with the types of columns, and are renamed
// with them.
AlterTable lowered_clauses(const AlterTable& op, const Database& before);

// The changes of tables that change the values, or the name, of an enum.
std::vector<AlterTable> alter_enum(const AlterEnum& op, const Database& schema);
std::vector<AlterTable> rename_enum(const RenameEnum& op, const Database& schema);
// What a table's new name asks of its checks while it bears the old one.
std::vector<AlterTable> rename_enum_checks(const RenameTable& op, const Database& db);

// apply() on a lifted schema: a step that names the check of an enum finds it, and a check that an
// enum would have makes its column one of that enum, if the schema has it.
void follow(const Op& op, Database& db);

// "t.c" for a column that has the enum as its type; empty if there is none.
std::string user_of_enum(const QualifiedName& name, const Database& db);

} // namespace migrate::sqlite
