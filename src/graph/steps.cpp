// Relative targets: +N, -N, rev+N, branch@-N.
#include <algorithm>

#include "graph/messages.hpp"
#include "graph/resolve.hpp"
#include "util/text.hpp"

namespace migrate::graph {

namespace {

std::string ground_or(const RevisionGraph& graph, Place place) {
    return place ? graph.id(*place) : std::string("base");
}

std::vector<RevisionIndex> ways_up(const RevisionGraph& graph, Place from,
                                   const RevisionSet* branch) {
    const std::span<const RevisionIndex> all =
        from ? graph.children(*from) : std::span(graph.bases());
    std::vector<RevisionIndex> ways(all.begin(), all.end());
    if (branch != nullptr) {
        std::erase_if(ways, [&](RevisionIndex i) { return !branch->contains(i); });
    }
    return ways;
}

[[noreturn]] void throw_fork(const RevisionGraph& graph, const TargetPoint& point, Place from,
                             std::span<const RevisionIndex> ways, bool up) {
    throw_ambiguous(graph,
                    "\"" + to_string(point) + "\" is not clear: " + std::to_string(ways.size()) +
                        " ways lead " + (up ? "up" : "down") + " from " + ground_or(graph, from),
                    ways,
                    up ? "name a branch, as in LABEL@" + to_string({{}, point.name, point.steps}) +
                             ", or the revision itself"
                       : "name the revision itself");
}

Error too_far(const TargetPoint& point, Place end, const RevisionGraph& graph) {
    const bool up = steps_in(point) > 0;
    std::string why = "it goes below the first revision";
    if (up) {
        why = end ? "nothing comes after " + graph.id(*end)
                  : std::string("there is no revision to go up to");
    }
    Error error(ErrorCode::usage, "\"" + to_string(point) + "\" leads out of the history: " + why);
    error.help(up ? "`head` is as far up as there is" : "`downgrade base` takes everything back");
    return error;
}

Error wrong_way(const TargetPoint& point, const std::string& why, const std::string& help) {
    return Error(ErrorCode::usage, "\"" + to_string(point) + "\" " + why).help(help);
}

std::optional<RevisionSet> branch_of(const RevisionGraph& graph, const TargetPoint& point) {
    if (point.branch.empty()) {
        return std::nullopt;
    }
    const RevisionIndex named = resolve_branch(graph, point.branch);
    return graph.lineage({&named, 1});
}

std::vector<RevisionIndex> members_of(std::vector<RevisionIndex> list, const RevisionSet& set) {
    std::erase_if(list, [&](RevisionIndex i) { return !set.contains(i); });
    std::sort(list.begin(), list.end());
    list.erase(std::unique(list.begin(), list.end()), list.end());
    return list;
}

// Where `+N` counts from: the row; on a branch, the row in its lineage, else the newest applied
// revision there.
Place start_of_upgrade(const RevisionGraph& graph, const std::vector<RevisionIndex>& rows,
                       const TargetPoint& point, const RevisionSet* branch) {
    RevisionSet everything(graph.size());
    for (const RevisionIndex row : rows) {
        everything.insert(row);
    }
    std::vector<RevisionIndex> starts = members_of(rows, branch != nullptr ? *branch : everything);
    if (starts.empty() && branch != nullptr) {
        RevisionSet applied = graph.closure(rows);
        applied &= *branch;
        starts = graph.maximal(applied);
    }
    if (starts.size() > 1) {
        throw_ambiguous(graph,
                        "\"" + to_string(point) + "\" is not clear: it could count from " +
                            std::to_string(starts.size()) + " current revisions",
                        starts,
                        "name one, as in " + graph.id(starts.front()) +
                            to_string({{}, {}, point.steps}) + ", or a branch, as in LABEL@" +
                            to_string({{}, {}, point.steps}));
    }
    return starts.empty() ? Place() : Place(starts.front());
}

// The row that `-N` goes down from. With several rows nothing says which was meant.
RevisionIndex start_of_downgrade(const RevisionGraph& graph, const std::vector<RevisionIndex>& rows,
                                 const TargetPoint& point) {
    const auto branch = branch_of(graph, point);
    std::vector<RevisionIndex> starts = rows;
    if (branch) {
        starts = members_of(rows, *branch);
        if (starts.empty()) {
            starts = members_of(applied_tips(graph, rows), *branch);
        }
    }
    if (starts.empty()) {
        throw Error(ErrorCode::failed, "\"" + to_string(point) + "\" has nothing to take back: " +
                                           (branch ? "no revision of that branch is applied"
                                                   : "no revision is applied"))
            .help("`current` shows what is applied");
    }
    if (starts.size() > 1) {
        throw_ambiguous(graph,
                        "\"" + to_string(point) + "\" is not clear: the database is at " +
                            std::to_string(starts.size()) + " revisions",
                        starts,
                        "name one, as in " + graph.id(starts.front()) + "@" +
                            to_string({{}, {}, point.steps}) +
                            ", or give the revision to go down to");
    }
    return starts.front();
}

} // namespace

std::vector<RevisionIndex> applied_tips(const RevisionGraph& graph,
                                        const std::vector<RevisionIndex>& rows) {
    const RevisionSet applied = graph.closure(rows);
    std::vector<RevisionIndex> tips = applied.members();
    std::erase_if(tips, [&](RevisionIndex i) {
        const auto children = graph.children(i);
        return std::any_of(children.begin(), children.end(),
                           [&](RevisionIndex c) { return applied.contains(c); });
    });
    return tips;
}

Walk walk(const RevisionGraph& graph, Place start, const TargetPoint& point,
          const RevisionSet* branch) {
    Walk at{start};
    const bool up = steps_in(point) > 0;
    for (std::int64_t left = std::abs(steps_in(point)); left > 0; --left) {
        if (!up && !at.place) {
            at.too_far = true;
            return at;
        }
        const auto parents = up ? std::span<const RevisionIndex>() : graph.parents(*at.place);
        const std::vector<RevisionIndex> ways =
            up ? ways_up(graph, at.place, branch)
               : std::vector<RevisionIndex>(parents.begin(), parents.end());
        if (ways.size() > 1) {
            throw_fork(graph, point, at.place, ways, up);
        }
        if (ways.empty() && up) {
            at.too_far = true;
            return at;
        }
        at.place = ways.empty() ? Place() : Place(ways.front());
    }
    return at;
}

Walk walk_from_name(const RevisionGraph& graph, const TargetPoint& point) {
    const Place start = resolve_single(graph, point);
    const auto branch = branch_of(graph, point);
    if (start || steps_in(point) >= 0 || point.name != "base") {
        return walk(graph, start, point, branch ? &*branch : nullptr);
    }
    TargetPoint from_head = point; // above all heads stands base again
    from_head.name = "head";
    from_head.steps = steps_in(point) + 1;
    return walk(graph, resolve_single(graph, from_head), from_head, nullptr);
}

std::vector<RevisionIndex> resolve_upgrade(const RevisionGraph& graph,
                                           const std::vector<RevisionIndex>& rows,
                                           const TargetPoint& written, bool stop_at_end) {
    const TargetPoint point = without_label_steps(graph, written);
    if (!point.steps) {
        return resolve_revisions(graph, point);
    }
    Walk end;
    if (point.name.empty()) {
        if (steps_in(point) <= 0) {
            throw wrong_way(point, "does not lead up", "an upgrade takes +1, +2, ...");
        }
        const auto branch = branch_of(graph, point);
        const RevisionSet* limit = branch ? &*branch : nullptr;
        end = walk(graph, start_of_upgrade(graph, rows, point, limit), point, limit);
    } else {
        end = walk_from_name(graph, point);
    }
    const bool on_ground = !end.place && steps_in(point) != 0;
    if ((end.too_far || on_ground) && !stop_at_end) {
        throw too_far(point, end.place, graph);
    }
    return end.place ? std::vector<RevisionIndex>{*end.place} : std::vector<RevisionIndex>();
}

DowngradeTarget resolve_downgrade(const RevisionGraph& graph,
                                  const std::vector<RevisionIndex>& rows,
                                  const TargetPoint& written) {
    const TargetPoint point = without_label_steps(graph, written);
    DowngradeTarget target;
    if (!point.branch.empty()) {
        target.line = resolve_branch(graph, point.branch);
    }
    if (!point.steps) {
        target.place = resolve_single(graph, point);
        return target;
    }
    Walk end;
    if (point.name.empty()) {
        if (steps_in(point) >= 0) {
            throw wrong_way(point, "does not lead down", "a downgrade takes -1, -2, ...");
        }
        target.line = start_of_downgrade(graph, rows, point);
        end = walk(graph, target.line, point, nullptr);
    } else {
        end = walk_from_name(graph, point);
    }
    if (end.too_far) {
        throw too_far(point, end.place, graph);
    }
    target.place = end.place;
    return target;
}

} // namespace migrate::graph
