// After a crash: what became of the unit that was started and not seen to end? The database is
// asked, the journal says what for. What cannot be decided is a person's to say.
#pragma once

#include "runner/journal.hpp"

namespace migrate::runner {

// SHA-256 of the objects that a unit touches, as introspection sees them; all objects for raw SQL
// that does not say what it means.
std::string fingerprint(const Walk& walk, const JournalUnit& unit);

enum class Verdict { applied, not_applied, undecided };
// `before` is the fingerprint from before it was started.
Verdict judge(const Walk& walk, const JournalUnit& unit, const std::string& before);

// Whether it is a backfill whose rows come out the same when they are done once more: no value is
// made from a column that is set.
bool repeatable_batches(const Op& op, const sql::Syntax& syntax);

// Puts the journal's rows of a revision to its units: those that are done are not run again. Throws
// Error(failed) when a step was changed after it had run.
void match(std::vector<JournalUnit>& units, const std::vector<JournalRow>& rows);

// Decides every started row of the plan's revisions and writes the verdicts. Throws
// Error(undecided), having changed nothing, when one cannot be decided; and Error(failed) when a
// revision is half done that the plan does not run. The caller holds the lock.
void settle(const Walk& walk, Journal& journal, const std::vector<PlannedRevision>& plan);

} // namespace migrate::runner
