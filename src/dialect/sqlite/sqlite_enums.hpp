// Enums on SQLite, which has none: TEXT columns with a check that lists the values and bears the
// enum's name. A schema has them in one of two forms. As the rest of the program sees it, it is
// lifted: the column's type is the enum, and there is no check. Statements are made of the lowered
// one, which is what SQLite stores.
#pragma once

#include "migrate/ops.hpp"

namespace migrate::sqlite {

// ck_<table>_<column>_<enum>
std::string enum_check_name(const std::string& table, const std::string& column,
                            const std::string& enum_name);
Check enum_check(const std::string& table, const std::string& column, const EnumType& type);

// The enum that a column's type names, if it names one.
const EnumType* enum_of(const ColumnType& type, const Database& db);

// Makes enum columns of TEXT columns that have such a check, and adds their enums. Not lifted: two
// such checks of one column, an enum that has other values in another column, and one whose name
// would be taken for another type.
void lift_enums(Database& db);
// For a schema that was lifted and has changed since: what was an enum may be one no longer, and
// columns may have become columns of a known enum.
void relift_enums(Database& db);
// The enums that checks name which lift_enums() leaves.
std::vector<std::string> unlifted_enums(const Database& db);

Table lowered_table(Table table, const Database& db);
// The definition as a column of that table.
void lower_definition(ColumnDefinition& definition, const std::string& table, const Database& db);

// A model as SQLite would hold it and introspection lift it again: an enum that no column uses is
// gone.
void adapt_enums(Database& model);

} // namespace migrate::sqlite
