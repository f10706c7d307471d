// What can be known before the first step runs: files, ways back, permissions, steps that this
// database cannot do.
#pragma once

#include "runner/live_schema.hpp"

#include <map>

namespace migrate::runner {

// Reads every revision of the plan. Throws Error(usage) for a bad file, and Error(failed) for a
// revision that has no way back or says that there is none.
std::vector<PlannedRevision> read_plan(const ScriptFolder& scripts, const Dialect& dialect,
                                       const Plan& plan);
// The part of it that needs no file.
void check_way_back(const PlannedRevision& revision);

// Throws Error(failed) that lists the steps which throw something away.
void refuse_destructive(const std::vector<PlannedRevision>& plan);

// "upgrade 1a2b: step 2 cannot run: ...", at the step's place; nothing was run.
Error step_refused(const Error& error, const PlannedRevision& revision, const Step& step,
                   const std::string& what);

// A step of a revision that a journal has as done, or as begun by an earlier run.
enum class Journaled { begun, done };
using JournaledSteps = std::map<std::pair<std::string, int>, Journaled>;

// Every step against the dialect, in the schema that it will find. Those that are done are passed
// over; one that was begun has been checked before, and may have changed what it is checked
// against. Throws what Ddl::check says.
void check_steps(const std::vector<PlannedRevision>& plan, const Walk& walk, LiveSchema& live,
                 const JournaledSteps& journaled = {});

} // namespace migrate::runner
