// Runs as scripts for the database's own client: --sql. No database is touched.
#pragma once

#include "runner/plan.hpp"

namespace migrate::runner {

struct Script {
    std::string text;
    std::vector<std::string> from; // version rows that it starts from
    std::vector<std::string> to;
    std::vector<std::string> revisions; // in the order in which they run
};

// A script that does what run() would do on a database at the start of the range (base where there
// is none), apart from the log. `url` tells the kind of database. Throws Error(usage) for a
// downgrade without a start, and Error(failed) naming the step that no script can hold.
Script script_of_run(const ScriptFolder& scripts, const Dialect& dialect, const Url& url,
                     Direction direction, const std::string& target, const Settings& settings);

// As stamp(): each target is a revision or a range, and all ranges begin at the same place.
Script script_of_stamp(const ScriptFolder& scripts, const Dialect& dialect,
                       const std::vector<std::string>& targets, const Settings& settings);

// As ensure_version_table().
Script script_of_version_table(const Dialect& dialect, const Settings& settings);

} // namespace migrate::runner
