// The part of Walker for revisions that cannot be one transaction.
#include "runner/crash_point.hpp"
#include "runner/guarded_transaction.hpp"
#include "runner/resume.hpp"
#include "runner/retry.hpp"
#include "runner/table_copy.hpp"
#include "runner/walk.hpp"
#include "util/signal.hpp"
#include "util/text.hpp"

#include <algorithm>

namespace migrate::runner {

namespace {

// A transaction of the journal alone.
void write_alone(const Walk& walk, const std::function<void()>& write) {
    GuardedTransaction transaction(walk, false);
    write();
    transaction.commit();
}

// A single statement that gave up waiting for a lock has done nothing, and batches go on where they
// were. Of a file the driver has waited for it already.
bool worth_sending_again(const JournalUnit& unit, const Dialect& dialect) {
    const Op& op = unit.step->op;
    const bool single = !unit.sql.empty() || std::holds_alternative<CreateIndex>(op) ||
                        std::holds_alternative<DropIndex>(op) ||
                        std::holds_alternative<DetachPartition>(op) ||
                        repeatable_batches(op, dialect.syntax());
    return single && !dialect.capabilities().in_files;
}

std::vector<Step> steps_of(const std::vector<JournalUnit>& units, std::size_t begin,
                           std::size_t end) {
    std::vector<Step> steps;
    for (std::size_t i = begin; i < end; ++i)
        if (units[i].step)
            steps.push_back(*units[i].step);
    return steps;
}

// How many units, from `begin` on, the database must not see apart, even where each statement
// commits by itself.
std::size_t inseparable(const std::vector<JournalUnit>& units, std::size_t begin,
                        const Dialect& dialect) {
    std::vector<std::string> statements;
    for (std::size_t i = begin;
         i < units.size() && !units[i].sql.empty() && !units[i].outside && !units[i].done; ++i)
        statements.push_back(units[i].sql);
    return table_copy_length(statements, dialect.syntax());
}

// "steps 1 and 2 are done and stay; ..."
std::string state_of(const std::vector<JournalUnit>& units, const std::vector<std::string>& rows) {
    std::vector<std::string> done;
    for (const JournalUnit& unit : units)
        if (unit.done && unit.step &&
            (done.empty() || done.back() != std::to_string(unit.step->number)))
            done.push_back(std::to_string(unit.step->number));
    const std::string at = "the version row is still " + rows_text(rows);
    if (done.empty())
        return "none of its steps is done: " + at;
    return (done.size() == 1 ? "step " : "steps ") + text::join(done, ", ") +
           (done.size() == 1 ? " is" : " are") + " done, outside one transaction: " + at +
           "; the next upgrade goes on from there";
}

} // namespace

// Returns false when another runner has run the revision.
bool Walker::open_journal(const PlannedRevision& revision, std::vector<JournalUnit>& units) {
    if (!walk_.dialect.capabilities().transactional_ddl) { // which would end the transaction
        tables_.ensure();
        journal_.ensure();
    }
    GuardedTransaction transaction(walk_, false);
    tables_.ensure();
    const bool mine = change_of(revision).has_value();
    if (mine) {
        journal_.ensure();
        std::vector<JournalRow> rows = journal_.unfinished();
        std::erase_if(rows, [&](const JournalRow& row) {
            return row.revision != revision.id() || row.direction != revision.direction;
        });
        match(units, rows);
        for (const JournalRow& row : rows)
            if (!row.settled() &&
                std::ranges::find(units, row.seq, &JournalUnit::seq) == units.end())
                journal_.remove(row.seq);
        const std::string run_id = rows.empty() ? run_id_ : rows.front().run_id;
        journal_.run_started(run_id, revision.direction, rows_);
        journal_.plan(run_id, revision, units);
    }
    transaction.commit();
    tables_.made();
    settled_ = rows_;
    return mine;
}

void Walker::run_journaled(const PlannedRevision& revision) {
    at_ = {&revision, nullptr};
    started_ = walk_.clock.elapsed();
    check_unchanged(revision);
    tell_started(revision);
    RevisionRun run{revision.id(), revision.revision.header.message, {}, false, {}};
    std::vector<JournalUnit> units = units_of(revision, walk_);
    if (!open_journal(revision, units)) {
        run.by_another_runner = true;
    } else {
        try {
            run_units(revision, units, run);
        } catch (const Error& error) {
            if (!is_in_doubt(error))
                state_ = state_of(units, settled_);
            throw;
        }
    }
    tell_finished(std::move(run));
    at_ = {};
}

void Walker::run_units(const PlannedRevision& revision, std::vector<JournalUnit>& units,
                       RevisionRun& run) {
    const bool none = walk_.settings.transaction == TransactionMode::none;
    for (std::size_t i = 0; i < units.size();) {
        throw_if_stopped();
        const auto* raw = units[i].step ? std::get_if<Sql>(&units[i].step->op) : nullptr;
        if (units[i].done && raw && raw->session) // the session is a new one
            steps_.run(*units[i].step);
        if (units[i].done) {
            ++i;
            continue;
        }
        if (units[i].outside) {
            run_outside(revision, units[i], run);
            ++i;
            continue;
        }
        std::size_t end = none ? i + inseparable(units, i, walk_.dialect) : i + 1;
        while (!none && !units[i].alone && end < units.size() && !units[end].outside &&
               !units[end].alone && !units[end].done)
            ++end;
        retry_transaction(
            walk_, [this] { return retries(); }, [&] { run_part(revision, units, i, end, run); });
        i = end;
    }
}

// Units that share a transaction with their `done` rows; with the last one, the version row moves.
void Walker::run_part(const PlannedRevision& revision, std::vector<JournalUnit>& units,
                      std::size_t begin, std::size_t end, RevisionRun& run) {
    rows_ = settled_;
    GuardedTransaction transaction(walk_, needs_guard(steps_of(units, begin, end), walk_.dialect));
    for (std::size_t i = begin; i < end; ++i) {
        if (units[i].step) {
            run_unit(revision, units[i], run);
        } else if (const auto change = change_of(revision)) {
            finish(revision, *change, run);
            journal_.run_ended(journal_.find(units[i].seq)->run_id, "ok", rows_);
        }
        journal_.done(units[i].seq);
    }
    if (units[end - 1].step)
        transaction.commit();
    else
        commit_moved(transaction, result_.revisions.size() + 1 == count_);
    settled_ = rows_;
    for (std::size_t i = begin; i < end; ++i)
        units[i].done = true;
}

void Walker::run_unit(const PlannedRevision& revision, const JournalUnit& unit, RevisionRun& run) {
    at_.step = unit.step;
    throw_if_stopped();
    if (unit.statement == 0) {
        if (std::optional<std::string> error = steps_.run_in_savepoint(revision, *unit.step))
            run.continued_errors.push_back("step " + std::to_string(unit.step->number) + ": " +
                                           *error);
    } else {
        steps_.run_statement(unit.sql);
        steps_.forget();
    }
    at_.step = nullptr;
}

void Walker::run_outside(const PlannedRevision& revision, JournalUnit& unit, RevisionRun& run) {
    at_.step = unit.step;
    const std::string before = fingerprint(walk_, unit);
    write_alone(walk_, [&] { journal_.started(unit.seq, before); });
    walk_.observer.on(event::StepStarted{
        unit.step->number, static_cast<int>(revision.steps().size()), unit.description});
    const auto send = [&] {
        if (unit.sql.empty())
            steps_.run(*unit.step, unit.seq);
        else
            steps_.run_statement(unit.sql);
    };
    try {
        if (worth_sending_again(unit, walk_.dialect))
            retry_transaction(walk_, [this] { return retries(); }, send);
        else
            send();
        const std::string& done_when = unit.step->options.done_when;
        if (!done_when.empty() && unit.statement == 0 &&
            !is_true(query_optional(walk_.connection, done_when)))
            throw Error(ErrorCode::failed, "the step ran, and its done_when is not true")
                .note("done_when: " + shortened(done_when));
    } catch (const Error& error) {
        outside_failed(unit, error, run);
        unit.done = true;
        return;
    }
    steps_.forget();
    write_alone(walk_, [&] { journal_.done(unit.seq); });
    unit.done = true;
    at_.step = nullptr;
}

// Called inside a handler: ends by throwing the error on, unless the step says to continue.
void Walker::outside_failed(const JournalUnit& unit, const Error& error, RevisionRun& run) {
    const auto* said = dynamic_cast<const DbError*>(&error);
    if (said && said->kind() == DbErrorKind::lost_connection)
        throw; // NOLINT: nobody knows what became of it; the next run asks
    steps_.forget();
    const bool goes_on = unit.step->options.continue_on_error && stop_requested() == 0;
    write_alone(walk_, [&] {
        if (goes_on)
            journal_.done(unit.seq, error.what());
        else
            journal_.failed(unit.seq, error.what());
    });
    if (!goes_on)
        throw; // NOLINT
    walk_.observer.on(event::StepContinued{run.id, unit.step->number, error.what()});
    run.continued_errors.push_back("step " + std::to_string(unit.step->number) + ": " +
                                   error.what());
}

} // namespace migrate::runner
