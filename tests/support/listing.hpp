// A graph in one line of text as a listing of everything, newest first.
#pragma once

#include "migrate/commands.hpp"
#include "support/graph_text.hpp"

namespace migrate::test {

inline commands::RevisionEntry entry_of(const RevisionGraph& graph, RevisionIndex index) {
    const RevisionNode& node = graph.node(index);
    commands::RevisionEntry entry;
    entry.header.id = node.id;
    entry.header.parents = node.parents;
    entry.header.depends_on = node.depends_on;
    entry.header.labels = node.labels;
    entry.header.message = node.message;
    entry.path = node.file;
    entry.labels = graph.labels_of(index);
    entry.dependencies = graph.ids(std::vector<RevisionIndex>(graph.dependencies(index).begin(),
                                                              graph.dependencies(index).end()));
    entry.children = graph.ids(
        std::vector<RevisionIndex>(graph.children(index).begin(), graph.children(index).end()));
    entry.is_head = graph.is_head(index);
    entry.is_effective_head = graph.is_head(index) && !graph.is_real_head(index);
    return entry;
}

// `rows` as a database that is at them would have it; empty: no database was asked.
inline std::vector<commands::RevisionEntry>
listing_of(const std::string& text, const std::string& rows = {}, const std::string& range = ":") {
    const RevisionGraph graph = graph_of(text);
    const std::vector<std::string> ids = split_words(rows);
    const RevisionSet applied = graph.closure(resolve_rows(graph, ids));
    std::vector<commands::RevisionEntry> entries;
    for (const RevisionIndex index : history_range(graph, ids, parse_range(range))) {
        entries.push_back(entry_of(graph, index));
        entries.back().is_current = std::ranges::find(ids, graph.id(index)) != ids.end();
        entries.back().is_pending = !ids.empty() && !applied.contains(index);
    }
    return entries;
}

} // namespace migrate::test
