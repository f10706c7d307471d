#include "cli/command_table.hpp"
#include "cli/session.hpp"
#include "report/json.hpp"

namespace migrate::cli {

Action bind_status(Binder& /*binder*/) {
    return [](Session& session) {
        const auto result = commands::status(session.context());
        session.answer(result, report::status_text, report::status_json);
        return result.clean() ? ExitCode::done : ExitCode::difference;
    };
}

} // namespace migrate::cli
