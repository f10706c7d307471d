// current, heads, branches, history, show: what stands where in the graph.
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

// Rows that no file has do not say what is applied below them.
void mark_pending(std::vector<RevisionEntry>& entries, const RevisionGraph& graph,
                  const std::vector<std::string>& rows) {
    std::vector<RevisionIndex> known;
    for (const std::string& row : rows)
        if (const auto index = graph.find(row))
            known.push_back(*index);
    const RevisionSet applied = graph.closure(known);
    for (RevisionEntry& entry : entries) {
        const auto index = graph.find(entry.header.id);
        entry.is_pending = index && !applied.contains(*index);
    }
}

// The version rows, if they are wanted and can be had.
std::optional<std::vector<std::string>> rows_for(Context& context, const HistoryOptions& options) {
    if (options.indicate_current || names_current(options.range))
        return version_rows(context, Context::Missing::empty);
    if (!options.try_current)
        return std::nullopt;
    try {
        return version_rows(context, Context::Missing::empty);
    } catch (const Error& error) {
        context.observer().on(event::Warning{
            std::string("what is current and what is pending is not marked: ") + error.what()});
        return std::nullopt;
    }
}

} // namespace

CurrentResult current(Context& context, const CurrentOptions& options) {
    const RevisionGraph& graph = context.scripts().graph();
    CurrentResult result;
    result.database = context.url().shown();
    std::vector<std::string> rows; // those that files have
    for (std::string& row : version_rows(context, Context::Missing::empty))
        (graph.find(row) ? rows : result.unknown_rows).push_back(std::move(row));
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

std::vector<BranchEntry> branches(Context& context) {
    const RevisionGraph& graph = context.scripts().graph();
    std::vector<BranchEntry> result;
    for (RevisionIndex i = 0; i < graph.size(); ++i)
        if (graph.is_branch_point(i)) {
            const auto children = graph.children(i);
            result.push_back(
                {entry_of(context, i), entries_of(context, {children.begin(), children.end()})});
        }
    return result;
}

std::vector<RevisionEntry> history(Context& context, const HistoryOptions& options) {
    const TargetRange range = options.range.empty() ? TargetRange() : parse_range(options.range);
    const RevisionGraph& graph = context.scripts().graph();
    const std::optional<std::vector<std::string>> rows = rows_for(context, options);
    std::vector<RevisionEntry> entries =
        entries_of(context, history_range(graph, rows.value_or(std::vector<std::string>()), range));
    if (rows) {
        mark_current(entries, *rows);
        mark_pending(entries, graph, *rows);
    }
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
