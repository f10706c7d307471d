// Points to revisions: what the plans and the history share.
#pragma once

#include "migrate/graph.hpp"

namespace migrate::graph {

// A place on a line: a revision, or the ground below every base.
using Place = std::optional<RevisionIndex>;

// The steps of a point that has some.
inline std::int64_t steps_in(const TargetPoint& point) {
    return point.steps.value_or(0);
}

// How a walk ended: where it stood last, and whether the graph ended before the steps did.
struct Walk {
    Place place;
    bool too_far = false;
};

// X of X@...: a label, an id or a prefix.
RevisionIndex resolve_branch(const RevisionGraph& graph, const std::string& branch);

// A point whose name ends like steps, but is a declared label, is that label.
TargetPoint without_label_steps(const RevisionGraph& graph, const TargetPoint& point);

// The one place that branch@name names; none is base. Several are an error.
Place resolve_single(const RevisionGraph& graph, const TargetPoint& point);

// Steps along parents. Going up, `branch` chooses at forks; where more than one way is left,
// Error(usage).
Walk walk(const RevisionGraph& graph, Place start, const TargetPoint& point,
          const RevisionSet* branch);

// The walk from the place that the point names: `base-1` comes down from above the only head.
Walk walk_from_name(const RevisionGraph& graph, const TargetPoint& point);

// Targets of an upgrade from the given rows. `stop_at_end`: a walk that leaves the graph ends where
// the graph does.
std::vector<RevisionIndex> resolve_upgrade(const RevisionGraph& graph,
                                           const std::vector<RevisionIndex>& rows,
                                           const TargetPoint& point, bool stop_at_end = false);

// Where a downgrade ends. `line` keeps it to the children of the target that lie on the way to that
// revision.
struct DowngradeTarget {
    Place place;
    std::optional<RevisionIndex> line;
};
DowngradeTarget resolve_downgrade(const RevisionGraph& graph,
                                  const std::vector<RevisionIndex>& rows, const TargetPoint& point);

// The ends of the lines in what is applied, by parents: the rows and what they imply.
std::vector<RevisionIndex> applied_tips(const RevisionGraph& graph,
                                        const std::vector<RevisionIndex>& rows);

// Several revisions where one is wanted.
[[noreturn]] void throw_ambiguous(const RevisionGraph& graph, const std::string& message,
                                  std::span<const RevisionIndex> candidates,
                                  const std::string& help);

} // namespace migrate::graph
