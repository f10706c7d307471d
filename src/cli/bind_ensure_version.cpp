#include "cli/command_table.hpp"
#include "cli/run_options.hpp"
#include "cli/session.hpp"
#include "report/json.hpp"

namespace migrate::cli {

Action bind_ensure_version(Binder& binder) {
    const auto sql = std::make_shared<bool>(false);
    binder.flag("--sql", *sql, sql_help);
    return [sql](Session& session) {
        if (*sql) {
            session.needs_one_environment("--sql");
            session.answer(commands::ensure_version_as_sql(session.context()), report::script_text,
                           report::script_json);
            return ExitCode::done;
        }
        session.outcome(commands::ensure_version(session.context()), report::ensure_version_text,
                        report::ensure_version_json);
        return ExitCode::done;
    };
}

} // namespace migrate::cli
