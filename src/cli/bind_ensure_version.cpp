#include "cli/command_table.hpp"
#include "cli/session.hpp"
#include "report/json.hpp"

namespace migrate::cli {

Action bind_ensure_version(Binder& /*binder*/) {
    return [](Session& session) {
        session.outcome(commands::ensure_version(session.context()), report::ensure_version_text,
                        report::ensure_version_json);
        return ExitCode::done;
    };
}

} // namespace migrate::cli
