// Random pairs of schemas for one kind of database, valid by construction, with rows for the first
// that both accept; now and then with rows that the second refuses.
#pragma once

#include "property/keyed_schema.hpp"

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace migrate::test {

class Subject;

using RowText = std::map<std::string, std::string>; // column's key → SQL literal

struct SchemaPair {
    std::uint64_t seed = 0;
    KeyedSchema a, b;
    std::map<std::string, std::vector<RowText>> rows; // by the table's key
    std::map<std::string, Value> fills;               // by the column's key
    bool renames_by_hint = false;                     // else by renamed_from in the model
    bool hostile = false;                             // b refuses the rows
};

SchemaPair make_pair(const Subject& subject, std::uint64_t seed);

// Fills, rows and parts of objects that are no longer there go.
void repair(const Subject& subject, SchemaPair& pair);

} // namespace migrate::test
