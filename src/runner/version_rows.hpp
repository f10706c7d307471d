// What a revision does to version rows that are not those the plan was made with.
#pragma once

#include "migrate/graph.hpp"

namespace migrate::runner {

// How the rows change when the revision is run now; nullopt when another runner has done it
// already. Throws Error(failed) when what it stands on is no longer applied, or what stands on it
// is.
std::optional<VersionChange> change_now(const RevisionGraph& graph,
                                        const std::vector<std::string>& rows, const std::string& id,
                                        Direction direction);

} // namespace migrate::runner
