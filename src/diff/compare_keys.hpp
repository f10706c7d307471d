// Primary key, unique constraints, checks and foreign keys of a table that is on both sides.
//
// Parts match by name; a nameless part of the wanted side matches a part of the same definition,
// whatever its name. Where a part is written, in its column or on its own, means nothing.
#pragma once

#include "diff/table_changes.hpp"

namespace migrate::diff {

void compare_primary_key(const Context& context, TableChanges& changes);
void compare_uniques(const Context& context, TableChanges& changes);
void compare_checks(const Context& context, TableChanges& changes);
void compare_foreign_keys(const Context& context, TableChanges& changes);

// An implicit target is the primary key of the referred table.
std::vector<std::string> referred_columns(const ForeignKey& key, const Table* target);

} // namespace migrate::diff
