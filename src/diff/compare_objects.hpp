// Views, triggers, enums and raw objects.
#pragma once

#include "diff/table_changes.hpp"

namespace migrate::diff {

// Triggers of a table or view that is on both sides.
std::vector<PlannedOp> compare_triggers(const Context& context, const QualifiedName& owner,
                                        const std::vector<Trigger>& from,
                                        const std::vector<Trigger>& to);
std::vector<PlannedOp> compare_views(const Context& context);
std::vector<PlannedOp> compare_enums(const Context& context);
std::vector<PlannedOp> compare_raws(const Context& context);

PlannedOp planned(Op op, std::vector<std::string> comments = {});

} // namespace migrate::diff
