#include "cli/command_table.hpp"
#include "cli/session.hpp"
#include "report/json.hpp"

namespace migrate::cli {

Action bind_edit(Binder& binder) {
    const auto revision = std::make_shared<std::string>();
    binder.positional("REVISION", *revision, "an id or its beginning, head, current, a label");
    return [revision](Session& session) {
        session.outcome(commands::edit(session.context(), *revision), report::edit_text,
                        report::edit_json);
        return ExitCode::done;
    };
}

} // namespace migrate::cli
