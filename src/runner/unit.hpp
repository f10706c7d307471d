// What the journal has a row for: a step, a statement of a raw step, or the move of the version
// row.
#pragma once

#include "runner/plan.hpp"

namespace migrate::runner {

struct JournalUnit {
    const Step* step = nullptr; // null: the version row
    int statement = 0;          // of a raw step with several, from 1; 0: the whole step
    std::string sql;            // of a raw statement
    bool outside = false;       // of any transaction
    std::string description;
    std::string checksum; // of what it does
    // As the journal has it.
    long long seq = 0;
    bool done = false;
    bool alone = false; // marked transaction = false, in a transaction of its own all the same

    int step_number() const { return step ? step->number : 0; }
};

// In the order to run them; the last is the version row.
std::vector<JournalUnit> units_of(const PlannedRevision& revision, const Walk& walk);

} // namespace migrate::runner
