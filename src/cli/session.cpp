#include "cli/session.hpp"

#include "util/text.hpp"

namespace migrate::cli {
namespace {

using report::Loudness;

Loudness loudness(const GeneralOptions& options) {
    if (options.quiet)
        return Loudness::quiet;
    return options.verbose ? Loudness::verbose : Loudness::normal;
}

report::Look look_of(const GeneralOptions& options, const Streams& streams) {
    return {.style = report::Style(report::use_color(color_mode(options), streams.out_is_terminal)),
            .verbose = options.verbose,
            .utf8 = streams.utf8,
            .width = streams.out_is_terminal ? streams.width : 0};
}

report::RunReporter::Options reporter_options(const GeneralOptions& options,
                                              const Streams& streams) {
    return {.is_terminal = streams.err_is_terminal,
            .width = streams.width,
            .loudness = loudness(options),
            .style =
                report::Style(report::use_color(color_mode(options), streams.err_is_terminal))};
}

} // namespace

Session::Session(const GeneralOptions& options, const Streams& streams)
    : options_(options),
      streams_(streams),
      look_(look_of(options, streams)),
      reporter_(streams.err, clock_, reporter_options(options, streams)),
      prompt_(make_prompt(streams, options.no_input)) {
    if (options.quiet && options.verbose)
        throw Error(ErrorCode::usage, "-q and -v contradict each other");
}

commands::Context& Session::context() {
    if (!context_)
        context_.emplace(load_config(config_options(options_, options_.environment.value_or(""))),
                         reporter_, clock_, prompt_.get());
    return *context_;
}

void Session::needs_one_environment(const std::string& what) const {
    if (!options_.among_several)
        return;
    OneResultOnly error(ErrorCode::usage, what + " is for one environment at a time");
    error.help("choose one: -e NAME");
    throw error;
}

void Session::notes(const std::vector<std::string>& texts) {
    for (const std::string& text : texts)
        note(text);
}

void Session::after_writing(const commands::RevisionResult& result) {
    notes(result.notes);
    if (!result.hook_output.empty())
        note("hooks: " + std::string(text::trim(result.hook_output)));
}

} // namespace migrate::cli
