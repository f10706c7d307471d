// Schemas and rows put into a database, for every kind of it.
#pragma once

#include "property/subject.hpp"

namespace migrate::test {

void run_script(Connection& connection, const Dialect& dialect, const std::string& script);
Database without_triggers(Database schema);
void create_triggers(Connection& connection, const Dialect& dialect, const Database& schema);

// Inserts what the schema has columns for; false where a row was refused. `overriding` stands
// before VALUES.
bool insert_rows(Connection& connection, const KeyedSchema& schema, const Table& table,
                 const std::vector<RowText>& rows, const std::string& overriding = {});

} // namespace migrate::test
