#include "cli/manual.hpp"

#include "cli/completion.hpp"
#include "cli/help_format.hpp"
#include "util/file.hpp"
#include "util/text.hpp"

namespace migrate::cli {
namespace {

std::string option_line(const Option& option) {
    const std::string names = text::join(option.names, ", ");
    return "- `" + names + (option.value.empty() ? "" : " " + option.value) + "`: " + option.help +
           (option.repeatable ? "; may be repeated" : "") + "\n";
}

std::string option_list(const std::vector<Option>& options) {
    std::string out;
    for (const Option& option : options)
        out += option_line(option);
    return out;
}

std::string argument_list(const Binder& own) {
    std::string out;
    for (const Positional& positional : own.positionals())
        out += "- `" + positional.name + "`: " + positional.help + "\n";
    return out;
}

std::string command_part(const CommandOptions& one) {
    const std::string name(one.command->name);
    const std::string list = argument_list(one.own) + option_list(one.own.options());
    return "\n### " + name + "\n" + std::string(one.command->summary) + "\n\n```sh\n" +
           usage_line(*one.command, one.own) + "\n" + std::string(one.command->example) +
           "   # for example\n```\n\n" + std::string(one.command->about) + "\n" +
           (list.empty() ? "" : "\n" + list);
}

void write(const std::filesystem::path& path, const std::string& text) {
    std::filesystem::create_directories(path.parent_path());
    write_file_atomically(path, text, Overwrite::allow);
}

} // namespace

std::string reference_page() {
    std::string out =
        "# Commands\n\n"
        "Made from the program's own table; `migrate COMMAND --help` and `man migrate-COMMAND` say "
        "the same.\n\n"
        "## Options of every command\n"
        "They stand before or after the command's name. A command's own option wins over one of "
        "the same letter.\n\n" +
        option_list(all_general_options());
    std::string_view group;
    for (const CommandOptions& one : all_command_options()) {
        if (one.command->group != group)
            out += "\n## " + std::string(one.command->group) + "\n";
        group = one.command->group;
        out += command_part(one);
    }
    return out;
}

void write_package_files(const std::filesystem::path& folder, const std::string& date) {
    write(folder / "man" / "migrate.1", program_man_page(date));
    for (const CommandOptions& one : all_command_options())
        write(folder / "man" / ("migrate-" + std::string(one.command->name) + ".1"),
              command_man_page(one, date));
    write(folder / "bash" / "migrate", bash_completion());
    write(folder / "zsh" / "_migrate", zsh_completion());
    write(folder / "fish" / "migrate.fish", fish_completion());
}

} // namespace migrate::cli
