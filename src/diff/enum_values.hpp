// New values of enums, where they can be used only after the commit of what adds them.
#pragma once

#include "diff/context.hpp"

#include <vector>

namespace migrate::diff {

// Marks each step that adds a value which a later one names: it has to run outside of the
// transaction that the later one runs in.
void separate_new_values(const Context& context, std::vector<PlannedOp>& ops);

// The old and the new name of the one value that differs, where they stand in the same place and
// are spelled so much alike that one of them is the other's new name. Empty where it is not so.
std::vector<std::pair<std::string, std::string>> renamed_value(const EnumType& from,
                                                               const EnumType& to);

} // namespace migrate::diff
