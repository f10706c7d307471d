// Renames: certain ones (renamed_from, --rename), and likely ones, which a person must confirm.
#pragma once

#include "diff/context.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace migrate::diff {

struct Renames {
    std::vector<PlannedOp> ops;    // in the order in which they run
    std::optional<Database> state; // the live schema after them; not set when there are none
    LiveNames live_names;
    std::vector<std::string> notes;                    // candidates that nobody confirmed
    std::map<std::string, std::string> column_options; // theirs, by the key of LiveNames::columns
    std::map<std::string, std::string> drop_comments;
};

// Throws Error(usage) for a hint that names what is not there.
Renames find_renames(const Database& live, const Database& model, const Dialect& dialect,
                     const Options& options, const Questions& questions);

// The renames taken back, after `state` was changed further. What took an old name meanwhile is
// dropped first. `state` is changed with them.
std::vector<PlannedOp> rename_back(const std::vector<PlannedOp>& renames, Database& state,
                                   const Dialect& dialect);

} // namespace migrate::diff
