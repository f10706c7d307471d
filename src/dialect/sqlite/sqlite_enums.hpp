// Enums on SQLite: TEXT columns with a check that lists the values and bears the enum's name.
#pragma once

#include "migrate/ops.hpp"

namespace migrate::sqlite {

// ck_<table>_<column>_<enum>
std::string enum_check_name(const std::string& table, const std::string& column,
                            const std::string& enum_name);
Check enum_check(const std::string& table, const std::string& column, const EnumType& type);

// The enum that a column's type names, if it names one.
const EnumType* enum_of(const ColumnType& type, const Database& db);

// Enum columns of the model become TEXT with their checks, and its enums go: nothing stores them.
void adapt_enums(Database& model);

// The same for the columns that an operation brings along.
Table adapted_table(Table table, const Database& db);
AlterTable adapted_clauses(const AlterTable& op, const Database& db);

// The changes of tables that change the values, or the name, of an enum.
std::vector<AlterTable> alter_enum(const AlterEnum& op, const Database& db);
std::vector<AlterTable> rename_enum(const RenameEnum& op, const Database& db);

} // namespace migrate::sqlite
