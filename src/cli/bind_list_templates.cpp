#include "cli/command_table.hpp"
#include "cli/session.hpp"
#include "report/json.hpp"

namespace migrate::cli {

Action bind_list_templates(Binder& /*binder*/) {
    return [](Session& session) {
        session.answer(commands::list_templates(), report::templates_text, report::templates_json);
        session.note("migrate init --template NAME lays one down; NAME may be a folder, too");
        return ExitCode::done;
    };
}

} // namespace migrate::cli
