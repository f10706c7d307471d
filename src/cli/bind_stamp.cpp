#include "cli/command_table.hpp"
#include "cli/run_options.hpp"
#include "cli/session.hpp"
#include "report/json.hpp"

namespace migrate::cli {

Action bind_stamp(Binder& binder) {
    struct Choices {
        commands::StampOptions options;
        bool sql = false;
    };
    const auto choices = std::make_shared<Choices>();
    commands::StampOptions& options = choices->options;
    binder.positional("TARGET", options.targets,
                      "revisions, heads, or base; with --sql also START:END");
    binder.flag("--purge", options.purge, "forget every row first, also one that no file has");
    binder.flag("--force", options.force, "also ids that no file has");
    binder.flag("--sql", choices->sql, sql_help);
    binder.option("--tag", "TEXT", options.tag, "goes into the log of runs");
    return [choices](Session& session) {
        if (choices->sql) {
            session.needs_one_environment("--sql");
            session.answer(commands::stamp_as_sql(session.context(), choices->options),
                           report::script_text, report::script_json);
            return ExitCode::done;
        }
        session.outcome(commands::stamp(session.context(), choices->options), report::stamp_text,
                        report::stamp_json);
        return ExitCode::done;
    };
}

} // namespace migrate::cli
