#include "commands/autogenerate.hpp"
#include "commands/context.hpp"

#include <algorithm>

namespace migrate::commands {
namespace {

std::vector<StatusResult::Pending> pending_revisions(Context& context,
                                                     const std::vector<std::string>& rows) {
    const ScriptFolder& scripts = context.scripts();
    const RevisionGraph& graph = scripts.graph();
    std::vector<StatusResult::Pending> pending;
    if (graph.empty() || is_at_heads(graph, rows))
        return pending;
    for (const PlanStep& step : plan_upgrade(graph, rows, "heads").steps) {
        const RevisionHeader& header = scripts.header(graph.id(step.revision));
        pending.push_back({header.id, header.message});
    }
    return pending;
}

std::vector<std::string> drift(Context& context) {
    const Database live = context.live_schema(Context::Missing::empty);
    const Database model = context.model_beside(live);
    refuse_empty_model(model, live);
    const OpTree tree =
        migrate::diff::compare(live, model, context.dialect(), diff_options(context), {});
    std::vector<std::string> differences;
    differences.reserve(tree.upgrade.size());
    for (const PlannedOp& step : tree.upgrade)
        differences.push_back(describe(step.op));
    return differences;
}

} // namespace

StatusResult status(Context& context) {
    StatusResult result;
    const RevisionGraph& graph = context.scripts().graph();
    Connection& connection = context.connection(Context::Missing::empty);
    const runner::Settings settings = run_settings(context);
    result.database = context.url().shown();
    result.server = connection.server();
    result.rows = version_rows(context, Context::Missing::empty);
    std::ranges::copy_if(result.rows, std::back_inserter(result.unknown_rows),
                         [&](const std::string& row) { return !graph.find(row); });
    result.lock_holder = runner::lock_holder(connection, context.dialect(), settings);
    for (runner::UnfinishedStep& step :
         runner::unfinished_steps(connection, context.dialect(), settings))
        result.unfinished.push_back({step.seq, std::move(step.revision), step.step,
                                     std::move(step.description), std::move(step.state),
                                     std::move(step.started_at)});
    if (!result.unknown_rows.empty())
        return result;
    result.edited = warn_of_edited(context);
    result.pending = pending_revisions(context, result.rows);
    result.compared = result.pending.empty() && result.unfinished.empty();
    if (result.compared)
        result.differences = drift(context);
    return result;
}

} // namespace migrate::commands
