// Databases that hold one side of a pair, and what their rows should be.
#pragma once

#include "migrate/dialect.hpp"
#include "property/random_schema.hpp"

#include <memory>

namespace migrate::test {

std::unique_ptr<Connection> memory_database(const Dialect& dialect);

// The schema with its rows; triggers come last, so that the rows do not set them off.
void build(Connection& connection, const Dialect& dialect, const Database& schema);
void build_without_triggers(Connection& connection, const Dialect& dialect, Database schema);
void build_triggers(Connection& connection, const Dialect& dialect, const Database& schema);

// A row that stands in both schemas: its values by the columns' keys.
using RowSet = std::map<std::string, std::vector<RowText>>;
// Inserts what the schema has columns for. Returns the table in which a row was refused or broke a
// foreign key, or nothing.
std::optional<std::string> insert_rows(Connection& connection, const KeyedSchema& schema,
                                       const RowSet& rows);
RowSet stored_rows(Connection& connection, const KeyedSchema& schema);

// The rows as they are after the way up and after the way down again, made without the tool: what
// was in the one schema is inserted into the other.
struct ExpectedRows {
    RowSet before, up, down;
    bool refused = false; // of a hostile pair: the second schema takes them not
};
// Rows that one of the two schemas refuses are taken out of the pair first.
ExpectedRows settle_rows(SchemaPair& pair, const Dialect& dialect);

// What differs, in columns whose values are no matter of chance; empty if nothing does.
std::string rows_difference(const RowSet& expected, const RowSet& found, const KeyedSchema& schema,
                            const KeyedSchema& other);

} // namespace migrate::test
