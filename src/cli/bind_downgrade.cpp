#include "cli/command_table.hpp"
#include "cli/run_options.hpp"
#include "cli/session.hpp"
#include "report/json.hpp"

namespace migrate::cli {

Action bind_downgrade(Binder& binder) {
    const auto choices = std::make_shared<RunChoices>();
    binder.positional("TARGET", choices->options.target,
                      "the revision to go back to, -N, or base; with --sql START:END");
    bind_run_options(binder, *choices);
    return [choices](Session& session) {
        if (choices->sql) {
            session.needs_one_environment("--sql");
            session.answer(
                commands::run_as_sql(session.context(), Direction::down, choices->options),
                report::script_text, report::script_json);
            return ExitCode::done;
        }
        const auto result = commands::downgrade(session.context(), choices->options);
        session.outcome(result, report::run_text, report::run_json);
        return ExitCode::done;
    };
}

} // namespace migrate::cli
