#include "cli/command_table.hpp"
#include "cli/session.hpp"
#include "report/json.hpp"

namespace migrate::cli {

Action bind_merge(Binder& binder) {
    const auto options = std::make_shared<commands::MergeOptions>();
    binder.positional("REVISION", options->revisions, "the revisions to join (heads)",
                      Need::optional);
    binder.option("-m,--message", "TEXT", options->message, "instead of \"merge A and B\"");
    binder.option("--branch-label", "LABEL", options->branch_labels, "names the branch begun here");
    binder.option("--rev-id", "ID", options->rev_id, "the id, instead of a random one");
    binder.flag("--splice", options->splice, "also join what has another child already");
    return [options](Session& session) {
        const auto result = commands::merge(session.context(), *options);
        session.outcome(result, report::revision_text, report::revision_json);
        session.after_writing(result);
        return ExitCode::done;
    };
}

} // namespace migrate::cli
