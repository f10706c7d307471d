#include "cli/command_table.hpp"
#include "cli/run_options.hpp"
#include "cli/session.hpp"
#include "report/json.hpp"

namespace migrate::cli {

Action bind_upgrade(Binder& binder) {
    const auto options = std::make_shared<commands::RunOptions>();
    binder.positional("TARGET", options->target, "where to go (head)", Need::optional);
    bind_run_options(binder, *options);
    binder.flag("--undo-partial", options->undo_partial,
                "take back what a crash left half done, instead of finishing it");
    return [options](Session& session) {
        const auto result = commands::upgrade(session.context(), *options);
        session.outcome(result, report::run_text, report::run_json);
        if (session.context().scripts().graph().empty())
            session.note("there is no revision yet: migrate revision -m TEXT writes one");
        return ExitCode::done;
    };
}

} // namespace migrate::cli
