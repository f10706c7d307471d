#include "cli/command_table.hpp"
#include "cli/session.hpp"
#include "report/json.hpp"

namespace migrate::cli {

Action bind_history(Binder& binder) {
    const auto options = std::make_shared<commands::HistoryOptions>();
    binder.option("-r,--rev-range", "FROM:TO", options->range,
                  "both ends included, either may be left out; -3: begins three below the heads");
    binder.flag("-i,--indicate-current", options->indicate_current,
                "ask the database and mark where it is");
    return [options](Session& session) {
        session.answer(commands::history(session.context(), *options), report::history_text,
                       report::revisions_json);
        return ExitCode::done;
    };
}

} // namespace migrate::cli
