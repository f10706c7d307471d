#include "cli/command_table.hpp"
#include "cli/session.hpp"
#include "report/json.hpp"
#include "util/text.hpp"

#include <algorithm>

namespace migrate::cli {
namespace {

// Those without which the new project has no database.
std::vector<std::string> environments_of(const commands::InitResult& result) {
    if (std::ranges::find(result.created, "migrate.toml") == result.created.end())
        return {};
    try {
        const Config config = load_config({.file = "migrate.toml"});
        return config.url ? std::vector<std::string>() : config.environments;
    } catch (const Error&) { // the files are there; the next command says what the project lacks
        return {};
    }
}

std::string what_next(const std::vector<std::string>& environments) {
    const std::string begin = "next: say in the models what the database should be, then";
    if (environments.empty())
        return begin + "\nmigrate revision --autogenerate -m TEXT && migrate upgrade head";
    const std::string chosen = "migrate -e " + environments.front();
    return begin + ", for each of the environments " + text::join(environments, ", ") + ",\n" +
           chosen + " revision --autogenerate -m TEXT && " + chosen + " upgrade head";
}

} // namespace

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
            session.note(what_next(environments_of(result)));
        return ExitCode::done;
    };
}

} // namespace migrate::cli
