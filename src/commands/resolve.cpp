#include "commands/context.hpp"

#include <algorithm>

namespace migrate::commands {
namespace {

runner::Resolution parse_answer(const std::string& answer) {
    if (answer == "applied")
        return runner::Resolution::applied;
    if (answer == "not-applied")
        return runner::Resolution::not_applied;
    if (answer == "rerun")
        return runner::Resolution::rerun;
    throw Error(ErrorCode::usage,
                "say what became of the step: --applied, --not-applied or --rerun");
}

} // namespace

ResolveResult resolve(Context& context, const ResolveOptions& options) {
    const runner::Resolution answer = parse_answer(options.answer);
    const runner::Settings settings = run_settings(context);
    const runner::RunContext run = run_context(context, Context::Missing::refuse);
    const auto steps = runner::unfinished_steps(run.connection, run.dialect, settings);
    const auto step =
        std::ranges::find_if(steps, [&](const auto& s) { return s.seq == options.seq; });
    if (step == steps.end()) {
        Error error(ErrorCode::usage, "there is no unfinished step " + std::to_string(options.seq));
        for (const runner::UnfinishedStep& each : steps)
            error.note("unfinished: " + std::to_string(each.seq) + ", step " +
                       std::to_string(each.step) + " of " + each.revision + ": " +
                       each.description);
        throw error.help(steps.empty() ? "nothing waits for an answer: migrate upgrade goes on"
                                       : "give the number of one of these");
    }
    runner::resolve(run, options.seq, answer, settings);
    return {step->revision, step->step, step->description, options.answer};
}

} // namespace migrate::commands
