#include "runner/undo.hpp"

#include "runner/guarded_transaction.hpp"
#include "runner/lock.hpp"
#include "runner/resume.hpp"
#include "runner/steps.hpp"

#include <algorithm>
#include <map>

namespace migrate::runner {

namespace {

// The schema that the files say there is once these rows are applied.
Database replay(const ScriptFolder& scripts, const Dialect& dialect,
                const std::vector<std::string>& rows) {
    const RevisionGraph& graph = scripts.graph();
    const std::vector<RevisionIndex> tips = resolve_rows(graph, rows);
    std::vector<RevisionIndex> order = graph.newest_first(graph.closure(tips));
    std::ranges::reverse(order);
    Database db;
    db.folding = dialect.capabilities().folding;
    for (RevisionIndex each : order)
        for (const Step& step : scripts.read(graph.id(each), dialect).upgrade) {
            dialect.follow(step.op, db);
            for (const Op& op : step.means)
                dialect.follow(op, db);
        }
    return db;
}

struct Undo {
    JournalUnit unit;
    std::vector<Op> inverse; // in the order to run them
};

[[noreturn]] void cannot_undo(const JournalUnit& unit, const PlannedRevision& revision) {
    throw Error(ErrorCode::failed, "step " + std::to_string(unit.step->number) + " of revision " +
                                       revision.id() + " cannot be taken back: " + unit.description)
        .at(unit.step->pos, unit.step->quoted_line)
        .note("it has no inverse that is known; nothing was changed")
        .help("finish the revision instead: migrate upgrade " + revision.id());
}

// What each done unit needs to be taken back, the last one first.
std::vector<Undo> inverses(const PlannedRevision& revision, const std::vector<JournalUnit>& units,
                           Database db, const Dialect& dialect) {
    std::vector<Undo> undo;
    for (const JournalUnit& unit : units) {
        if (!unit.step || !unit.done || std::holds_alternative<Assert>(unit.step->op))
            continue;
        const bool raw = !unit.step->means.empty() || unit.step->says_means;
        const std::vector<Op> ops = raw ? unit.step->means : std::vector<Op>{unit.step->op};
        Undo each{unit, {}};
        for (const Op& op : ops) {
            std::optional<Op> inverse = reverse(op, db);
            if (!inverse)
                cannot_undo(unit, revision);
            each.inverse.insert(each.inverse.begin(), std::move(*inverse));
            dialect.follow(op, db);
        }
        undo.insert(undo.begin(), std::move(each));
    }
    return undo;
}

void run_inverse(const Walk& walk, Journal& journal, LiveSchema& live, const Undo& undo) {
    std::vector<Step> steps;
    for (const Op& op : undo.inverse)
        steps.push_back({undo.unit.step->number,
                         op,
                         {},
                         {},
                         false,
                         undo.unit.step->pos,
                         undo.unit.step->quoted_line});
    GuardedTransaction transaction(walk, needs_guard(steps, walk.dialect));
    StepRunner runner(walk, live, "");
    for (const Step& step : steps)
        runner.run(step);
    journal.undone(undo.unit.seq);
    transaction.commit();
}

void undo_one(const Walk& walk, Journal& journal, const PlannedRevision& revision,
              const std::vector<JournalRow>& rows, Database db) {
    std::vector<JournalUnit> units = units_of(revision, walk);
    match(units, rows);
    LiveSchema live(walk);
    for (const Undo& undo : inverses(revision, units, std::move(db), walk.dialect))
        run_inverse(walk, journal, live, undo);
    GuardedTransaction transaction(walk, false);
    for (const JournalRow& row : rows)
        if (row.state != "undone")
            journal.undone(row.seq);
    journal.run_ended(rows.front().run_id, "undone", {});
    transaction.commit();
}

} // namespace

RunResult undo_partial(const Walk& walk, const ScriptFolder& scripts,
                       std::vector<std::string> rows) {
    RunResult result{Direction::down, rows, rows, {}, false};
    Journal journal(walk);
    if (!journal.exists())
        return result;
    const std::unique_ptr<RunLock> lock = run_lock(walk.connection, walk.dialect, walk.settings);
    if (lock)
        take(*lock, walk);
    std::map<std::string, std::vector<JournalRow>> unfinished;
    for (JournalRow& row : journal.unfinished()) {
        if (row.direction == Direction::down)
            throw Error(ErrorCode::failed, "the downgrade of " + row.revision +
                                               " is half done, and cannot be taken back")
                .help("finish it: migrate downgrade");
        unfinished[row.revision].push_back(std::move(row));
    }
    std::vector<PlannedRevision> plan;
    for (const auto& [id, unused] : unfinished)
        plan.push_back({scripts.read(id, walk.dialect), Direction::up, {}});
    settle(walk, journal, plan);
    for (const PlannedRevision& revision : plan) {
        std::vector<JournalRow> left = journal.unfinished();
        std::erase_if(left, [&](const auto& row) { return row.revision != revision.id(); });
        if (left.empty())
            continue;
        undo_one(walk, journal, revision, left, replay(scripts, walk.dialect, rows));
        result.revisions.push_back(
            {revision.id(), revision.revision.header.message, {}, false, {}});
    }
    return result;
}

} // namespace migrate::runner
