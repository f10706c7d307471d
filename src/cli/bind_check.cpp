#include "cli/command_table.hpp"
#include "cli/session.hpp"
#include "report/json.hpp"

namespace migrate::cli {

Action bind_check(Binder& binder) {
    const auto options = std::make_shared<commands::CheckOptions>();
    binder.flag("--strict", options->strict, "fail when something cannot be compared");
    return [options](Session& session) {
        const auto result = commands::check(session.context(), *options);
        session.answer(result, report::check_text, report::check_json);
        session.notes(result.notes);
        if (result.pending > 0)
            session.note("migrate upgrade head first; the models were not compared");
        return result.clean() ? ExitCode::done : ExitCode::difference;
    };
}

} // namespace migrate::cli
