// Which revisions run, in which order, and how each step changes the version rows.
#include <algorithm>

#include "graph/messages.hpp"
#include "graph/resolve.hpp"
#include "util/text.hpp"

namespace migrate {

namespace {

std::vector<std::string> sorted(std::vector<std::string> rows) {
    std::sort(rows.begin(), rows.end());
    return rows;
}

void check_no_row_twice(const std::vector<std::string>& rows) {
    const auto in_order = sorted(rows);
    const auto twice = std::adjacent_find(in_order.begin(), in_order.end());
    if (twice != in_order.end()) {
        throw Error(ErrorCode::failed, "the version table holds " + *twice + " more than once")
            .help("set the version anew: `stamp --purge " + *twice + "`");
    }
}

// Rows that other rows stand on say nothing, and a step could not tell which of them it replaces.
void check_no_row_below_another(const RevisionGraph& graph,
                                const std::vector<RevisionIndex>& rows) {
    const RevisionSet applied = graph.closure(rows);
    const std::vector<RevisionIndex> tips = graph.maximal(applied);
    for (const RevisionIndex row : rows) {
        if (std::find(tips.begin(), tips.end(), row) == tips.end()) {
            throw Error(ErrorCode::failed,
                        "the version table holds " + graph.id(row) +
                            " beside a revision that comes after it (its rows: " +
                            graph::listed(graph, rows) + ")")
                .help("set the version anew: `stamp --purge " + text::join(graph.ids(tips), " ") +
                      "`");
        }
    }
}

// Replaces some rows by others: one of them in place.
VersionChange change(std::vector<std::string> gone, std::vector<std::string> come) {
    VersionChange result;
    if (!gone.empty() && !come.empty()) {
        result.updated = {gone.back(), come.front()};
        gone.pop_back();
        come.erase(come.begin());
    }
    result.removed = std::move(gone);
    result.added = std::move(come);
    return result;
}

// Follows the rows through the steps of a plan.
class Rows {
  public:
    Rows(const RevisionGraph& graph, const std::vector<RevisionIndex>& rows)
        : graph_(graph),
          applied_(graph.closure(rows)),
          rows_(graph.size()),
          users_(graph.size(), 0) {
        for (const RevisionIndex row : rows) {
            rows_.insert(row);
        }
        for (const RevisionIndex i : applied_.members()) {
            for (const RevisionIndex below : graph.below(i)) {
                ++users_[below];
            }
        }
    }

    const RevisionSet& applied() const { return applied_; }

    VersionChange up(RevisionIndex i) {
        std::vector<std::string> gone;
        for (const RevisionIndex below : graph_.below(i)) {
            if (rows_.contains(below)) {
                rows_.erase(below);
                gone.push_back(graph_.id(below));
            }
        }
        rows_.insert(i);
        return change(std::move(gone), {graph_.id(i)});
    }

    VersionChange down(RevisionIndex i) {
        std::vector<std::string> gone;
        if (rows_.contains(i)) {
            rows_.erase(i);
            gone.push_back(graph_.id(i));
        }
        std::vector<std::string> come;
        for (const RevisionIndex below : graph_.below(i)) {
            if (--users_[below] == 0 && rows_.insert(below)) {
                come.push_back(graph_.id(below));
            }
        }
        return change(std::move(gone), std::move(come));
    }

    // Rows that others stand on go before the first step down: what remains is the rule.
    std::vector<std::string> drop_redundant() {
        std::vector<std::string> gone;
        for (const RevisionIndex i : rows_.members()) {
            if (users_[i] != 0) {
                rows_.erase(i);
                gone.push_back(graph_.id(i));
            }
        }
        return gone;
    }

    std::vector<std::string> ids() const { return graph_.ids(rows_.members()); }

