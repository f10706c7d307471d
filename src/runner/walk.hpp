// Walks a plan of revisions that were read already: one transaction each, or one for all of them.
#pragma once

#include "runner/journal.hpp"
#include "runner/own_tables.hpp"
#include "runner/steps.hpp"
#include "runner/unit.hpp"

namespace migrate::runner {

class GuardedTransaction;

class Walker {
  public:
    Walker(const Walk& walk, LiveSchema& live, std::vector<std::string> rows, std::string run_id);

    // Throws an Error that says what failed, where, and what state the database is in.
    RunResult run(const std::vector<PlannedRevision>& plan);

  private:
    void run_revisions(const std::vector<PlannedRevision>& plan);
    void run_one(const PlannedRevision& revision);
    void run_as_one(const std::vector<PlannedRevision>& plan);
    void try_as_one(const std::vector<PlannedRevision>& plan);

    // Everything between BEGIN and COMMIT of one revision.
    RevisionRun inside(const PlannedRevision& revision);
    // As change_now(), and the plan's change while the rows are as expected.
    std::optional<VersionChange> change_of(const PlannedRevision& revision);
    void run_steps(const PlannedRevision& revision, RevisionRun& run);
    void finish(const PlannedRevision& revision, const VersionChange& change, RevisionRun& run);
    void commit_moved(GuardedTransaction& transaction, bool is_last);
    bool look_for_commit();

    void run_journaled(const PlannedRevision& revision);
    void run_part(const PlannedRevision& revision, std::vector<JournalUnit>& units,
                  std::size_t begin, std::size_t end, RevisionRun& run);
    void run_outside(const PlannedRevision& revision, JournalUnit& unit, RevisionRun& run);
    void run_units(const PlannedRevision& revision, std::vector<JournalUnit>& units,
                   RevisionRun& run);
    void run_unit(const PlannedRevision& revision, const JournalUnit& unit, RevisionRun& run);
    void outside_failed(const JournalUnit& unit, const Error& error, RevisionRun& run);
    bool open_journal(const PlannedRevision& revision, std::vector<JournalUnit>& units);

    void check_unchanged(const PlannedRevision& revision) const;
    void tell_started(const PlannedRevision& revision);
    void tell_finished(RevisionRun run);
    void log_failure(const PlannedRevision& revision);
    [[noreturn]] void fail(const Error& error);
    std::string state_now();
    int retries() const;

    const Walk& walk_;
    LiveSchema& live_;
    OwnTables tables_;
    Journal journal_;
    StepRunner steps_;
    std::string run_id_;
    RunResult result_;
    Progress at_;
    std::vector<std::string> rows_; // as this run knows them; inside a transaction, as it sees them
    std::vector<std::string> settled_; // as committed
    std::string moved_;                // the revision whose audit row was written last
    bool moved_by_others_ = false;     // since the plan was made
    std::size_t count_ = 0;
    std::chrono::microseconds started_{};
    std::string state_; // when somebody who knew more has written it
};

} // namespace migrate::runner
