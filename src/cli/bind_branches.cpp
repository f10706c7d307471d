#include "cli/command_table.hpp"
#include "cli/session.hpp"
#include "report/json.hpp"

namespace migrate::cli {

Action bind_branches(Binder& /*binder*/) {
    return [](Session& session) {
        session.answer(commands::branches(session.context()), report::branches_text,
                       report::branches_json);
        return ExitCode::done;
    };
}

} // namespace migrate::cli