  private:
    const RevisionGraph& graph_;
    RevisionSet applied_;
    RevisionSet rows_;
    std::vector<std::uint32_t> users_; // how many applied revisions stand directly on each
};

// The revisions that a downgrade takes back first among equals: those right above the target.
std::vector<RevisionIndex> first_above(const RevisionGraph& graph,
                                       const graph::DowngradeTarget& target,
                                       const TargetPoint& point) {
    const auto all = target.place ? graph.children(*target.place) : std::span(graph.bases());
    std::vector<RevisionIndex> first(all.begin(), all.end());
    if (!target.line || first.size() < 2) {
        return first;
    }
    const RevisionIndex line = *target.line;
    const RevisionSet ancestors = graph.closure({&line, 1}, Edges::parents);
    std::erase_if(first, [&](RevisionIndex i) { return !ancestors.contains(i); });
    if (first.empty()) {
        Error error(ErrorCode::usage, "\"" + to_string(point) +
                                          "\" is not clear: the branch forks above " +
                                          (target.place ? graph.id(*target.place) : "base") +
                                          ", and " + graph.id(line) + " does not say which way");
        graph::note_each(error, graph, all);
        throw error.help("name the branch by a label or revision above the fork, or leave out the "
                         "@ to take all back");
    }
    return first;
}

[[noreturn]] void throw_not_applied(const RevisionGraph& graph, RevisionIndex target,
                                    const std::vector<RevisionIndex>& rows) {
    Error error(ErrorCode::failed,
                "cannot go down to " + graph::described(graph, target) + ": it is not applied");
    error.note(rows.empty() ? "no revision is applied"
                            : "the database is at " + graph::listed(graph, rows));
    throw error.help("`upgrade " + graph.id(target) + "` goes up to it");
}

} // namespace

std::vector<std::string> apply_change(std::vector<std::string> rows, const VersionChange& change) {
    std::erase_if(rows, [&](const std::string& row) {
        const bool removed =
            std::find(change.removed.begin(), change.removed.end(), row) != change.removed.end();
        return removed || (change.updated && row == change.updated->first);
    });
    rows.insert(rows.end(), change.added.begin(), change.added.end());
    if (change.updated) {
        rows.push_back(change.updated->second);
    }
    return sorted(std::move(rows));
}

Plan plan_upgrade(const RevisionGraph& graph, const std::vector<std::string>& rows,
                  const TargetPoint& target) {
    const std::vector<RevisionIndex> current = resolve_rows(graph, rows);
    check_no_row_twice(rows);
    check_no_row_below_another(graph, current);
    Rows state(graph, current);
    RevisionSet missing = graph.closure(graph::resolve_upgrade(graph, current, target));
    missing -= state.applied();
    std::vector<RevisionIndex> order = graph.newest_first(missing);
    std::reverse(order.begin(), order.end());
    Plan plan{sorted(rows), {}, {}};
    for (const RevisionIndex i : order) {
        plan.steps.push_back({i, Direction::up, state.up(i)});
    }
    plan.rows_after = state.ids();
    return plan;
}

Plan plan_downgrade(const RevisionGraph& graph, const std::vector<std::string>& rows,
                    const TargetPoint& point) {
    const std::vector<RevisionIndex> current = resolve_rows(graph, rows);
    check_no_row_twice(rows);
    const graph::DowngradeTarget target = graph::resolve_downgrade(graph, current, point);
    Rows state(graph, current);
    if (target.place && !state.applied().contains(*target.place)) {
        throw_not_applied(graph, *target.place, current);
    }
    RevisionSet leaving = graph.descendants(first_above(graph, target, point));
    leaving &= state.applied();
    Plan plan{sorted(rows), {}, {}};
    if (leaving.empty()) {
        plan.rows_after = plan.rows_before;
        return plan;
    }
    std::vector<std::string> redundant = state.drop_redundant();
    for (const RevisionIndex i : graph.newest_first(leaving)) {
        plan.steps.push_back({i, Direction::down, state.down(i)});
    }
    VersionChange& first = plan.steps.front().change;
    first.removed.insert(first.removed.begin(), redundant.begin(), redundant.end());
    plan.rows_after = state.ids();
    return plan;
}

Plan plan_upgrade(const RevisionGraph& graph, const std::vector<std::string>& rows,
                  std::string_view target) {
    return plan_upgrade(graph, rows, parse_point(target, "upgrade"));
}

Plan plan_downgrade(const RevisionGraph& graph, const std::vector<std::string>& rows,
                    std::string_view target) {
    return plan_downgrade(graph, rows, parse_point(target, "downgrade"));
}

} // namespace migrate
