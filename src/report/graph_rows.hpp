// What all pictures of a listing share: its edges as numbers of rows, and the words at a node.
#pragma once

#include "migrate/commands.hpp"
#include "report/lanes.hpp"

#include <string>
#include <vector>

namespace migrate::report {

// The edges between listed revisions; the order is the listing's, newest first.
std::vector<LaneRow> rows_of(const std::vector<commands::RevisionEntry>& entries);

// The labels declared there, at a head the inherited ones too; "head", "current", "pending" and
// "needs a, b".
std::vector<std::string> picture_marks(const commands::RevisionEntry& entry);

} // namespace migrate::report
