#include "cli/general_options.hpp"

namespace migrate::cli {

void bind_general(Binder& binder, GeneralOptions& options) {
    binder.option("-c,--config", "FILE", options.config,
                  "the project file; else $MIGRATE_CONFIG, else migrate.toml here or above");
    binder.option("-e,--environment", "NAME", options.environment,
                  "one of the project's [environments]");
    binder.option("-u,--url", "URL", options.url, "the database, instead of the project's url");
    binder.option("-x", "KEY=VALUE", options.variables, "fills ${x:KEY} in the project file");
    binder.flag("-q,--quiet", options.quiet, "only what was asked for, and errors");
    binder.flag("-v,--verbose", options.verbose, "long entries; steps and statements of a run");
    binder.flag("--json", options.json, "one JSON document on standard output, errors too");
    binder.choice("--color", options.color, {"auto", "always", "never"}, "auto: on a terminal");
    binder.flag("--no-input", options.no_input, "never ask, also on a terminal");
    binder.flag("-h,--help", options.help, "this text");
    binder.flag("--version", options.version,
                "version and databases built in; with -v the client libraries too");
}

report::ColorMode color_mode(const GeneralOptions& options) {
    if (options.color == "always")
        return report::ColorMode::always;
    return options.color == "never" ? report::ColorMode::never : report::ColorMode::automatic;
}

ConfigOptions config_options(const GeneralOptions& options) {
    ConfigOptions config;
    if (options.config)
        config.file = *options.config;
    config.environment = options.environment;
    config.url = options.url;
    config.may_be_absent = options.url.has_value() && !options.config;
    for (const std::string& variable : options.variables) {
        const std::size_t equals = variable.find('=');
        if (equals == std::string::npos || equals == 0)
            throw Error(ErrorCode::usage, "-x takes KEY=VALUE, not \"" + variable + "\"")
                .help("write -x NAME=VALUE; ${x:NAME} in the project file stands for the value");
        config.variables.emplace_back(variable.substr(0, equals), variable.substr(equals + 1));
    }
    return config;
}

} // namespace migrate::cli
