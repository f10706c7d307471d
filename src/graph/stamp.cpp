// stamp: version rows without running anything.
#include <algorithm>
#include <set>

#include "graph/messages.hpp"
#include "graph/resolve.hpp"

namespace migrate {

namespace {

using Names = std::set<std::string>;

// What `base` takes out of the table: the lineage of its branch, or everything.
RevisionSet below_base(const RevisionGraph& graph, const TargetPoint& point) {
    if (point.branch.empty()) {
        return graph.closure(graph.real_heads());
    }
    const RevisionIndex branch = graph::resolve_branch(graph, point.branch);
    return graph.lineage({&branch, 1}, Edges::all);
}

void check_apart(const RevisionGraph& graph, const std::vector<RevisionIndex>& targets) {
    const std::vector<RevisionIndex> tips = graph.maximal(graph.closure(targets));
    for (const RevisionIndex i : targets) {
        if (std::find(tips.begin(), tips.end(), i) == tips.end()) {
            throw Error(ErrorCode::usage, "cannot stamp " + graph.id(i) +
                                              " together with a revision that comes after it: " +
                                              graph::listed(graph, targets))
                .help("the later one says that the earlier is applied: leave out " + graph.id(i));
        }
    }
}

VersionChange difference(const Names& before, const Names& after) {
    std::vector<std::string> gone, come;
    std::set_difference(before.begin(), before.end(), after.begin(), after.end(),
                        std::back_inserter(gone));
    std::set_difference(after.begin(), after.end(), before.begin(), before.end(),
                        std::back_inserter(come));
    VersionChange change;
    if (!gone.empty() && !come.empty()) {
        change.updated = {gone.back(), come.front()};
        gone.pop_back();
        come.erase(come.begin());
    }
    change.removed = std::move(gone);
    change.added = std::move(come);
    return change;
}

} // namespace

StampPlan plan_stamp(const RevisionGraph& graph, const std::vector<std::string>& rows,
                     const std::vector<std::string>& targets, bool purge) {
    const std::vector<RevisionIndex> current =
        purge ? std::vector<RevisionIndex>() : resolve_rows(graph, rows);
    RevisionSet kept(graph.size());
    for (const RevisionIndex row : current) {
        kept.insert(row);
    }
    std::vector<RevisionIndex> stamped;
    for (const std::string& text : targets) {
        const TargetPoint point = parse_point(text, "stamp");
        const std::vector<RevisionIndex> named = resolve_revisions(graph, point);
        if (point.name == "base") {
            kept -= below_base(graph, point);
        }
        for (const RevisionIndex i : named) {
            if (std::find(stamped.begin(), stamped.end(), i) == stamped.end()) {
                stamped.push_back(i);
                kept -= graph.lineage({&i, 1}, Edges::all);
            }
        }
    }
    check_apart(graph, stamped);
    for (const RevisionIndex i : stamped) {
        kept.insert(i);
    }
    const std::vector<std::string> after = graph.ids(kept.members());
    const Names before(rows.begin(), rows.end());
    StampPlan plan{rows, difference(before, Names(after.begin(), after.end())), after};
    std::sort(plan.rows_before.begin(), plan.rows_before.end());
    return plan;
}

} // namespace migrate
