#include "cli/command_table.hpp"
#include "cli/completion.hpp"
#include "cli/session.hpp"
#include "report/json.hpp"

namespace migrate::cli {

Action bind_completion(Binder& binder) {
    const auto shell = std::make_shared<std::string>();
    binder.positional("SHELL", *shell, completion_shells(), "bash, zsh or fish");
    return [shell](Session& session) {
        const std::string script = completion_script(*shell);
        session.print(session.wants_json() ? report::completion_json(*shell, script) : script);
        return ExitCode::done;
    };
}

} // namespace migrate::cli
