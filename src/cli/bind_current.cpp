#include "cli/command_table.hpp"
#include "cli/session.hpp"
#include "report/json.hpp"

namespace migrate::cli {

Action bind_current(Binder& binder) {
    const auto options = std::make_shared<commands::CurrentOptions>();
    binder.flag("-c,--check-heads", options->check_heads,
                "end with 3 unless every revision is applied");
    return [options](Session& session) {
        const auto result = commands::current(session.context(), *options);
        session.answer(result, report::current_text, report::current_json);
        if (result.revisions.empty() && result.unknown_rows.empty())
            session.note("no revision is applied to " + result.database);
        if (!options->check_heads || result.at_heads)
            return ExitCode::done;
        session.warn("the database is not at every head; migrate upgrade heads brings it there");
        return ExitCode::difference;
    };
}

} // namespace migrate::cli
