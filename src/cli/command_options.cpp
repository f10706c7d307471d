#include "cli/command_options.hpp"

#include "cli/general_options.hpp"

namespace migrate::cli {

std::vector<CommandOptions> all_command_options() {
    GeneralOptions unused;
    Binder general;
    bind_general(general, unused);
    std::vector<CommandOptions> all;
    for (const Command& command : command_table()) {
        CommandOptions one{.command = &command, .own = {}, .general = {}};
        command.bind(one.own); // only read from here on: the values die with the action
        one.general = one.own.missing(general);
        all.push_back(std::move(one));
    }
    return all;
}

std::vector<Option> all_general_options() {
    GeneralOptions unused;
    Binder general;
    bind_general(general, unused);
    return general.options();
}

} // namespace migrate::cli
