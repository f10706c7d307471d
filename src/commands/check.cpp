#include "commands/autogenerate.hpp"
#include "commands/context.hpp"

namespace migrate::commands {

CheckResult check(Context& context, const CheckOptions& options) {
    CheckResult result;
    result.database = context.url().shown();
    result.pending = standing(context).pending;
    result.edited = warn_of_edited(context);
    if (result.pending > 0)
        return result;
    const Database live = context.live_schema(Context::Missing::empty);
    const Database model = context.model_beside(live);
    refuse_empty_model(model, live);
    diff::Options diff_settings = diff_options(context);
    diff_settings.strict = options.strict;
    const OpTree tree = diff::compare(live, model, context.dialect(), diff_settings, {});
    for (const PlannedOp& step : tree.upgrade)
        result.differences.push_back(describe(step.op));
    result.notes = tree.notes;
    for (const std::string& kind : tree.not_compared)
        result.notes.push_back("not compared: " + kind);
    if (options.strict && !tree.not_compared.empty())
        result.differences.push_back("not compared: " + std::to_string(tree.not_compared.size()) +
                                     " kinds of objects (--strict)");
    return result;
}

} // namespace migrate::commands
