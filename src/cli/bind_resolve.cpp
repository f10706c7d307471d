#include "cli/command_table.hpp"
#include "cli/session.hpp"
#include "report/json.hpp"

namespace migrate::cli {
namespace {

void bind_answer(Binder& binder, std::string& answer, const std::string& word, std::string help) {
    binder.action("--" + word, std::move(help), [&answer, word] {
        if (!answer.empty() && answer != word)
            throw Error(ErrorCode::usage, "--" + answer + " and --" + word + " exclude each other");
        answer = word;
    });
}

} // namespace

Action bind_resolve(Binder& binder) {
    const auto options = std::make_shared<commands::ResolveOptions>();
    binder.positional("SEQ", options->seq, "the number that the error names");
    bind_answer(binder, options->answer, "applied", "the step took effect: go on behind it");
    bind_answer(binder, options->answer, "not-applied", "it did not: run it");
    bind_answer(binder, options->answer, "rerun", "run it again, whatever it did before");
    return [options](Session& session) {
        if (options->answer.empty())
            throw Error(ErrorCode::usage, "resolve needs an answer")
                .help("give --applied, --not-applied or --rerun");
        session.outcome(commands::resolve(session.context(), *options), report::resolve_text,
                        report::resolve_json);
        return ExitCode::done;
    };
}

} // namespace migrate::cli
