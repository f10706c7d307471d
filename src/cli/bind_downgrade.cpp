#include "cli/command_table.hpp"
#include "cli/run_options.hpp"
#include "cli/session.hpp"
#include "report/json.hpp"

namespace migrate::cli {

Action bind_downgrade(Binder& binder) {
    const auto options = std::make_shared<commands::RunOptions>();
    binder.positional("TARGET", options->target, "the revision to go back to, -N, or base");
    bind_run_options(binder, *options);
    return [options](Session& session) {
        const auto result = commands::downgrade(session.context(), *options);
        session.outcome(result, report::run_text, report::run_json);
        return ExitCode::done;
    };
}

} // namespace migrate::cli
