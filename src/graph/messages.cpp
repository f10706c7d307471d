#include "graph/messages.hpp"

#include <algorithm>

#include "util/edit_distance.hpp"
#include "util/text.hpp"

namespace migrate::graph {

namespace {

constexpr std::size_t most_listed = 8;
constexpr std::size_t shortest_mistyped = 3; // of a shorter name nothing can be guessed

std::string more(std::size_t all) {
    return "and " + std::to_string(all - most_listed) + " more";
}

} // namespace

std::string described(const RevisionGraph& graph, RevisionIndex i) {
    const RevisionNode& node = graph.node(i);
    return node.message.empty() ? node.id : node.id + " \"" + node.message + "\"";
}

std::string listed(const RevisionGraph& graph, std::span<const RevisionIndex> revisions) {
    const auto shown = revisions.first(std::min(revisions.size(), most_listed));
    std::string line = text::join(graph.ids(shown), ", ");
    return shown.size() == revisions.size() ? line : line + " " + more(revisions.size());
}

void note_each(Error& error, const RevisionGraph& graph, std::span<const RevisionIndex> revisions) {
    for (const RevisionIndex i : revisions.first(std::min(revisions.size(), most_listed))) {
        const auto labels = graph.labels_of(i);
        error.note(described(graph, i) +
                   (labels.empty() ? "" : " (" + text::join(labels, ", ") + ")"));
    }
    if (revisions.size() > most_listed) {
        error.note(more(revisions.size()));
    }
}

std::string suggestion(const RevisionGraph& graph, const std::string& name, Known among) {
    if (name.size() < shortest_mistyped) {
        return {};
    }
    std::vector<std::string> known;
    known.reserve(graph.size());
    for (RevisionIndex i = 0; i < graph.size(); ++i) {
        known.push_back(graph.id(i));
    }
    if (among != Known::ids) {
        for (const auto& [label, owner] : graph.labels()) {
            known.push_back(label);
        }
    }
    if (among == Known::targets) {
        known.insert(known.end(), {"head", "heads", "base", "current"});
    }
    return did_you_mean(name, known);
}

} // namespace migrate::graph
