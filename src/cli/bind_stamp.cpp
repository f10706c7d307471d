#include "cli/command_table.hpp"
#include "cli/session.hpp"
#include "report/json.hpp"

namespace migrate::cli {

Action bind_stamp(Binder& binder) {
    const auto options = std::make_shared<commands::StampOptions>();
    binder.positional("TARGET", options->targets, "revisions, heads, or base");
    binder.flag("--purge", options->purge, "forget every row first, also one that no file has");
    binder.flag("--force", options->force, "also ids that no file has");
    return [options](Session& session) {
        session.outcome(commands::stamp(session.context(), *options), report::stamp_text,
                        report::stamp_json);
        return ExitCode::done;
    };
}

} // namespace migrate::cli
