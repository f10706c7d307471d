#include "commands/context.hpp"

namespace migrate::commands {

StampSummary stamp(Context& context, const StampOptions& options) {
    runner::Settings settings = run_settings(context);
    settings.tag = options.tag;
    const auto stamp = [&](const runner::RunContext& run) {
        return runner::stamp(run, options.targets, options.purge, options.force, settings);
    };
    rehearse(context, stamp);
    const runner::StampResult result = stamp(run_context(context, Context::Missing::create));
    return {result.from, result.to, context.url().shown()};
}

EnsureVersionResult ensure_version(Context& context) {
    const runner::Settings settings = run_settings(context);
    Connection& connection = context.connection(Context::Missing::create);
    return {runner::ensure_version_table(connection, context.dialect(), settings),
            settings.version_table, context.url().shown()};
}

} // namespace migrate::commands
