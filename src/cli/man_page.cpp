#include "cli/help_format.hpp"
#include "cli/manual.hpp"
#include "migrate/version.hpp"
#include "util/text.hpp"

namespace migrate::cli {
namespace {

// Text as roff takes it: a backslash begins a request inside a line, a dot or a quote at its start.
std::string roff(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == '\\')
            out += "\\e";
        else if (c == '-')
            out += "\\-";
        else if (c == '\'')
            out += "\\(aq";
        else if (c == '`')
            out += "\\(ga";
        else
            out += c;
    }
    return out.starts_with('.') ? "\\&" + out : out;
}

std::string head(const std::string& name, const std::string& date) {
    return ".TH " + roff(text::upper(name)) + " 1 \"" + date +
           "\" \"migrate " MIGRATE_VERSION "\" \"migrate manual\"\n";
}

std::string section(std::string_view title) {
    return ".SH " + std::string(title) + "\n";
}

std::string name_section(const std::string& name, std::string_view summary) {
    return section("NAME") + roff(name) + " \\- " + roff(summary) + "\n";
}

// A term in bold with its value in italics, and what it is for.
std::string item(const std::string& term, const std::string& text) {
    return ".TP\n" + term + "\n" + roff(text) + "\n";
}

std::string option_item(const Option& option) {
    std::vector<std::string> names;
    names.reserve(option.names.size());
    for (const std::string& name : option.names)
        names.push_back("\\fB" + roff(name) + "\\fR");
    std::string term = text::join(names, ", ");
    if (!option.value.empty())
        term += " \\fI" + roff(option.value) + "\\fR";
    return item(term, option.help + (option.repeatable ? "; may be repeated" : "") + ".");
}

std::string option_section(const std::string& title, const std::vector<Option>& options) {
    std::string out;
    for (const Option& option : options)
        out += option_item(option);
    return out.empty() ? out : section(title) + out;
}

std::string argument_section(const Binder& own) {
    std::string out;
    for (const Positional& positional : own.positionals())
        out += item("\\fI" + roff(positional.name) + "\\fR", positional.help + ".");
    return out.empty() ? out : section("ARGUMENTS") + out;
}

std::string commands_section() {
    std::string out = section("COMMANDS");
    for (const Command& command : command_table())
        out += item("\\fBmigrate\\-" + roff(command.name) + "\\fR(1)",
                    std::string(command.summary) + ".");
    return out;
}

std::string exit_section() {
    std::string out = section("EXIT STATUS");
    for (const ExitMeaning& one : exit_meanings())
        out += item("\\fB" + std::to_string(static_cast<int>(one.code)) + "\\fR",
                    std::string(one.meaning) + ".");
    return out;
}

constexpr std::string_view environment_and_files = R"(.SH ENVIRONMENT
.TP
\fBMIGRATE_CONFIG\fR
The project file, where \fB\-\-config\fR is not given.
.TP
\fBNO_COLOR\fR, \fBCLICOLOR_FORCE\fR
Set, they forbid and ask for colours; \fB\-\-color\fR wins over both.
.TP
\fBCI\fR
Set, nothing is ever asked.
.TP
\fBLC_ALL\fR, \fBLC_CTYPE\fR, \fBLANG\fR
Pictures are drawn in ASCII unless they name a UTF\-8 locale.
.SH FILES
.TP
\fImigrate.toml\fR
The project file, in the working directory or above it.
)";

} // namespace

std::string program_man_page(const std::string& date) {
    return head("migrate", date) + name_section("migrate", "schema migrations for databases") +
           section("SYNOPSIS") + "\\fBmigrate\\fR [\\fIOPTIONS\\fR] \\fICOMMAND\\fR ...\n" +
           section("DESCRIPTION") +
           "Says in files what the schema of a database should be, writes the steps that lead "
           "there,\nand runs them. Options of every command stand before or after its name.\n" +
           commands_section() + option_section("OPTIONS", all_general_options()) + exit_section() +
           std::string(environment_and_files) + section("EXAMPLES") +
           ".nf\nmigrate revision \\-\\-autogenerate \\-m \"add users\"\nmigrate upgrade "
           "head\n.fi\n";
}

std::string command_man_page(const CommandOptions& one, const std::string& date) {
    const std::string name = "migrate-" + std::string(one.command->name);
    return head(name, date) + name_section(name, one.command->summary) + section("SYNOPSIS") +
           roff(usage_line(*one.command, one.own)) + "\n" + section("DESCRIPTION") +
           roff(one.command->about) + "\n" + argument_section(one.own) +
           option_section("OPTIONS", one.own.options()) +
           option_section("OPTIONS OF EVERY COMMAND", one.general) + section("EXAMPLES") + ".nf\n" +
           roff(one.command->example) + "\n.fi\n" + section("SEE ALSO") + "\\fBmigrate\\fR(1)\n";
}

} // namespace migrate::cli
