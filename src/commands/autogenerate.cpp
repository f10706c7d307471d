#include "commands/autogenerate.hpp"

#include "commands/context.hpp"
#include "util/text.hpp"

namespace migrate::commands {
namespace {

diff::Options::Renames renames_of(RenameMode mode) {
    switch (mode) {
    case RenameMode::ask:
        return diff::Options::Renames::ask;
    case RenameMode::never:
        return diff::Options::Renames::never;
    case RenameMode::always:
        return diff::Options::Renames::always;
    }
    return diff::Options::Renames::ask;
}

} // namespace

diff::Options diff_options(Context& context) {
    const AutogenerateSettings& settings = context.config().autogenerate;
    if (!settings.schemas.empty() && !context.dialect().capabilities().schemas)
        throw Error(ErrorCode::usage, "[autogenerate] schemas: a " +
                                          std::string(context.dialect().name()) +
                                          " database has no schemas to choose from")
            .help("take it out of migrate.toml, or write it in the environment that it is for");
    diff::Options options;
    options.include = settings.include;
    options.exclude = settings.exclude;
    options.compare_type = settings.compare_type;
    options.compare_default = settings.compare_default;
    options.compare_comment = settings.compare_comment;
    options.renames = renames_of(settings.renames);
    return options;
}

void refuse_empty_model(const Database& model, const Database& live) {
    if (!model.tables.empty() || !model.views.empty() || live.tables.empty())
        return;
    throw Error(ErrorCode::usage, "the models declare no table, but the database has " +
                                      text::count(live.tables.size(), "table") +
                                      ": that would drop everything")
        .help("check `models` in migrate.toml; to begin with what the database holds: migrate "
              "inspect -o "
              "models/schema.toml, then migrate revision --baseline -m baseline");
}

Standing standing(Context& context) {
    Standing result;
    const RevisionGraph& graph = context.scripts().graph();
    result.rows = version_rows(context, Context::Missing::empty);
    if (graph.empty() && result.rows.empty())
        return result;
    resolve_rows(graph, result.rows); // throws for an unknown one
    if (!is_at_heads(graph, result.rows))
        result.pending = plan_upgrade(graph, result.rows, "heads").steps.size();
    return result;
}

} // namespace migrate::commands
