// The journal of revisions that cannot be one transaction: <version_table>_run has a row for each
// run, <version_table>_step one for each unit of a revision. States: planned, started, done,
// failed, undone, resolved. An intention is written before its statement leaves the program.
#pragma once

#include "runner/unit.hpp"

namespace migrate::runner {

struct JournalRow {
    long long seq = 0;
    std::string run_id;
    std::string revision;
    Direction direction = Direction::up;
    int step = 0; // 0: the version row
    int statement = 0;
    std::string description;
    std::string checksum;
    std::string state;
    std::string fingerprint; // of what the unit touches, before it was started
    std::string started_at;

    bool settled() const { return state == "done" || state == "resolved" || state == "undone"; }
};

class Journal {
  public:
    explicit Journal(const Walk& walk);

    bool exists();
    // Both tables, where they are not there yet; inside the caller's transaction.
    void ensure();

    // Rows of the revisions that have one which is not settled, in their order.
    std::vector<JournalRow> unfinished();
    std::optional<JournalRow> find(long long seq);

    void run_started(const std::string& run_id, Direction direction,
                     const std::vector<std::string>& rows);
    void run_ended(const std::string& run_id, const std::string& outcome,
                   const std::vector<std::string>& rows);

    // A row for each unit that has none; sets the units' numbers.
    void plan(const std::string& run_id, const PlannedRevision& revision,
              std::vector<JournalUnit>& units);
    void started(long long seq, const std::string& fingerprint);
    void done(long long seq, const std::string& error_text = {});
    void failed(long long seq, const std::string& error_text);
    void planned_again(long long seq);
    void undone(long long seq);
    void remove(long long seq);
    // A person's answer. `state` is resolved, or planned for a step that is to run (again).
    void resolved(long long seq, const std::string& state, const std::string& answer);

  private:
    std::vector<JournalRow> read(const std::string& where, std::span<const Param> params = {});
    void update(const std::string& set, std::vector<Param> params, long long seq);

    const Walk& walk_;
    Connection& connection_;
    std::string run_table_, step_table_;
};

} // namespace migrate::runner
