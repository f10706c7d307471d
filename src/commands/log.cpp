#include "commands/context.hpp"

namespace migrate::commands {

LogResult log(Context& context, const LogOptions& options) {
    LogResult result{context.url().shown(), {}};
    for (runner::LoggedRun& run :
         runner::logged_runs(context.connection(Context::Missing::empty), context.dialect(),
                             run_settings(context), static_cast<std::size_t>(options.count)))
        result.entries.push_back({run.seq, std::move(run.revision), std::move(run.direction),
                                  std::move(run.at), std::move(run.who), std::move(run.host),
                                  std::move(run.tool_version), run.took, std::move(run.outcome),
                                  std::move(run.tag), std::move(run.message),
                                  std::move(run.run_id)});
    return result;
}

} // namespace migrate::commands
