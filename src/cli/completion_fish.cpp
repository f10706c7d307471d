#include "cli/command_options.hpp"
#include "cli/completion.hpp"
#include "cli/value_kind.hpp"
#include "util/text.hpp"

namespace migrate::cli {
namespace {

std::string quoted(std::string text) {
    text = text::replace_all(std::move(text), "\\", "\\\\");
    return "'" + text::replace_all(std::move(text), "'", "\\'") + "'";
}

// What comes behind the option or in the argument's place; -x: nothing but these, -r: files too.
std::string value_part(const ValueHint& hint) {
    switch (hint.kind) {
    case ValueKind::choice:
        return " -x -a " + quoted(text::join(hint.choices, " "));
    case ValueKind::file:
        return " -r -F";
    case ValueKind::folder:
        return " -x -a '(__fish_complete_directories)'";
    case ValueKind::any:
        return " -x";
    case ValueKind::revision:
    case ValueKind::environment:
    case ValueKind::table:
    case ValueKind::column:
        return " -x -k -a " +
               quoted("(__migrate_values " + std::string(live_name(hint.kind)) + ")");
    }
    return {};
}

std::string option_line(const std::string& condition, const Option& option) {
    std::string line = "complete -c migrate" + condition;
    for (const std::string& name : option.names)
        line += name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1);
    line += " -d " + quoted(option.help);
    return line + (option.value.empty() ? "" : value_part(value_hint(option))) + "\n";
}

std::string positional_lines(const std::string& condition, const Binder& own) {
    std::string out;
    for (const Positional& positional : own.positionals())
        if (const ValueHint hint = value_hint(positional); hint.kind != ValueKind::any)
            out += "complete -c migrate" + condition + value_part(hint) + "\n";
    return out;
}

constexpr std::string_view functions =
    R"fish(# fish completion for migrate, printed by `migrate completion fish`.

# Asks the program, which knows revisions, environments, tables and columns.
function __migrate_values
    set -l typed (commandline -opc)
    $typed[1] complete -- $argv[1] (commandline -ct) $typed[2..-1] 2>/dev/null
end

complete -c migrate -f
)fish";

} // namespace

std::string fish_completion() {
    std::string names, commands, options;
    for (const CommandOptions& one : all_command_options()) {
        const std::string name(one.command->name);
        const std::string condition = " -n '__fish_seen_subcommand_from " + name + "'";
        names += " " + name;
        commands += "complete -c migrate -n \"not __fish_seen_subcommand_from "
                    "$__migrate_commands\" -a " +
                    name + " -d " + quoted(std::string(one.command->summary)) + "\n";
        for (const Option& option : one.own.options())
            options += option_line(condition, option);
        options += positional_lines(condition, one.own);
    }
    std::string general;
    for (const Option& option : all_general_options())
        general += option_line("", option);
    return std::string(functions) + "set -g __migrate_commands" + names + "\n" + commands +
           options + general;
}

} // namespace migrate::cli
