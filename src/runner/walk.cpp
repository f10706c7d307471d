#include "runner/walk.hpp"

#include "runner/crash_point.hpp"
#include "runner/error_context.hpp"
#include "runner/guarded_transaction.hpp"
#include "runner/lock.hpp"
#include "runner/retry.hpp"
#include "runner/transaction_policy.hpp"
#include "runner/version_rows.hpp"
#include "util/signal.hpp"
#include "util/text.hpp"

#include <algorithm>

namespace migrate::runner {

Walker::Walker(const Walk& walk, LiveSchema& live, std::vector<std::string> rows,
               std::string run_id)
    : walk_(walk),
      live_(live),
      tables_(walk.connection, walk.dialect, walk.settings),
      journal_(walk),
      steps_(walk, live, run_id),
      run_id_(std::move(run_id)),
      rows_(std::move(rows)),
      settled_(rows_) {
}

RunResult Walker::run(const std::vector<PlannedRevision>& plan) {
    result_ = {};
    result_.from = rows_;
    result_.direction = plan.empty() ? Direction::up : plan.front().direction;
    result_.dry_run = walk_.settings.dry_run;
    count_ = plan.size();
    walk_.observer.on(event::RunStarted{result_.direction, plan.size()});
    try {
        if (walk_.settings.dry_run || walk_.settings.transaction == TransactionMode::all)
            run_as_one(plan);
        else
            run_revisions(plan);
    } catch (const Error& error) {
        fail(error);
    }
    result_.to = rows_;
    return std::move(result_);
}

void Walker::run_revisions(const std::vector<PlannedRevision>& plan) {
    for (const PlannedRevision& revision : plan) {
        throw_if_stopped();
        if (is_journaled(revision, walk_.dialect, walk_.settings))
            run_journaled(revision);
        else
            retry_transaction(walk_, [this] { return retries(); }, [&] { run_one(revision); });
    }
}

void Walker::run_one(const PlannedRevision& revision) {
    at_ = {&revision, nullptr};
    rows_ = settled_;
    check_unchanged(revision);
    tell_started(revision);
    GuardedTransaction transaction(walk_, needs_guard(revision.steps(), walk_.dialect));
    tables_.ensure();
    RevisionRun run = inside(revision);
    commit_moved(transaction, result_.revisions.size() + 1 == count_);
    tables_.made();
    settled_ = rows_;
    tell_finished(std::move(run));
    at_ = {};
}

void Walker::run_as_one(const std::vector<PlannedRevision>& plan) {
    retry_transaction(walk_, [this] { return retries(); }, [&] { try_as_one(plan); });
}

void Walker::try_as_one(const std::vector<PlannedRevision>& plan) {
    result_.revisions.clear();
    rows_ = settled_;
    live_.forget();
    const bool guarded = std::ranges::any_of(
        plan, [&](const auto& each) { return needs_guard(each.steps(), walk_.dialect); });
    GuardedTransaction transaction(walk_, guarded);
    tables_.ensure();
    std::vector<std::string> closed = rows_; // by the savepoints
    for (const PlannedRevision& revision : plan) {
        at_ = {&revision, nullptr};
        Savepoint savepoint(walk_.connection, "migrate_revision");
        try {
            check_unchanged(revision);
            tell_started(revision);
            RevisionRun run = inside(revision);
            savepoint.release();
            closed = rows_;
            tell_finished(std::move(run));
        } catch (const Error& error) {
            if (walk_.settings.dry_run || !walk_.settings.keep || result_.revisions.empty() ||
                !walk_.connection.in_transaction())
                throw;
            savepoint.rollback();
            transaction.commit();
            rows_ = settled_ = closed;
            state_ = "kept " + text::count(result_.revisions.size(), "revision") +
                     " before it: the database is at " + rows_text(rows_);
            throw Error(error);
        }
    }
    at_ = {};
    if (walk_.settings.dry_run)
        return transaction.rollback();
    commit_moved(transaction, true);
    settled_ = rows_;
}

// COMMIT of a transaction in which the version rows moved. When its answer is lost, a new session
// looks; behind the last one there is nothing more to do, so that the run has succeeded then.
void Walker::commit_moved(GuardedTransaction& transaction, bool is_last) {
    try {
        transaction.commit();
    } catch (const DbError& error) {
        if (!is_in_doubt(error) || !look_for_commit() || !is_last)
            throw;
        walk_.observer.on(event::Warning{state_});
    }
}

RevisionRun Walker::inside(const PlannedRevision& revision) {
    started_ = walk_.clock.elapsed();
    RevisionRun run{revision.id(), revision.revision.header.message, {}, false, {}};
    const std::optional<VersionChange> change = change_of(revision);
    if (!change) {
        run.by_another_runner = true;
        return run;
    }
    run_steps(revision, run);
    finish(revision, *change, run);
    return run;
}

// The rows are read again inside the transaction: on SQLite that is the lock.
std::optional<VersionChange> Walker::change_of(const PlannedRevision& revision) {
    std::vector<std::string> rows = tables_.version.rows();
    if (rows != rows_) {
        moved_by_others_ = true;
        steps_.forget();
        rows_ = std::move(rows);
    }
    if (!moved_by_others_)
        return revision.change;
    return change_now(walk_.graph, rows_, revision.id(), revision.direction);
}

void Walker::run_steps(const PlannedRevision& revision, RevisionRun& run) {
    for (const Step& step : revision.steps()) {
        at_.step = &step;
        throw_if_stopped();
        if (std::optional<std::string> error = steps_.run_in_savepoint(revision, step))
            run.continued_errors.push_back("step " + std::to_string(step.number) + ": " + *error);
    }
    at_.step = nullptr;
}

// The version rows and the audit row, in the transaction that is open.
void Walker::finish(const PlannedRevision& revision, const VersionChange& change,
                    RevisionRun& run) {
    tables_.version.change(change);
    run.took = walk_.clock.elapsed() - started_;
    tables_.log.write({revision.id(), std::string(short_word(revision.direction)),
                       revision.revision.header.message, revision.revision.checksum,
                       std::chrono::duration_cast<std::chrono::milliseconds>(run.took), "ok",
                       walk_.settings.tag, run_id_},
                      walk_.clock.now());
    rows_ = apply_change(rows_, change);
    moved_ = revision.id();
}

void Walker::check_unchanged(const PlannedRevision& revision) const {
    if (!walk_.checksum_now || walk_.checksum_now(revision.id()) == revision.revision.checksum)
        return;
    throw Error(ErrorCode::failed, "the file was changed after this run had read it")
        .at({revision.revision.path.string()})
        .help("run the command again, so that the file is checked as it is now");
}

void Walker::tell_started(const PlannedRevision& revision) {
    walk_.observer.on(event::RevisionStarted{revision.id(), revision.revision.header.message,
                                             revision.direction, result_.revisions.size() + 1,
                                             count_});
}

void Walker::tell_finished(RevisionRun run) {
    walk_.observer.on(event::RevisionFinished{run.id, run.message, result_.direction, run.took,
                                              run.by_another_runner});
    result_.revisions.push_back(std::move(run));
}

int Walker::retries() const {
    return at_.step && at_.step->options.retries ? *at_.step->options.retries
                                                 : walk_.settings.retries;
}

// Best effort: what cannot be written now must not hide why.
void Walker::log_failure(const PlannedRevision& revision) {
    try {
        if (walk_.settings.dry_run || walk_.connection.in_transaction() || !tables_.log.exists())
            return;
        const auto took = walk_.clock.elapsed() - started_;
        Transaction transaction(walk_.connection);
        tables_.log.write({revision.id(), std::string(short_word(revision.direction)),
                           revision.revision.header.message, revision.revision.checksum,
                           std::chrono::duration_cast<std::chrono::milliseconds>(took), "failed",
                           walk_.settings.tag, run_id_},
                          walk_.clock.now());
        transaction.commit();
    } catch (const Error&) {
        return;
    }
}

void Walker::fail(const Error& error) {
    const std::string state = state_.empty() && is_in_doubt(error)
                                  ? "the answer to COMMIT was lost: the journal says what was "
                                    "kept, and the next run goes on from there"
                                  : state_now();
    if (at_.revision && error.code() != ErrorCode::locked)
        log_failure(*at_.revision);
    throw with_context(error, at_, walk_.dialect, state);
}

std::string Walker::state_now() {
    if (!state_.empty())
        return state_;
    if (walk_.settings.dry_run)
        return "rolled back: this was a dry run, the database is at " + rows_text(settled_) +
               ", as before";
    std::string state = "rolled back: the database is at " + rows_text(settled_);
    const bool one = walk_.settings.transaction == TransactionMode::all;
    const auto done = std::ranges::count(result_.revisions, false, &RevisionRun::by_another_runner);
    if (one || done == 0)
        return state + ", as before";
    return state + "; " + std::to_string(done) + " of " + text::count(count_, "revision") +
           (result_.direction == Direction::up ? " were applied" : " were taken back") +
           " before it";
}

// Whether the transaction of the revision at hand was kept: only a new session can say, once it has
// the lock that the lost one had until the server was done with it. The audit row was in that
// transaction, and stays whatever other runners do. Leaves what it found in state_.
bool Walker::look_for_commit() {
    const std::string lost = "the answer to COMMIT was lost";
    try {
        const auto look = walk_.dialect.connect(walk_.connection.url(), {});
        const Walk walk{*look,          walk_.dialect,  walk_.graph,        walk_.clock,
                        walk_.observer, walk_.settings, walk_.checksum_now, walk_.pause};
        const std::unique_ptr<RunLock> lock = take_session_lock(walk);
        OwnTables tables(*look, walk_.dialect, walk_.settings);
        const bool kept =
            if_there(*look, [&] { return tables.log.has(run_id_, moved_); }).value_or(false);
        settled_ = tables.version.rows_if_there();
        state_ = lost + "; a new session shows that the changes were " +
                 (kept ? "kept" : "not kept") + ": the database is at " + rows_text(settled_);
        return kept;
    } catch (const Error& error) {
        state_ = lost + ", and no new session could look: " + error.what();
        return false;
    }
}

} // namespace migrate::runner
