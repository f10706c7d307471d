#include "cli/command_options.hpp"
#include "cli/completion.hpp"
#include "cli/value_kind.hpp"
#include "util/text.hpp"

namespace migrate::cli {
namespace {

// Inside '...' of the shell.
std::string quoted(std::string text) {
    return "'" + text::replace_all(std::move(text), "'", R"('\'')") + "'";
}

// Inside [...] or between : of a specification.
std::string escaped(std::string text) {
    for (const char* sign : {"\\", "[", "]", ":"})
        text = text::replace_all(std::move(text), sign, std::string("\\") + sign);
    return text;
}

// "message:action".
std::string value_part(const std::string& name, const ValueHint& hint) {
    std::string action = " "; // nothing is offered
    if (hint.kind == ValueKind::choice)
        action = "(" + text::join(hint.choices, " ") + ")";
    else if (hint.kind == ValueKind::file)
        action = "_files";
    else if (hint.kind == ValueKind::folder)
        action = "_files -/";
    else if (hint.kind != ValueKind::any)
        // A blank before it: called as it stands, without options of zsh's own.
        action = " _migrate_values " + std::string(live_name(hint.kind));
    return escaped(name) + ":" + action;
}

// '(-t --tag)'{-t,--tag}'[help]:TEXT: '
std::string option_spec(const Option& option) {
    std::string rest = "[" + escaped(option.help) + "]";
    if (!option.value.empty())
        rest += ":" + value_part(option.value, value_hint(option));
    if (option.repeatable)
        return option.names.size() == 1
                   ? quoted("*" + option.names[0] + rest)
                   : "'*'{" + text::join(option.names, ",") + "}" + quoted(rest);
    if (option.names.size() == 1)
        return quoted(option.names[0] + rest);
    return quoted("(" + text::join(option.names, " ") + ")") + "{" + text::join(option.names, ",") +
           "}" + quoted(rest);
}

std::string spec_lines(const std::vector<Option>& options) {
    std::string out;
    for (const Option& option : options)
        out += " \\\n                " + option_spec(option);
    return out;
}

std::string positional_specs(const Binder& own) {
    std::string out;
    for (const Positional& positional : own.positionals()) {
        const std::string place = positional.repeatable ? "*" : "";
        const std::string optional = positional.required || positional.repeatable ? ":" : "::";
        out += " \\\n                " +
               quoted(place + optional + value_part(positional.name, value_hint(positional)));
    }
    return out;
}

std::string command_lines() {
    std::string out;
    for (const Command& command : command_table())
        out += "                " +
               quoted(std::string(command.name) + ":" + std::string(command.summary)) + "\n";
    return out;
}

std::string command_cases() {
    std::string out;
    for (const CommandOptions& one : all_command_options())
        out += "            " + std::string(one.command->name) + ") _arguments -s" +
               spec_lines(one.own.options()) + spec_lines(one.general) + positional_specs(one.own) +
               " ;;\n";
    return out;
}

constexpr std::string_view values_function = R"zsh(#compdef migrate
# zsh completion for migrate, printed by `migrate completion zsh`.

# Asks the program, which knows revisions, environments, tables and columns.
_migrate_values() {
    local line
    local -a lines values shown
    lines=("${(@f)$($_migrate_program complete -- $1 "$PREFIX" "${_migrate_typed[@]}" 2>/dev/null)}")
    for line in $lines; do
        values+=("${line%%$'\t'*}")
        shown+=("${line/$'\t'/  -- }")
    done
    (( $#values )) && compadd -l -V migrate -d shown -a values
}
)zsh";

} // namespace

std::string zsh_completion() {
    return std::string(values_function) +
           "\n_migrate() {\n"
           "    local _migrate_program=${words[1]/#\\~/$HOME}\n"
           "    local -a _migrate_typed=(\"${(@)words[2,CURRENT-1]}\")\n"
           "    local curcontext=$curcontext state line\n"
           "    typeset -A opt_args\n"
           "    _arguments -C -s" +
           spec_lines(all_general_options()) +
           " \\\n                '1:command:->command' '*::argument:->argument' && return\n"
           "    case $state in\n"
           "        command)\n"
           "            local -a commands=(\n" +
           command_lines() +
           "            )\n"
           "            _describe command commands ;;\n"
           "        argument)\n"
           "            case ${words[1]//_/-} in\n" +
           command_cases() +
           "            esac ;;\n"
           "    esac\n"
           "}\n\n"
           "if [[ $funcstack[1] == _migrate ]]; then\n"
           "    _migrate \"$@\"\n"
           "else\n"
           "    compdef _migrate migrate\n"
           "fi\n";
}

} // namespace migrate::cli
