#include "cli/command_table.hpp"
#include "cli/session.hpp"
#include "report/json.hpp"

namespace migrate::cli {

Action bind_show(Binder& binder) {
    const auto revision = std::make_shared<std::string>();
    binder.positional("REVISION", *revision, "an id or its beginning, head, current, a label");
    return [revision](Session& session) {
        session.answer(commands::show(session.context(), *revision), report::show_text,
                       report::revisions_json);
        return ExitCode::done;
    };
}

} // namespace migrate::cli
