// What the rows of a pair should be.
#pragma once

#include "property/subject.hpp"

namespace migrate::test {

RowSet stored_rows(Connection& connection, const KeyedSchema& schema, const Subject& subject);

// The rows as they are after the way up and after the way down again, made without the tool: what
// was in the one schema is inserted into the other.
struct ExpectedRows {
    RowSet before, up, down;
    bool refused = false; // of a hostile pair: the second schema takes them not
};
// Rows that one of the two schemas refuses are taken out of the pair first.
ExpectedRows settle_rows(SchemaPair& pair, Subject& subject);

// What differs, in columns whose values are no matter of chance; empty if nothing does.
std::string rows_difference(const RowSet& expected, const RowSet& found, const KeyedSchema& schema,
                            const KeyedSchema& other, const Subject& subject);

} // namespace migrate::test
