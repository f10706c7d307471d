#include "runner/runner.hpp"

#include "runner/journal.hpp"
#include "runner/lock.hpp"
#include "runner/own_tables.hpp"
#include "runner/prepare.hpp"
#include "runner/resume.hpp"
#include "runner/retry.hpp"
#include "runner/run_plan.hpp"
#include "runner/tell_waiting.hpp"
#include "runner/transaction_policy.hpp"
#include "runner/undo.hpp"
#include "runner/walk.hpp"
#include "util/random_id.hpp"
#include "util/signal.hpp"

#include <algorithm>

namespace migrate::runner {

namespace {

Plan plan_for(const RevisionGraph& graph, Direction direction, const std::vector<std::string>& rows,
              const std::string& target) {
    return direction == Direction::up ? plan_upgrade(graph, rows, target)
                                      : plan_downgrade(graph, rows, target);
}

// What a target that counts steps from the rows comes to, so that it stays the same when another
// runner moves the rows.
std::string anchored(const RevisionGraph& graph, const std::string& target, Direction direction,
                     const std::vector<std::string>& rows) {
    const TargetPoint point = parse_point(target);
    if (!point.name.empty() || !point.steps)
        return target;
    const Plan plan = plan_for(graph, direction, rows, target);
    if (direction == Direction::up)
        return plan.steps.empty() ? target : graph.id(plan.steps.back().revision);
    if (plan.rows_after.size() > 1)
        return target;
    return plan.rows_after.empty() ? "base" : plan.rows_after.front();
}

bool needs_lock(const Walk& walk, const std::vector<PlannedRevision>& plan, bool unfinished) {
    if (walk.dialect.capabilities().session_lock)
        return unfinished || !plan.empty();
    return unfinished || std::ranges::any_of(plan, [&](const PlannedRevision& each) {
               return is_journaled(each, walk.dialect, walk.settings);
           });
}

void refuse_what_settings_forbid(const std::vector<PlannedRevision>& plan, const Walk& walk) {
    check_policy(plan, walk.dialect, walk.settings);
    if (walk.settings.no_destructive)
        refuse_destructive(plan);
}

JournaledSteps journaled_steps(Journal& journal) {
    JournaledSteps steps;
    for (const JournalRow& row : journal.unfinished())
        if (row.settled())
            steps[{row.revision, row.step}] = Journaled::done;
        else if (!row.started_at.empty())
            steps.insert({{row.revision, row.step}, Journaled::begun});
    return steps;
}

} // namespace

namespace {

std::vector<std::string> rows_now(const Walk& walk) {
    return current_rows(walk.connection, walk.dialect, walk.settings);
}

// From a plan to one that was checked against the schema that belongs to its rows.
class Preparation {
  public:
    Preparation(const Walk& walk, std::vector<PlannedRevision> plan, std::vector<std::string> rows,
                const Replan& replan)
        : walk_(walk),
          plan_(std::move(plan)),
          rows_(std::move(rows)),
          replan_(replan),
          journal_(walk) {}

    void run() {
        refuse_what_settings_forbid(plan_, walk_);
        unfinished_ = is_unfinished();
        do {
            take_lock();
            if (unfinished_)
                settle(walk_, journal_, plan_);
        } while (!checked());
    }

    const std::vector<PlannedRevision>& plan() const { return plan_; }
    std::vector<std::string> rows() const { return rows_; }
    LiveSchema& live() { return *live_; }
    // Revisions of the first plan that another runner has applied.
    std::vector<RevisionRun> done_elsewhere() const { return done_elsewhere_; }

  private:
    bool is_unfinished() { return journal_.exists() && !journal_.unfinished().empty(); }

    void take_lock() {
        if (lock_ || !needs_lock(walk_, plan_, unfinished_))
            return;
        lock_ = run_lock(walk_.connection, walk_.dialect, walk_.settings);
        if (lock_) {
            take(*lock_, walk_);
            // While this one waited, the one that had it may have begun a revision and died.
            unfinished_ = is_unfinished();
        }
        follow_rows();
    }

    // The schema that the steps are checked against is read after the rows. When the rows are still
    // the same afterwards, it is the schema that belongs to them; otherwise what the check found
    // may be another runner's work, and the plan is made anew.
    bool checked() {
        std::exception_ptr problem;
        try {
            live_ = std::make_unique<LiveSchema>(walk_);
            check_steps(plan_, walk_, *live_,
                        unfinished_ ? journaled_steps(journal_) : JournaledSteps{});
        } catch (const Error&) {
            problem = std::current_exception();
        }
        if (follow_rows())
            return false;
        if (problem)
            std::rethrow_exception(problem);
        return true;
    }

