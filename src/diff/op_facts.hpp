// What one operation gives and takes, for the order: keys of objects that others stand on.
#pragma once

#include "diff/context.hpp"

#include <string>
#include <vector>

namespace migrate::diff {

struct OpFacts {
    std::vector<std::string> creates, drops;  // keys of fact_keys.hpp
    std::vector<std::string> needs, releases; // keys that the new, the old definition stands on
    std::vector<std::string> soft_needs, soft_releases; // where a cycle may ignore it
    std::vector<std::string> new_texts, old_texts;      // SQL whose names say the rest
    bool reads_types = false; // and mean another thing where a column gets another type
    std::string owner;        // key of the table that the texts' bare columns are of
    std::string table;        // whose steps keep their order among themselves
};

OpFacts facts_of(const Context& context, const Op& op);

} // namespace migrate::diff
