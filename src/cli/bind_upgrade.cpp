#include "cli/command_table.hpp"
#include "cli/run_options.hpp"
#include "cli/session.hpp"
#include "report/json.hpp"

namespace migrate::cli {

Action bind_upgrade(Binder& binder) {
    const auto choices = std::make_shared<RunChoices>();
    binder.positional("TARGET", choices->options.target,
                      "where to go (head); with --sql also START:END", Need::optional);
    bind_run_options(binder, *choices);
    binder.flag("--undo-partial", choices->options.undo_partial,
                "take back what a crash left half done, instead of finishing it");
    return [choices](Session& session) {
        if (choices->sql) {
            session.needs_one_environment("--sql");
            session.answer(commands::run_as_sql(session.context(), Direction::up, choices->options),
                           report::script_text, report::script_json);
            return ExitCode::done;
        }
        const auto result = commands::upgrade(session.context(), choices->options);
        session.outcome(result, report::run_text, report::run_json);
        if (session.context().scripts().graph().empty())
            session.note("there is no revision yet: migrate revision -m TEXT writes one");
        return ExitCode::done;
    };
}

} // namespace migrate::cli
