// What has to change in one table that is on both sides, sorted by the order in which the parts of
// one ALTER take effect: what is in the way goes first, columns go last.
#pragma once

#include "diff/context.hpp"

#include <vector>

namespace migrate::diff {

struct PlannedClause {
    TableClause clause;
    std::vector<std::string> comments;
};
using PlannedClauses = std::vector<PlannedClause>;

struct TableChanges {
    const Table& from;
    const Table& to;

    PlannedClauses drop_indexes, drop_constraints, add_columns, alter_columns, alter_constraints,
        add_constraints, alter_indexes, create_indexes, drop_columns;
    AlterTable options;                 // clauses stay empty here
    std::vector<PlannedOp> ahead;       // what stands on a column as it was
    std::vector<PlannedOp> validations; // of constraints that were not valid
    std::vector<PlannedOp> beside;      // what no ALTER of several changes holds: triggers, parts

    TableChanges(const Table& before, const Table& after) : from(before), to(after) {
        options.name = before.name;
    }
};

} // namespace migrate::diff
