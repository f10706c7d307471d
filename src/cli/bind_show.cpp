#include "cli/command_table.hpp"
#include "cli/session.hpp"
#include "report/json.hpp"

namespace migrate::cli {

Action bind_show(Binder& binder) {
    const auto revision = std::make_shared<std::string>();
    binder.positional("REVISION", *revision, "an id or its beginning, head, current, a label");
    return [revision](Session& session) {
        const auto entries = commands::show(session.context(), *revision);
        session.answer(entries, report::show_text, report::revisions_json);
        if (entries.empty())
            session.note("\"" + *revision +
                         "\" is no revision here: none is applied, or there is none");
        return ExitCode::done;
    };
}

} // namespace migrate::cli
