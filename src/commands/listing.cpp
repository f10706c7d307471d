// current, heads, history, show: what stands where in the graph.
#include "commands/context.hpp"

#include <algorithm>

namespace migrate::commands {
namespace {

bool names_current(const std::string& text) {
    return text.find("current") != std::string::npos;
}

void mark_current(std::vector<RevisionEntry>& entries, const std::vector<std::string>& rows) {
    for (RevisionEntry& entry : entries)
        entry.is_current = std::ranges::find(rows, entry.header.id) != rows.end();
}

} // namespace

CurrentResult current(Context& context, const CurrentOptions& options) {
    const RevisionGraph& graph = context.scripts().graph();
    std::vector<std::string> rows = version_rows(context, Context::Missing::empty);
    CurrentResult result;
    result.database = context.url().shown();
    const auto unknown = std::ranges::stable_partition(
        rows, [&](const auto& id) { return graph.find(id).has_value(); });
    result.unknown_rows.assign(unknown.begin(), unknown.end());
    rows.erase(unknown.begin(), unknown.end());
    for (const CurrentTip& tip : current_tips(graph, rows))
        result.revisions.push_back(entry_of(context, tip.revision));
    mark_current(result.revisions, rows);
    result.at_heads = result.unknown_rows.empty() && is_at_heads(graph, rows);
    if (options.check_heads && !result.unknown_rows.empty())
        context.observer().on(event::Warning{"the database is at " + result.unknown_rows.front() +
                                             ", which no revision file has"});
    return result;
}

std::vector<RevisionEntry> heads(Context& context, const HeadsOptions& options) {
    const RevisionGraph& graph = context.scripts().graph();
    return entries_of(context, options.resolve_dependencies ? graph.real_heads() : graph.heads());
}

std::vector<RevisionEntry> history(Context& context, const HistoryOptions& options) {
    const bool needs_rows = options.indicate_current || names_current(options.range);
    const std::vector<std::string> rows =
        needs_rows ? version_rows(context, Context::Missing::empty) : std::vector<std::string>();
    const TargetRange range = options.range.empty() ? TargetRange() : parse_range(options.range);
    std::vector<RevisionEntry> entries =
        entries_of(context, history_range(context.scripts().graph(), rows, range));
    mark_current(entries, rows);
    return entries;
}

std::vector<RevisionEntry> show(Context& context, const std::string& revision) {
    const std::vector<std::string> rows = names_current(revision)
                                              ? version_rows(context, Context::Missing::empty)
                                              : std::vector<std::string>();
    std::vector<RevisionEntry> entries = entries_of(
        context, resolve_shown(context.scripts().graph(), rows, parse_point(revision, "show")));
    mark_current(entries, rows);
    return entries;
}

} // namespace migrate::commands
