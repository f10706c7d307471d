// Building: names to numbers, edges both ways, heads. The checks that need one revision stand here,
// cycles in cycles.cpp.
#include <algorithm>

#include "graph/messages.hpp"

namespace migrate {

namespace {

Error bad_file(const RevisionNode& node, const std::string& message) {
    Error error(ErrorCode::usage, message);
    error.at({node.file, 0, 0});
    return error;
}

std::string in_file(const RevisionNode& node) {
    return node.file.empty() ? std::string() : " in " + node.file;
}

void check_unique_ids(const std::vector<RevisionNode>& sorted) {
    for (std::size_t i = 1; i < sorted.size(); ++i) {
        if (sorted[i - 1].id == sorted[i].id) {
            throw bad_file(sorted[i], "two files have the revision id \"" + sorted[i].id + "\"")
                .note("the one" + in_file(sorted[i - 1]))
                .note("the other" + in_file(sorted[i]))
                .help("give one of them another id, or delete it");
        }
    }
}

RevisionIndex parent_of(const RevisionGraph& graph, const RevisionNode& node,
                        const std::string& parent) {
    const auto found = graph.find(parent);
    if (!found) {
        throw bad_file(node, "revision " + node.id + " has the parent \"" + parent +
                                 "\", which no file has" +
                                 graph::suggestion(graph, parent, graph::Known::ids))
            .help("restore the file of \"" + parent + "\", or correct down_revision");
    }
    if (parent == node.id) {
        throw bad_file(node, "revision " + node.id + " is its own parent")
            .help("correct down_revision");
    }
    return *found;
}

RevisionIndex dependency_of(const RevisionGraph& graph, const RevisionNode& node,
                            const std::string& name) {
    auto found = graph.find(name);
    if (!found) {
        found = graph.find_label(name);
    }
    if (!found) {
        throw bad_file(node, "revision " + node.id + " depends on \"" + name +
                                 "\", which is no revision and no branch label" +
                                 graph::suggestion(graph, name, graph::Known::names))
            .help("restore the file of \"" + name + "\", or correct depends_on");
    }
    if (graph.id(*found) == node.id) {
        throw bad_file(node, "revision " + node.id + " depends on itself")
            .help("correct depends_on");
    }
    return *found;
}

bool has(const std::vector<RevisionIndex>& list, std::size_t from, RevisionIndex i) {
    return std::find(list.begin() + static_cast<std::ptrdiff_t>(from), list.end(), i) != list.end();
}

} // namespace

RevisionGraph::RevisionGraph(std::vector<RevisionNode> nodes) : nodes_(std::move(nodes)) {
    for (const RevisionNode& node : nodes_) {
        check_revision_id(node.id, node.file);
    }
    const auto by_id = [](const RevisionNode& a, const RevisionNode& b) {
        return a.id != b.id ? a.id < b.id : a.file < b.file;
    };
    // Files that begin with their ids come in this order already.
    if (!std::is_sorted(nodes_.begin(), nodes_.end(), by_id)) {
        std::sort(nodes_.begin(), nodes_.end(), by_id);
    }
    check_unique_ids(nodes_);
    index_labels();
    link_below();
    link_above();
    inherit_labels(check_cycles());
    for (RevisionIndex i = 0; i < size(); ++i) {
        if (children(i).empty()) {
            heads_.push_back(i);
        }
        if (above(i).empty()) {
            real_heads_.push_back(i);
        }
        if (parents(i).empty()) {
            bases_.push_back(i);
        }
    }
}

std::vector<std::string> RevisionGraph::ids(std::span<const RevisionIndex> revisions) const {
    std::vector<std::string> result;
    result.reserve(revisions.size());
    for (const RevisionIndex i : revisions) {
        result.push_back(id(i));
    }
    return result;
}

std::optional<RevisionIndex> RevisionGraph::find(std::string_view id) const {
    const auto at = std::lower_bound(
        nodes_.begin(), nodes_.end(), id,
        [](const RevisionNode& node, std::string_view wanted) { return node.id < wanted; });
    if (at == nodes_.end() || at->id != id) {
        return std::nullopt;
    }
    return static_cast<RevisionIndex>(at - nodes_.begin());
}

std::optional<RevisionIndex> RevisionGraph::find_label(std::string_view label) const {
    const auto at = std::lower_bound(
        labels_.begin(), labels_.end(), label,
        [](const auto& entry, std::string_view wanted) { return entry.first < wanted; });
    if (at == labels_.end() || at->first != label) {
        return std::nullopt;
    }
    return at->second;
}

void RevisionGraph::index_labels() {
    for (RevisionIndex i = 0; i < size(); ++i) {
        for (const std::string& label : nodes_[i].labels) {
            check_branch_label(label, nodes_[i].file);
            labels_.emplace_back(label, i);
        }
    }
    std::sort(labels_.begin(), labels_.end());
    for (std::size_t k = 0; k < labels_.size(); ++k) {
        const auto& [label, owner] = labels_[k];
        if (const auto same = find(label)) {
            throw bad_file(nodes_[owner], "the branch label \"" + label + "\" of revision " +
                                              nodes_[owner].id + " is also the id of a revision" +
                                              in_file(nodes_[*same]))
                .help("choose another label");
        }
        if (k > 0 && labels_[k - 1].first == label) {
            const RevisionNode& first = nodes_[labels_[k - 1].second];
            throw bad_file(nodes_[owner], "the branch label \"" + label +
                                              "\" is declared twice: by revision " + first.id +
                                              in_file(first) + " and by " + nodes_[owner].id +
                                              in_file(nodes_[owner]))
                .help("a label belongs to one revision; its descendants inherit it");
        }
    }
}

void RevisionGraph::link_below() {
    Adjacency& out = below_;
    out.begin.reserve(size() + 1);
    for (const RevisionNode& node : nodes_) {
        const std::size_t first = out.targets.size();
        out.begin.push_back(static_cast<std::uint32_t>(first));
        for (const std::string& parent : node.parents) {
            const RevisionIndex i = parent_of(*this, node, parent);
            if (has(out.targets, first, i)) {
                throw bad_file(node,
                               "revision " + node.id + " names the parent " + parent + " twice");
            }
            out.targets.push_back(i);
        }
        out.split.push_back(static_cast<std::uint32_t>(out.targets.size()));
        for (const std::string& name : node.depends_on) {
            const RevisionIndex i = dependency_of(*this, node, name);
            if (!has(out.targets, first, i)) {
                out.targets.push_back(i);
            }
        }
    }
    out.begin.push_back(static_cast<std::uint32_t>(out.targets.size()));
}

void RevisionGraph::link_above() {
    std::vector<std::uint32_t> near(size(), 0);
    std::vector<std::uint32_t> far(size(), 0);
    for (RevisionIndex i = 0; i < size(); ++i) {
        for (const RevisionIndex p : parents(i)) {
            ++near[p];
        }
        for (const RevisionIndex d : dependencies(i)) {
            ++far[d];
        }
    }
    std::uint32_t at = 0;
    for (RevisionIndex i = 0; i < size(); ++i) {
        above_.begin.push_back(at);
        above_.split.push_back(at + near[i]);
        at += near[i] + far[i];
        near[i] = above_.begin[i]; // from here on: where the next one goes
        far[i] = above_.split[i];
    }
    above_.begin.push_back(at);
    above_.targets.resize(at);
    for (RevisionIndex i = 0; i < size(); ++i) {
        for (const RevisionIndex p : parents(i)) {
            above_.targets[near[p]++] = i;
        }
        for (const RevisionIndex d : dependencies(i)) {
            above_.targets[far[d]++] = i;
        }
    }
}

} // namespace migrate
