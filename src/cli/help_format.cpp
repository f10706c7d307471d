#include "cli/help_format.hpp"

#include "report/table.hpp"
#include "util/text.hpp"

#include <algorithm>

namespace migrate::cli {
namespace {

constexpr int name_column = 30; // where descriptions begin

std::string option_names(const Option& option) {
    // Long names stand below each other, whether a short one comes before or not.
    std::string shown = option.names.front().starts_with("--") ? "    " : "";
    shown += text::join(option.names, ", ");
    return option.value.empty() ? shown : shown + " " + option.value;
}

// "  NAME          description", the description wrapped beside the name, or below one that is
// long.
std::string entry(const std::string& name, std::string_view help, int width) {
    std::string begun = "  " + name;
    std::string out;
    if (begun.size() + 2 > name_column) {
        out = begun + '\n';
        begun.clear();
    }
    for (const std::string& line : report::wrapped(help, width - name_column)) {
        out += report::padded(begun, name_column);
        out += line;
        out += '\n';
        begun.clear();
    }
    return out;
}

std::string options_text(const std::vector<Option>& options, int width) {
    std::string out;
    for (const Option& option : options)
        out += entry(option_names(option),
                     option.help + (option.repeatable ? "; may be repeated" : ""), width);
    return out;
}

// "-c FILE, -e NAME, --json": each option by its first name.
std::string names_text(const std::vector<Option>& options) {
    std::vector<std::string> names;
    names.reserve(options.size());
    for (const Option& option : options)
        names.push_back(option.names.front() + (option.value.empty() ? "" : " " + option.value));
    return text::join(names, ", ");
}

std::string paragraph(std::string_view text, int width) {
    return text::join(report::wrapped(text, width), "\n") + "\n";
}

std::string positionals_text(const Binder& own, int width) {
    std::string out;
    for (const Positional& positional : own.positionals())
        out += entry(positional.name, positional.help, width);
    return out;
}

void add_section(std::string& out, std::string_view title, const std::string& body) {
    if (!body.empty())
        out += "\n" + std::string(title) + ":\n" + body;
}

std::string commands_text(int width) {
    std::string out;
    std::string_view group;
    for (const Command& command : command_table()) {
        if (command.group != group)
            out += "\n" + std::string(command.group) + ":\n";
        group = command.group;
        out += "  " + report::padded(command.name, 16) +
               report::folded(command.summary, width, 18, 18) + "\n";
    }
    return out;
}

} // namespace

std::string usage_line(const Command& command, const Binder& own) {
    std::string line = "migrate " + std::string(command.name) + " [OPTIONS]";
    for (const Positional& positional : own.positionals()) {
        const std::string name = positional.name + (positional.repeatable ? "..." : "");
        line += positional.required ? " " + name : " [" + name + "]";
    }
    return line;
}

std::string program_help(const Binder& general, int width) {
    std::string out =
        "Example: migrate revision --autogenerate -m \"add users\" && migrate upgrade head\n\n";
    out += paragraph("Says in files what a database's schema should be, writes the steps that lead "
                     "there, and runs them.",
                     width);
    out += "\nUsage: migrate [OPTIONS] COMMAND ...\n" + commands_text(width);
    add_section(out, "Options of every command", options_text(general.options(), width));
    out += "\nExit codes: 0 done, 1 failed, 2 wrong usage or file, 3 there is a difference,\n"
           "4 locked by another runner, 5 database not reached, 6 a person must decide (resolve).\n"
           "\n`migrate COMMAND --help` says more about a command.\n";
    return out;
}

std::string command_help(const Command& command, const Binder& own, const Binder& general,
                         int width) {
    std::string out = "Example: " + std::string(command.example) + "\n\n";
    out += paragraph(command.about, width) + "\n" + "Usage: " + usage_line(command, own) + "\n";
    add_section(out, "Arguments", positionals_text(own, width));
    add_section(out, "Options", options_text(own.options(), width));
    out += "\n" + paragraph("Options of every command, explained by `migrate --help`: " +
                                names_text(own.missing(general)) + ".",
                            width);
    return out;
}

} // namespace migrate::cli
