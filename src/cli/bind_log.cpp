#include "cli/command_table.hpp"
#include "cli/session.hpp"
#include "report/json.hpp"

namespace migrate::cli {

Action bind_log(Binder& binder) {
    const auto options = std::make_shared<commands::LogOptions>();
    binder.option("-n,--number", "N", options->count, "only the last so many");
    return [options](Session& session) {
        session.answer(commands::log(session.context(), *options), report::log_text,
                       report::log_json);
        return ExitCode::done;
    };
}

} // namespace migrate::cli
