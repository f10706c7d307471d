#include "cli/general_options.hpp"

#include "util/duration.hpp"
#include "util/text.hpp"

#include <algorithm>

namespace migrate::cli {
namespace {

std::chrono::milliseconds wait_of(const GeneralOptions& options) {
    if (options.wait.empty())
        return {};
    const bool seconds = options.wait.find_first_not_of("0123456789") == std::string::npos;
    const auto wait = parse_duration(options.wait + (seconds ? "s" : ""));
    if (!wait)
        throw Error(ErrorCode::usage, "--wait is no duration: \"" + options.wait + "\"")
            .help("write seconds, or a number and a unit: 500ms, 60s, 5m or 1h");
    return *wait;
}

} // namespace

void bind_general(Binder& binder, GeneralOptions& options) {
    binder.option("-c,--config", "FILE", options.config,
                  "the project file; else $MIGRATE_CONFIG, else migrate.toml here or above");
    binder.option("-e,--environment", "NAME[,NAME...]", options.environment,
                  "one of the project's [environments], or several, one after the other");
    binder.flag("--all-environments", options.all_environments, "each of [environments] in turn");
    binder.option("-u,--url", "URL", options.url, "the database, instead of the project's url");
    binder.option("--password-file", "FILE", options.password_file,
                  "holds the password for the URL, and nothing else");
    binder.option("-x", "KEY=VALUE", options.variables, "fills ${x:KEY} in the project file");
    binder.flag("-q,--quiet", options.quiet, "only what was asked for, and errors");
    binder.flag("-v,--verbose", options.verbose, "long entries; steps and statements of a run");
    binder.flag("--json", options.json, "one JSON document on standard output, errors too");
    binder.choice("--color", options.color, {"auto", "always", "never"}, "auto: on a terminal");
    binder.flag("--no-input", options.no_input, "never ask, also on a terminal");
    binder.option("--wait", "TIME", options.wait,
                  "how long to wait for a database that is still starting: 30s, 2m");
    binder.flag("-h,--help", options.help, "this text");
    binder.flag("--version", options.version,
                "version and databases built in; with -v the client libraries too");
}

report::ColorMode color_mode(const GeneralOptions& options) {
    if (options.color == "always")
        return report::ColorMode::always;
    return options.color == "never" ? report::ColorMode::never : report::ColorMode::automatic;
}

namespace {

std::vector<std::string> named_environments(const GeneralOptions& options) {
    const std::string& given = *options.environment;
    std::vector<std::string> names = text::split(given, ',');
    if (names.empty() || std::ranges::find(names, "") != names.end())
        throw Error(ErrorCode::usage, "-e \"" + given + "\": a name is empty")
            .help("without -e the project file counts as it is");
    for (auto name = names.begin(); name != names.end(); ++name)
        if (std::find(names.begin(), name, *name) != name)
            throw Error(ErrorCode::usage, "-e " + given + ": " + *name + " is named twice");
    if (names.size() > 1)
        for (const std::string& name : names) // a mistyped one is told before the first runs
            load_config(config_options(options, name));
    return names;
}

std::vector<std::string> every_environment(const GeneralOptions& options) {
    if (options.environment)
        throw Error(ErrorCode::usage, "-e and --all-environments exclude each other");
    const Config config = load_config(config_options(options, ""));
    if (config.environments.empty())
        throw Error(ErrorCode::usage,
                    "--all-environments: there is none in " + config.file.string())
            .help("add [environments.NAME] to the file, one for each database");
    return config.environments;
}

} // namespace

std::vector<std::string> chosen_environments(const GeneralOptions& options) {
    if (!options.all_environments && !options.environment)
        return {""};
    std::vector<std::string> names =
        options.all_environments ? every_environment(options) : named_environments(options);
    if (options.url && (names.size() > 1 || options.all_environments))
        throw Error(ErrorCode::usage,
                    "-u names one database, and the environments are " + text::join(names, ", "))
            .help("leave -u out, or choose one environment");
    return names;
}

ConfigOptions config_options(const GeneralOptions& options, const std::string& environment) {
    ConfigOptions config;
    if (options.config)
        config.file = *options.config;
    config.environment = environment;
    config.url = options.url;
    config.password_file = options.password_file;
    config.connect_wait = wait_of(options);
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
