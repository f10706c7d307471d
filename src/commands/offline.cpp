// --sql: what upgrade, downgrade, stamp and ensure-version would do, as a script. No database is
// connected to.
#include "runner/offline.hpp"
#include "commands/context.hpp"

namespace migrate::commands {
namespace {

SqlScript as_result(runner::Script script) {
    return {std::move(script.text), std::move(script.from), std::move(script.to),
            std::move(script.revisions)};
}

void refuse(bool given, const std::string& option, const std::string& why) {
    if (given)
        throw Error(ErrorCode::usage, option + " does not go with --sql: " + why);
}

} // namespace

SqlScript run_as_sql(Context& context, Direction direction, const RunOptions& options) {
    refuse(options.dry_run, "--dry-run", "a script runs nothing");
    refuse(options.keep, "--keep", "the client stops at the first error");
    refuse(options.undo_partial, "--undo-partial", "only a database knows what is unfinished");
    SqlScript script =
        as_result(runner::script_of_run(context.scripts(), context.dialect(), context.url(),
                                        direction, options.target, run_settings(context, options)));
    if (script.revisions.empty()) // right for a pipeline that is up to date, and for a mistake
        context.observer().on(event::Warning{"the script holds no revision: \"" + options.target +
                                             "\" leads from where it starts to no other one"});
    return script;
}

SqlScript stamp_as_sql(Context& context, const StampOptions& options) {
    refuse(options.purge, "--purge", "the script would not know which rows it replaces");
    refuse(options.force, "--force", "the revisions of a script are those of the files");
    runner::Settings settings = run_settings(context);
    settings.tag = options.tag;
    return as_result(
        runner::script_of_stamp(context.scripts(), context.dialect(), options.targets, settings));
}

SqlScript ensure_version_as_sql(Context& context) {
    return as_result(runner::script_of_version_table(context.dialect(), run_settings(context)));
}

} // namespace migrate::commands
