#include "commands/autogenerate.hpp"
#include "commands/side.hpp"

namespace migrate::commands {

DiffResult diff(Context& context, const DiffOptions& options) {
    const bool models_alone = options.to.empty() && options.from == "models";
    const std::string left = models_alone ? "" : options.from;
    const std::string right = options.to.empty() ? "models" : options.to;
    const SideKind kind = kind_of_sides(context, {left, right});
    const Side from = read_side(context, left, kind);
    const bool as_check = left.empty() && right == "models"; // what `check` compares
    Side to = as_check ? Side{"the models", context.model_beside(from.schema), {}}
                       : read_side(context, right, kind);
    if (left.empty() && !as_check)
        kind.dialect.settle(context.connection(Context::Missing::refuse), from.schema, to.schema);
    const OpTree tree =
        migrate::diff::compare(from.schema, to.schema, kind.dialect, diff_options(context), {});
    DiffResult result{from.shown, to.shown, {}, from.notes, options.format, ""};
    for (const PlannedOp& step : tree.upgrade)
        result.differences.push_back(describe(step.op));
    result.notes.insert(result.notes.end(), to.notes.begin(), to.notes.end());
    result.notes.insert(result.notes.end(), tree.notes.begin(), tree.notes.end());
    for (const std::string& each : tree.not_compared)
        result.notes.push_back("not compared: " + each);
    if (options.format == "toml")
        result.text = steps_as_toml(tree.upgrade, kind.dialect);
    else if (options.format == "sql")
        result.text = steps_as_sql(tree.upgrade, kind.dialect, from.schema);
    return result;
}

} // namespace migrate::commands
