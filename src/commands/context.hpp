// What commands share beside the context: settings of a run, entries of revisions.
#pragma once

#include "migrate/commands.hpp"
#include "runner/runner.hpp"

#include <functional>

namespace migrate::commands {

// The configuration's settings of a run.
runner::Settings run_settings(Context& context);
// The same with what the options of upgrade and downgrade say.
runner::Settings run_settings(Context& context, const RunOptions& options);

// What a run needs, from the context; the database is connected to.
runner::RunContext run_context(Context& context, Context::Missing missing);

// Where a run would make the database first: tries `what` on an empty one in memory, so that what
// is refused leaves no file behind.
void rehearse(Context& context, const std::function<void(const runner::RunContext&)>& what);

RevisionEntry entry_of(Context& context, RevisionIndex index);
std::vector<RevisionEntry> entries_of(Context& context,
                                      const std::vector<RevisionIndex>& revisions);

// The version rows; none when there is no database yet.
std::vector<std::string> version_rows(Context& context, Context::Missing missing);

// Warns of applied revisions whose file was edited since.
std::vector<std::string> warn_of_edited(Context& context);

} // namespace migrate::commands
