#include "commands/context.hpp"

#include "util/edit_distance.hpp"

namespace migrate::commands {
namespace {

runner::TransactionMode parse_mode(const std::string& text) {
    if (text == "revision")
        return runner::TransactionMode::revision;
    if (text == "all")
        return runner::TransactionMode::all;
    if (text == "none")
        return runner::TransactionMode::none;
    const std::vector<std::string> known{"revision", "all", "none"};
    throw Error(ErrorCode::usage, "--transaction is revision, all or none, not \"" + text + "\"" +
                                      did_you_mean(text, known));
}

} // namespace

runner::Settings run_settings(Context& context, const RunOptions& options) {
    runner::Settings settings = run_settings(context);
    if (options.transaction)
        settings.transaction = parse_mode(*options.transaction);
    settings.dry_run = options.dry_run;
    settings.keep = options.keep;
    settings.no_destructive = settings.no_destructive || options.no_destructive;
    settings.undo_partial = options.undo_partial;
    settings.tag = options.tag;
    if (settings.keep && settings.transaction != runner::TransactionMode::all)
        throw Error(ErrorCode::usage, "--keep is for one transaction over the whole run")
            .help("add --transaction all; with one transaction per revision what succeeded is kept "
                  "anyway");
    return settings;
}

namespace {

RunSummary summary(Context& context, const runner::RunResult& result) {
    RunSummary summary;
    summary.direction = result.direction;
    summary.from = result.from;
    summary.to = result.to;
    summary.dry_run = result.dry_run;
    summary.database = context.url().shown();
    for (const runner::RevisionRun& run : result.revisions)
        summary.revisions.push_back(
            {run.id, run.message, run.took, run.by_another_runner, run.continued_errors});
    return summary;
}

RunSummary run(Context& context, Direction direction, const RunOptions& options) {
    const runner::Settings settings = run_settings(context, options);
    // A dry run makes no file either.
    const auto missing = direction == Direction::down ? Context::Missing::refuse
                         : options.dry_run            ? Context::Missing::empty
                                                      : Context::Missing::create;
    if (missing == Context::Missing::create)
        rehearse(context, [&](const runner::RunContext& scratch) {
            runner::check_run(scratch, direction, options.target, settings);
        });
    const runner::RunContext run = run_context(context, missing);
    std::vector<std::string> edited = warn_of_edited(context);
    RunSummary result = summary(context, runner::run(run, direction, options.target, settings));
    result.edited = std::move(edited);
    return result;
}

} // namespace

RunSummary upgrade(Context& context, const RunOptions& options) {
    return run(context, Direction::up, options);
}

RunSummary downgrade(Context& context, const RunOptions& options) {
    return run(context, Direction::down, options);
}

} // namespace migrate::commands
