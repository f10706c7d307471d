#include "cli/command_options.hpp"
#include "cli/completion.hpp"
#include "cli/value_kind.hpp"
#include "util/text.hpp"

namespace migrate::cli {
namespace {

// What the script calls a kind: "revisions", "files", "=auto always never", "any".
std::string script_kind(const ValueHint& hint) {
    switch (hint.kind) {
    case ValueKind::choice:
        return "=" + text::join(hint.choices, " ");
    case ValueKind::file:
        return "files";
    case ValueKind::folder:
        return "folders";
    case ValueKind::any:
        return "any";
    case ValueKind::revision:
    case ValueKind::environment:
    case ValueKind::table:
    case ValueKind::column:
        return std::string(live_name(hint.kind));
    }
    return "any";
}

std::string names_of(const std::vector<Option>& options) {
    std::string out;
    for (const Option& option : options)
        out += (out.empty() ? "" : " ") + option.long_name();
    return out;
}

// "        'upgrade --tag') kind='any' ;;", "        *' -q'|*' --quiet') kind='' ;;"
std::string option_cases(const std::string& command, const std::vector<Option>& options) {
    const std::string begin = command.empty() ? "*' " : "'" + command + " ";
    const std::string between = "'|" + begin;
    std::string out;
    for (const Option& option : options) {
        const std::string kind = option.value.empty() ? "" : script_kind(value_hint(option));
        out += "        " + begin;
        out += text::join(option.names, between) + "') kind='";
        out += kind + "' ;;\n";
    }
    return out;
}

std::string positional_cases(const CommandOptions& one) {
    std::string out;
    int number = 0;
    for (const Positional& positional : one.own.positionals()) {
        const std::string place = positional.repeatable ? "*" : std::to_string(++number);
        out += "        '" + std::string(one.command->name) + " '" + place + ") kind='" +
               script_kind(value_hint(positional)) + "' ;;\n";
    }
    return out;
}

std::string tables() {
    std::string names, options, kinds, positionals;
    for (const CommandOptions& one : all_command_options()) {
        const std::string name(one.command->name);
        names += (names.empty() ? "" : " ") + name;
        options += "        " + name + ") options='" + names_of(one.own.options()) + " " +
                   names_of(one.general) + "' ;;\n";
        kinds += option_cases(name, one.own.options());
        positionals += positional_cases(one);
    }
    return "_migrate_commands='" + names +
           "'\n\n"
           "# The options of a command.\n"
           "_migrate_options() {\n    case $1 in\n" +
           options + "        *) options='" + names_of(all_general_options()) +
           "' ;;\n    esac\n}\n\n"
           "# What the value of an option of a command is; empty for a flag.\n"
           "_migrate_option_kind() {\n    case \"$1 $2\" in\n" +
           kinds + option_cases("", all_general_options()) +
           "        *) kind='' ;;\n    esac\n}\n\n"
           "# What the argument of a command with a number is.\n"
           "_migrate_argument_kind() {\n    case \"$1 $2\" in\n" +
           positionals + "        *) kind=any ;;\n    esac\n}\n";
}

constexpr std::string_view logic = R"bash(
# Candidates that begin with the word, from the words of a kind.
_migrate_values() {
    local kind=$1 word=$2 value description
    case $kind in
        =*) while IFS= read -r value; do found+=("$value"); done < <(compgen -W "${kind#=}" -- "$word") ;;
        files) compopt -o filenames 2>/dev/null
            while IFS= read -r value; do found+=("$value"); done < <(compgen -f -- "$word") ;;
        folders) compopt -o filenames 2>/dev/null
            while IFS= read -r value; do found+=("$value"); done < <(compgen -d -- "$word") ;;
        any) ;;
        *) while IFS=$'\t' read -r value description; do
                [[ $value == *[=@.] ]] && compopt -o nospace 2>/dev/null
                found+=("$value")
            done < <("${words[0]/#~/$HOME}" complete -- "$kind" "$word" "${words[@]:1:last-1}" 2>/dev/null) ;;
    esac
}

_migrate() {
    local words=() found=() options='' kind='' command='' argument=0 only_arguments='' glue='' word i last value
    COMPREPLY=()
    # Bash has split words at : = and @; here they are whole again.
    for ((i = 0; i <= COMP_CWORD; i++)); do
        word=${COMP_WORDS[i]}
        if [[ ${#words[@]} -gt 1 && ( -n $glue || $word =~ ^[:=@]+$ ) ]]; then
            words[${#words[@]} - 1]+=$word
        else
            words+=("$word")
        fi
        if [[ $word =~ ^[:=@]+$ ]]; then glue=1; else glue=''; fi
    done
    last=$((${#words[@]} - 1))

    for ((i = 1; i < last; i++)); do
        word=${words[i]}
        if [[ -z $only_arguments && $word == -- ]]; then
            only_arguments=1
        elif [[ -z $only_arguments && $word == -[!0-9]* ]]; then
            _migrate_option_kind "$command" "$word"
            if [[ -n $kind && $word != *=* ]]; then
                i=$((i + 1)) # its value
            else
                kind=''
            fi
        elif [[ -z $command ]]; then
            command=${word//_/-} kind=''
        else
            argument=$((argument + 1)) kind=''
        fi
    done

    word=${words[last]}
    if [[ $i -gt $last ]]; then
        _migrate_values "$kind" "$word"
    elif [[ -z $only_arguments && $word == --*=* ]]; then
        _migrate_option_kind "$command" "${word%%=*}"
        _migrate_values "${kind:-any}" "${word#*=}"
        for i in "${!found[@]}"; do found[i]=${word%%=*}=${found[i]}; done
    elif [[ -z $only_arguments && $word == -* ]]; then
        _migrate_options "$command"
        _migrate_values "=$options" "$word"
    elif [[ -z $command ]]; then
        _migrate_values "=$_migrate_commands" "$word"
    else
        _migrate_argument_kind "$command" $((argument + 1))
        _migrate_values "$kind" "$word"
    fi

    # Bash replaces only what stands behind the last sign at which it splits.
    value=${COMP_WORDS[COMP_CWORD]}
    [[ $value =~ ^[:=@]+$ ]] && value=''
    glue=${word%"$value"}
    for value in "${found[@]}"; do COMPREPLY+=("${value#"$glue"}"); done
}

complete -o nosort -F _migrate migrate 2>/dev/null || complete -F _migrate migrate
)bash";

} // namespace

std::string bash_completion() {
    return "# bash completion for migrate, printed by `migrate completion bash`.\n\n" + tables() +
           std::string(logic);
}

} // namespace migrate::cli
