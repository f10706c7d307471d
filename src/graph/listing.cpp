// What `current` and `history` list.
#include <algorithm>

#include "graph/messages.hpp"
#include "graph/resolve.hpp"

namespace migrate {

namespace {

bool is_current(const std::optional<TargetPoint>& point) {
    return point && *point == TargetPoint{{}, "current", std::nullopt};
}

// The last N steps below each head, by parents; at a merge, on every line.
RevisionSet last_steps(const RevisionGraph& graph, const TargetPoint& point) {
    std::vector<RevisionIndex> level = graph.real_heads();
    if (!point.branch.empty()) {
        const RevisionIndex branch = graph::resolve_branch(graph, point.branch);
        const RevisionSet lineage = graph.lineage({&branch, 1});
        std::erase_if(level, [&](RevisionIndex i) { return !lineage.contains(i); });
    }
    RevisionSet found(graph.size());
    for (const RevisionIndex head : level) {
        found.insert(head);
    }
    for (std::int64_t left = -graph::steps_in(point); left > 0 && !level.empty(); --left) {
        std::vector<RevisionIndex> next;
        for (const RevisionIndex i : level) {
            for (const RevisionIndex parent : graph.parents(i)) {
                if (found.insert(parent)) {
                    next.push_back(parent);
                }
            }
        }
        level = std::move(next);
    }
    return found;
}

// What the start of a range leaves of the revisions below its end.
class RangeStart {
  public:
    RangeStart(const RevisionGraph& graph, const std::vector<std::string>& rows,
               const std::optional<TargetPoint>& start)
        : graph_(graph) {
        if (!start) {
            return;
        }
        const TargetPoint point = graph::without_label_steps(graph, *start);
        if (is_current(point)) {
            revisions_ = resolve_rows(graph, rows);
        } else if (point.name.empty() && point.steps && graph::steps_in(point) < 0) {
            last_ = last_steps(graph, point);
        } else {
            revisions_ = resolve_revisions(graph, point);
            named_base_ = point.name == "base" && !point.branch.empty();
            branch_ = point.branch;
        }
    }

    const std::vector<RevisionIndex>& revisions() const { return revisions_; }

    // LABEL@base as the start keeps the ends that are on the branch.
    std::vector<RevisionIndex> ends_kept(std::vector<RevisionIndex> ends) const {
        if (named_base_) {
            const RevisionIndex branch = graph::resolve_branch(graph_, branch_);
            const RevisionSet lineage = graph_.lineage({&branch, 1});
            std::erase_if(ends, [&](RevisionIndex i) { return !lineage.contains(i); });
        }
        return ends;
    }

    // Cuts `below_end` to the range; false when the start is not below the end.
    bool cut(RevisionSet& below_end) const {
        if (last_) {
            below_end &= *last_;
            return !below_end.empty();
        }
        if (revisions_.empty()) {
            return true;
        }
        if (std::any_of(revisions_.begin(), revisions_.end(),
                        [&](RevisionIndex i) { return !below_end.contains(i); })) {
            return false;
        }
        below_end -= graph_.closure(revisions_);
        for (const RevisionIndex i : revisions_) {
            below_end.insert(i);
        }
        below_end &= graph_.descendants(revisions_, Edges::parents);
        return true;
    }

  private:
    const RevisionGraph& graph_;
    std::vector<RevisionIndex> revisions_;
    std::optional<RevisionSet> last_;
    bool named_base_ = false;
    std::string branch_;
};

} // namespace

std::vector<CurrentTip> current_tips(const RevisionGraph& graph,
                                     const std::vector<std::string>& rows) {
    const std::vector<RevisionIndex> current = resolve_rows(graph, rows);
    std::vector<CurrentTip> tips;
    tips.reserve(current.size());
    for (const RevisionIndex row : current) {
        tips.push_back({row, false});
    }
    for (const RevisionIndex i : graph::applied_tips(graph, current)) {
        if (std::find(current.begin(), current.end(), i) == current.end()) {
            tips.push_back({i, true});
        }
    }
    return tips;
}

bool is_at_heads(const RevisionGraph& graph, const std::vector<std::string>& rows) {
    return graph.closure(resolve_rows(graph, rows)).size() == graph.size();
}

std::vector<RevisionIndex> history_range(const RevisionGraph& graph,
                                         const std::vector<std::string>& rows,
                                         const TargetRange& range) {
    const RangeStart start(graph, rows, range.start);
    std::vector<RevisionIndex> ends = graph.real_heads();
    if (is_current(range.end)) {
        ends = resolve_rows(graph, rows);
    } else if (range.end) {
        ends = graph::resolve_upgrade(graph, start.revisions(), *range.end, true);
    }
    RevisionSet listed = graph.closure(start.ends_kept(std::move(ends)));
    if (!start.cut(listed)) {
        throw Error(ErrorCode::usage, "the range \"" + to_string(Target(range)) +
                                          "\" is empty: its start is not below its end")
            .help("write the older revision first: START:END");
    }
    return graph.newest_first(listed);
}

} // namespace migrate
