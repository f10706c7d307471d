#include "cli/program.hpp"

#include "cli/app.hpp"
#include "cli/command_table.hpp"
#include "cli/environments.hpp"
#include "cli/general_options.hpp"
#include "cli/help_format.hpp"
#include "cli/pipeline.hpp"
#include "cli/session.hpp"
#include "cli/version.hpp"
#include "report/error_block.hpp"
#include "report/json.hpp"
#include "util/edit_distance.hpp"

#include <algorithm>
#include <exception>
#include <filesystem>

namespace migrate::cli {
namespace {

using Words = std::vector<std::string>;

constexpr int narrowest_help = 50; // columns: the names of options take 30

class Program {
  public:
    explicit Program(const Streams& streams) : streams_(streams), pipeline_(streams.err) {
        bind_general(general_, options_);
    }

    ExitCode run(const Words& words) {
        options_.json =
            options_.json || asks_for_json(words); // also for the errors of the words before it
        const std::size_t at = command_position(general_, words);
        const auto split = words.begin() + static_cast<std::ptrdiff_t>(at);
        Parser(general_, "migrate").parse(Words(words.begin(), split));
        if (split == words.end())
            return without_command();
        if (*split == "help") { // `migrate help COMMAND` is `migrate COMMAND --help`
            options_.help = true;
            return run(Words(split + 1, words.end()));
        }
        return with_command(*split, Words(split + 1, words.end()));
    }

    ExitCode report(const Error& error) const { return report_to(error, streams_); }

  private:
    static bool asks_for_json(const Words& words) {
        const auto end = std::ranges::find(words, "--");
        return std::find(words.begin(), end, "--json") != end;
    }

    ExitCode print(const std::string& text) const {
        streams_.out.write(text);
        return ExitCode::done;
    }

    int out_width() const {
        return streams_.out_is_terminal ? std::clamp(streams_.width, narrowest_help, help_width)
                                        : help_width;
    }

    ExitCode print_version() const {
        return print(options_.json ? version_document(options_.verbose)
                                   : version_text(options_.verbose));
    }

    ExitCode without_command() const {
        if (options_.version)
            return print_version();
        if (options_.help)
            return print(program_help(general_, out_width()));
        if (options_.json)
            throw Error(ErrorCode::usage, "no command is given").help("migrate --help lists them");
        streams_.err.write(program_help(general_));
        return ExitCode::usage;
    }

    ExitCode with_command(const std::string& name, const Words& words) {
        const Command* command = find_command(name);
        if (!command)
            fail_on_command(name);
        Binder own;
        const Action action = command->bind(own);
        Binder all = own;
        all.add_missing(general_);
        Parser parser(all, "migrate " + std::string(command->name));
        parser.parse(words);
        if (options_.version)
            return print_version();
        if (options_.help)
            return print(command_help(*command, own, general_, out_width()));
        parser.check_positionals();
        return pipeline_.listens() ? run_for_pipeline(*command, action)
                                   : run_action(action, streams_);
    }

    ExitCode run_action(const Action& action, const Streams& streams) const {
        const Words environments = chosen_environments(options_);
        if (environments.size() > 1 || options_.all_environments)
            return run_in_environments(
                environments, action, options_, streams,
                [this](const Error& error, const Streams& to) { return report_to(error, to); });
        Session session(options_, streams);
        return action(session);
    }

    ExitCode run_for_pipeline(const Command& command, const Action& action) const {
        std::string told;
        report::CopyingSink out(streams_.out, told);
        report::CopyingSink err(streams_.err, told);
        try {
            const ExitCode code = run_action(action, with_sinks(streams_, out, err));
            pipeline_.ended(command, code, told);
            return code;
        } catch (const Error& error) {
            pipeline_.ended(command, exit_code(error.code()),
                            told + report::error_block(error, report::Style(false)));
            throw;
        }
    }

    ExitCode report_to(const Error& error, const Streams& streams) const {
        const ExitCode code = exit_code(error.code());
        const report::Style style(report::use_color(color_mode(options_), streams.err_is_terminal));
        streams.err.write(
            report::error_block(error, style, streams.err_is_terminal ? streams.width : 0));
        pipeline_.annotate(error);
        if (options_.json)
            streams.out.write(report::error_json(error, static_cast<int>(code)));
        return code;
    }

    [[noreturn]] static void fail_on_command(const std::string& name) {
        Words known{"help"};
        for (const Command& command : command_table())
            known.emplace_back(command.name);
        throw Error(ErrorCode::usage,
                    "there is no command \"" + name + "\"" + did_you_mean(name, known))
            .help("migrate --help lists them");
    }

    const Streams& streams_;
    Pipeline pipeline_;
    GeneralOptions options_;
    Binder general_;
};

// What no layer turned into an Error: full memory, a folder that cannot be listed.
Error from_elsewhere(const std::exception& exception) {
    return {ErrorCode::failed, exception.what()};
}

ExitCode report_safely(const Program& program, const Error& error) {
    try {
        return program.report(error);
    } catch (const Error& second) { // standard output is what failed
        return exit_code(second.code());
    }
}

} // namespace

ExitCode run_program(const std::vector<std::string>& words, const Streams& streams) {
    Program program(streams);
    try {
        return program.run(words);
    } catch (const Error& error) {
        return report_safely(program, error);
    } catch (const std::exception& exception) {
        return report_safely(program, from_elsewhere(exception));
    }
}

} // namespace migrate::cli
