#include "runner/version_rows.hpp"

#include "migrate/error.hpp"

#include <algorithm>

namespace migrate::runner {

namespace {

// The smallest change from one set of rows to another; a row that goes and one that comes are one
// row that moves.
VersionChange difference(const std::vector<std::string>& from, const std::vector<std::string>& to) {
    VersionChange change;
    std::ranges::set_difference(from, to, std::back_inserter(change.removed));
    std::ranges::set_difference(to, from, std::back_inserter(change.added));
    if (!change.removed.empty() && !change.added.empty()) {
        change.updated.emplace(change.removed.front(), change.added.front());
        change.removed.erase(change.removed.begin());
        change.added.erase(change.added.begin());
    }
    return change;
}

[[noreturn]] void overtaken(const std::string& id, const std::string& why) {
    throw Error(ErrorCode::failed, "revision " + id + " cannot run any more: " + why)
        .note("another runner moved the database while this one was at work")
        .help("look where it stands now: migrate current");
}

} // namespace

std::optional<VersionChange> change_now(const RevisionGraph& graph,
                                        const std::vector<std::string>& rows, const std::string& id,
                                        Direction direction) {
    const RevisionIndex revision = graph.find(id).value();
    const std::vector<RevisionIndex> tips = resolve_rows(graph, rows);
    RevisionSet applied = graph.closure(tips);
    if (applied.contains(revision) == (direction == Direction::up))
        return std::nullopt;
    if (direction == Direction::up) {
        for (RevisionIndex below : graph.below(revision))
            if (!applied.contains(below))
                overtaken(id, "revision " + graph.id(below) + " below it is not applied any more");
        applied.insert(revision);
    } else {
        for (RevisionIndex above : graph.above(revision))
            if (applied.contains(above))
                overtaken(id, "revision " + graph.id(above) + " above it was applied");
        applied.erase(revision);
    }
    const std::vector<RevisionIndex> next = graph.maximal(applied);
    std::vector<std::string> next_rows = graph.ids(next);
    std::vector<std::string> present = rows;
    std::ranges::sort(next_rows);
    std::ranges::sort(present);
    return difference(present, next_rows);
}

} // namespace migrate::runner
