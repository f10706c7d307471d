// The options that every command has, before or after its name.
#pragma once

#include "cli/binder.hpp"
#include "migrate/config.hpp"
#include "report/color.hpp"

#include <optional>
#include <string>
#include <vector>

namespace migrate::cli {

struct GeneralOptions {
    std::optional<std::string> config;
    std::optional<std::string> environment; // or several, with commas
    bool all_environments = false;
    bool among_several = false; // set for each of several environments in turn
    std::optional<std::string> url;
    std::optional<std::string> password_file;
    std::vector<std::string> variables; // key=value
    bool quiet = false;
    bool verbose = false;
    bool json = false;
    std::string color = "auto";
    bool no_input = false;
    std::string wait; // a duration
    bool help = false;
    bool version = false;
};

void bind_general(Binder& binder, GeneralOptions& options);

report::ColorMode color_mode(const GeneralOptions& options);

// The environments that the command is for, one after the other; one of no name is the file as it
// is. Reads the project file for --all-environments. Throws Error(usage).
std::vector<std::string> chosen_environments(const GeneralOptions& options);

// What load_config() needs. With a URL on the command line a project file may be absent.
ConfigOptions config_options(const GeneralOptions& options, const std::string& environment);

} // namespace migrate::cli