    // Plans anew when the rows have changed; returns whether it did.
    bool follow_rows() {
        if (!replan_)
            return false;
        std::vector<std::string> now = rows_now(walk_);
        if (std::ranges::is_permutation(now, rows_))
            return false;
        std::vector<PlannedRevision> before = std::exchange(plan_, replan_(now));
        rows_ = std::move(now);
        for (const PlannedRevision& each : before)
            if (std::ranges::none_of(plan_, [&](const PlannedRevision& other) {
                    return other.revision.header.id == each.revision.header.id;
                }))
                done_elsewhere_.push_back({.id = each.revision.header.id,
                                           .message = each.revision.header.message,
                                           .by_another_runner = true});
        refuse_what_settings_forbid(plan_, walk_);
        return true;
    }

    const Walk& walk_;
    std::vector<PlannedRevision> plan_;
    std::vector<std::string> rows_;
    const Replan& replan_;
    Journal journal_;
    bool unfinished_ = false;
    std::unique_ptr<RunLock> lock_;
    std::unique_ptr<LiveSchema> live_;
    std::vector<RevisionRun> done_elsewhere_;
};

} // namespace

RunResult run_plan(const Walk& walk, std::vector<PlannedRevision> plan,
                   std::vector<std::string> rows, const Replan& replan) {
    const TellWaiting waiting(walk);
    Preparation prepared(walk, std::move(plan), std::move(rows), replan);
    prepared.run();
    RunResult result{Direction::up, prepared.rows(), prepared.rows(), {}, walk.settings.dry_run};
    if (!prepared.plan().empty())
        result =
            Walker(walk, prepared.live(), prepared.rows(), RandomIds().next()).run(prepared.plan());
    const std::vector<RevisionRun> elsewhere = prepared.done_elsewhere();
    result.revisions.insert(result.revisions.begin(), elsewhere.begin(), elsewhere.end());
    return result;
}

Walk walk_of(const RunContext& context, const Settings& settings) {
    return {context.connection,
            context.dialect,
            context.scripts.graph(),
            context.clock,
            context.observer,
            settings,
            [&context](const std::string& id) { return context.scripts.checksum(id); },
            sleep_unless_stopped};
}

RunResult run(const RunContext& context, Direction direction, const std::string& target,
              const Settings& settings) {
    const StopSignals signals;
    const Interrupter interrupter([](void* it) { static_cast<Connection*>(it)->interrupt(); },
                                  &context.connection);
    const Walk walk = walk_of(context, settings);
    std::vector<std::string> rows = current_rows(context.connection, context.dialect, settings);
    if (settings.undo_partial)
        return undo_partial(walk, context.scripts, std::move(rows));
    const std::string fixed = anchored(walk.graph, target, direction, rows);
    const auto plan_to = [&](const std::string& to, const std::vector<std::string>& from) {
        return read_plan(context.scripts, context.dialect,
                         plan_for(walk.graph, direction, from, to));
    };
    // The place that a relative target comes to does not say it all: a row that goes away leaves
    // none behind. So the first plan is of the target as it was typed.
    const Replan again = [&](const auto& from) { return plan_to(fixed, from); };
    RunResult result = run_plan(walk, plan_to(target, rows), rows, again);
    result.direction = direction;
    return result;
}

void check_run(const RunContext& context, Direction direction, const std::string& target,
               const Settings& settings) {
    const Walk walk = walk_of(context, settings);
    const std::vector<PlannedRevision> plan = read_plan(
        context.scripts, context.dialect, plan_for(walk.graph, direction, rows_now(walk), target));
    refuse_what_settings_forbid(plan, walk);
    LiveSchema live(walk);
    check_steps(plan, walk, live);
}

std::vector<std::string> current_rows(Connection& connection, const Dialect& dialect,
                                      const Settings& settings) {
    VersionTable table(connection, dialect, settings.version_table_schema, settings.version_table);
    return table.rows_if_there();
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
    const auto checksums = if_there(connection, [&] { return log.checksums(); });
    if (!checksums)
        return {};
    const std::vector<std::string> rows = current_rows(connection, dialect, settings);
    const RevisionGraph& graph = scripts.graph();
    const std::vector<RevisionIndex> tips = resolve_rows(graph, rows);
    const RevisionSet applied = graph.closure(tips);
    std::vector<std::string> edited;
    for (const auto& [id, checksum] : *checksums) {
        const auto revision = graph.find(id);
        if (revision && applied.contains(*revision) && !checksum.empty() &&
            scripts.checksum(id) != checksum)
            edited.push_back(id);
    }
    return edited;
}

std::vector<LoggedRun> logged_runs(Connection& connection, const Dialect& dialect,
                                   const Settings& settings, std::size_t limit) {
    AuditLog log(connection, dialect, settings.version_table_schema, settings.version_table);
    return log.exists() ? log.entries(limit) : std::vector<LoggedRun>();
}

std::string lock_holder(Connection& connection, const Dialect& dialect, const Settings& settings) {
    const std::unique_ptr<RunLock> lock = run_lock(connection, dialect, settings);
    return !lock || lock->is_free() ? std::string() : lock->holder();
}

std::vector<std::string> own_tables(const std::string& version_table) {
    return {version_table, version_table + "_log", version_table + "_run", version_table + "_step"};
}

} // namespace migrate::runner
