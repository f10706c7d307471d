#include "cli/command_table.hpp"
#include "cli/session.hpp"
#include "report/json.hpp"

namespace migrate::cli {

Action bind_heads(Binder& binder) {
    const auto options = std::make_shared<commands::HeadsOptions>();
    binder.flag("--resolve-dependencies", options->resolve_dependencies,
                "leave out what another revision depends on");
    return [options](Session& session) {
        session.answer(commands::heads(session.context(), *options), report::heads_text,
                       report::revisions_json);
        return ExitCode::done;
    };
}

} // namespace migrate::cli
