#include "runner/runner.hpp"

#include "runner/journal.hpp"
#include "runner/lock.hpp"
#include "runner/own_tables.hpp"
#include "runner/prepare.hpp"
#include "runner/resume.hpp"
#include "runner/retry.hpp"
#include "runner/run_plan.hpp"
#include "runner/transaction_policy.hpp"
#include "runner/undo.hpp"
#include "runner/walk.hpp"
#include "util/random_id.hpp"
#include "util/signal.hpp"

#include <algorithm>

namespace migrate::runner {

namespace {

// Waiting is told about, and ends when a signal asks to.
class TellWaiting {
  public:
    explicit TellWaiting(const Walk& walk) : connection_(walk.connection) {
        connection_.on_wait([observer = &walk.observer](std::chrono::milliseconds waited) {
            observer->on(event::WaitingForLock{waited, ""});
            return stop_requested() == 0;
        });
        connection_.set_limits({walk.settings.lock_timeout, walk.settings.statement_timeout});
    }
    ~TellWaiting() { connection_.on_wait(nullptr); }
    TellWaiting(const TellWaiting&) = delete;
    TellWaiting& operator=(const TellWaiting&) = delete;

  private:
    Connection& connection_;
};

Plan plan_for(const RevisionGraph& graph, Direction direction, const std::vector<std::string>& rows,
              const std::string& target) {
    return direction == Direction::up ? plan_upgrade(graph, rows, target)
                                      : plan_downgrade(graph, rows, target);
}

bool needs_lock(const Walk& walk, const std::vector<PlannedRevision>& plan, bool unfinished) {
    return unfinished || std::ranges::any_of(plan, [&](const PlannedRevision& each) {
               return is_journaled(each, walk.dialect, walk.settings);
           });
}

DoneSteps done_steps(Journal& journal) {
    DoneSteps done;
    for (const JournalRow& row : journal.unfinished())
        if (row.settled())
            done.insert({row.revision, row.step});
    return done;
}

} // namespace

RunResult run_plan(const Walk& walk, const std::vector<PlannedRevision>& plan,
                   std::vector<std::string> rows) {
    check_policy(plan, walk.dialect, walk.settings);
    if (walk.settings.no_destructive)
        refuse_destructive(plan);
    const TellWaiting waiting(walk);
    Journal journal(walk);
    const bool unfinished = journal.exists() && !journal.unfinished().empty();
    std::unique_ptr<RunLock> lock;
    if (needs_lock(walk, plan, unfinished))
        lock = file_run_lock(walk.connection.url());
    if (lock)
        take(*lock, walk);
    if (unfinished)
        settle(walk, journal, plan);
    LiveSchema live(walk);
    check_steps(plan, walk, live, unfinished ? done_steps(journal) : DoneSteps{});
    if (plan.empty())
        return {Direction::up, rows, rows, {}, walk.settings.dry_run};
    return Walker(walk, live, std::move(rows), RandomIds().next()).run(plan);
}

RunResult run(const RunContext& context, Direction direction, const std::string& target,
              const Settings& settings) {
    const StopSignals signals;
    const Interrupter interrupter([](void* it) { static_cast<Connection*>(it)->interrupt(); },
                                  &context.connection);
    const Walk walk{context.connection,
                    context.dialect,
                    context.scripts.graph(),
                    context.clock,
                    context.observer,
                    settings,
                    [&](const std::string& id) { return context.scripts.checksum(id); },
                    sleep_unless_stopped};
    std::vector<std::string> rows = current_rows(context.connection, context.dialect, settings);
    if (settings.undo_partial)
        return undo_partial(walk, context.scripts, std::move(rows));
    const Plan plan = plan_for(walk.graph, direction, rows, target);
    RunResult result =
        run_plan(walk, read_plan(context.scripts, context.dialect, plan), std::move(rows));
    result.direction = direction;
    return result;
}

std::vector<std::string> current_rows(Connection& connection, const Dialect& dialect,
                                      const Settings& settings) {
    VersionTable table(connection, dialect, settings.version_table_schema, settings.version_table);
    return table.exists() ? table.rows() : std::vector<std::string>{};
}

bool ensure_version_table(Connection& connection, const Dialect& dialect,
                          const Settings& settings) {
    VersionTable table(connection, dialect, settings.version_table_schema, settings.version_table);
    if (table.exists())
        return false;
    Transaction transaction(connection);
    const bool made = !table.exists(); // another runner may have been quicker
    if (made)
        table.create();
    transaction.commit();
    return made;
}

std::vector<std::string> edited_since_applied(Connection& connection, const Dialect& dialect,
                                              const ScriptFolder& scripts,
                                              const Settings& settings) {
    AuditLog log(connection, dialect, settings.version_table_schema, settings.version_table);
    if (!log.exists())
        return {};
    const std::vector<std::string> rows = current_rows(connection, dialect, settings);
    const RevisionGraph& graph = scripts.graph();
    const std::vector<RevisionIndex> tips = resolve_rows(graph, rows);
    const RevisionSet applied = graph.closure(tips);
    std::vector<std::string> edited;
    for (const auto& [id, checksum] : log.checksums()) {
        const auto revision = graph.find(id);
        if (revision && applied.contains(*revision) && !checksum.empty() &&
            scripts.checksum(id) != checksum)
            edited.push_back(id);
    }
    return edited;
}

std::vector<std::string> own_tables(const std::string& version_table) {
    return {version_table, version_table + "_log", version_table + "_run", version_table + "_step"};
}

} // namespace migrate::runner
