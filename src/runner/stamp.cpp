#include "runner/guarded_transaction.hpp"
#include "runner/journal.hpp"
#include "runner/lock.hpp"
#include "runner/own_tables.hpp"
#include "runner/tell_waiting.hpp"
#include "util/random_id.hpp"
#include "util/text.hpp"

#include <algorithm>

namespace migrate::runner {

namespace {

// The targets as they are, whether a file has them or not.
StampPlan forced(const std::vector<std::string>& rows, std::vector<std::string> targets) {
    StampPlan plan{rows, {}, {}};
    std::erase(targets, "base");
    std::ranges::sort(targets);
    const auto repeated = std::ranges::unique(targets);
    targets.erase(repeated.begin(), repeated.end());
    std::ranges::set_difference(rows, targets, std::back_inserter(plan.change.removed));
    std::ranges::set_difference(targets, rows, std::back_inserter(plan.change.added));
    plan.rows_after = std::move(targets);
    return plan;
}

bool all_known(const RevisionGraph& graph, const std::vector<std::string>& ids) {
    return std::ranges::all_of(ids,
                               [&](const std::string& id) { return graph.find(id).has_value(); });
}

// `force` is for ids that no file has; where the files know better, they decide.
StampPlan plan_of(const RevisionGraph& graph, const std::vector<std::string>& rows,
                  const std::vector<std::string>& targets, bool purge, bool force) {
    if (!force || (purge || all_known(graph, rows)))
        try {
            return plan_stamp(graph, rows, targets, purge);
        } catch (const Error&) {
            if (!force)
                throw;
        }
    return forced(rows, targets);
}

void refuse_unfinished(Journal& journal) {
    if (!journal.exists())
        return;
    const std::vector<JournalRow> rows = journal.unfinished();
    if (rows.empty())
        return;
    throw Error(ErrorCode::failed,
                "revision " + rows.front().revision + " is half done; the version was not changed")
        .help("finish it with migrate upgrade, or stamp all the same: --force");
}

} // namespace

StampResult stamp(const RunContext& context, const std::vector<std::string>& targets, bool purge,
                  bool force, const Settings& settings) {
    const Walk walk = walk_of(context, settings);
    const TellWaiting waiting(walk);
    const std::unique_ptr<RunLock> lock = take_session_lock(walk);
    Journal journal(walk);
    if (!force)
        refuse_unfinished(journal);
    OwnTables tables(context.connection, context.dialect, settings);
    if (!context.dialect.capabilities().transactional_ddl)
        tables.ensure(); // it would end the transaction
    GuardedTransaction transaction(walk, false);
    tables.ensure();
    const std::vector<std::string> rows = tables.version.rows();
    const StampPlan plan = plan_of(walk.graph, rows, targets, purge, force);
    if (!plan.change.empty()) {
        tables.version.change(plan.change);
        const std::string run_id = RandomIds().next();
        for (const std::string& row : plan.rows_after)
            if (!std::ranges::binary_search(rows, row))
                tables.log.write({row, "stamp", "", "", {}, "ok", settings.tag, run_id},
                                 context.clock.now());
    }
    transaction.commit();
    return {rows, plan.rows_after};
}

std::vector<UnfinishedStep> unfinished_steps(Connection& connection, const Dialect& dialect,
                                             const Settings& settings) {
    struct Quiet : Observer {
        void on(const Event& /*event*/) override {}
    } quiet;
    const RevisionGraph graph;
    const SystemClock clock;
    const Walk walk{connection, dialect, graph, clock, quiet, settings, nullptr, nullptr};
    Journal journal(walk);
    std::vector<UnfinishedStep> steps;
    if (!journal.exists())
        return steps;
    for (const JournalRow& row : journal.unfinished())
        if (!row.settled() && row.step > 0)
            steps.push_back({row.seq, row.revision, row.direction, row.step, row.description,
                             row.state, row.started_at});
    return steps;
}

void resolve(const RunContext& context, long long seq, Resolution answer,
             const Settings& settings) {
    const Walk walk = walk_of(context, settings);
    const TellWaiting waiting(walk);
    const std::unique_ptr<RunLock> lock = take_session_lock(walk);
    Journal journal(walk);
    const auto row = journal.exists() ? journal.find(seq) : std::nullopt;
    if (!row)
        throw Error(ErrorCode::usage, "there is no step " + std::to_string(seq) + " to resolve")
            .help("migrate upgrade says which step it asks about");
    if (row->state != "started" && row->state != "failed")
        throw Error(ErrorCode::usage, "step " + std::to_string(seq) + " is " + row->state +
                                          ": there is nothing to resolve")
            .note("revision " + row->revision + ", step " + std::to_string(row->step) + ": " +
                  row->description);
    GuardedTransaction transaction(walk, false);
    switch (answer) {
    case Resolution::applied:
        journal.resolved(seq, "resolved", "applied");
        break;
    case Resolution::not_applied:
        journal.resolved(seq, "planned", "not applied");
        break;
    case Resolution::rerun:
        journal.resolved(seq, "planned", "rerun");
        break;
    }
    AuditLog log(context.connection, context.dialect, settings.version_table_schema,
                 settings.version_table);
    const char* words = answer == Resolution::applied       ? "applied"
                        : answer == Resolution::not_applied ? "not applied"
                                                            : "rerun";
    log.write({row->revision,
               "resolve",
               "step " + std::to_string(row->step) + ": " + words,
               "",
               {},
               "ok",
               settings.tag,
               row->run_id},
              context.clock.now());
    transaction.commit();
}

} // namespace migrate::runner
