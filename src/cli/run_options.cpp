#include "cli/run_options.hpp"

namespace migrate::cli {

void bind_run_options(Binder& binder, RunChoices& choices) {
    commands::RunOptions& options = choices.options;
    binder.flag("--sql", choices.sql, sql_help);
    binder.flag("--dry-run", options.dry_run, "run it all in one transaction, then roll back");
    binder.option("--transaction", "revision|all|none", options.transaction,
                  "what is kept or undone together, instead of the project's choice");
    binder.flag("--keep", options.keep, "with one transaction: keep what succeeded on a failure");
    binder.flag("--no-destructive", options.no_destructive,
                "refuse a plan with a step that loses data");
    binder.option("--tag", "TEXT", options.tag,
                  "goes into the log of runs, and to programs as "
                  "$MIGRATE_TAG");
}

} // namespace migrate::cli
