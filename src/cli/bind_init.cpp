#include "cli/command_table.hpp"
#include "cli/session.hpp"
#include "report/json.hpp"

namespace migrate::cli {

Action bind_init(Binder& binder) {
    struct Values {
        std::string directory = commands::InitOptions{}.directory.string();
        std::string template_name = commands::InitOptions{}.template_name;
    };
    const auto values = std::make_shared<Values>();
    binder.positional("DIR", values->directory, "the folder of scripts (migrations)",
                      Need::optional);
    binder.option(
        "-t,--template", "NAME|DIR", values->template_name,
        "what to lay down: generic, multidb (see list-templates), or a folder of your own");
    return [values](Session& session) {
        const auto result = commands::init(
            {.directory = values->directory, .template_name = values->template_name});
        session.outcome(result, report::init_text, report::init_json);
        if (!result.created.empty())
            session.note("next: say in the models what the database should be, then\n"
                         "migrate revision --autogenerate -m TEXT && migrate upgrade head");
        return ExitCode::done;
    };
}

} // namespace migrate::cli
