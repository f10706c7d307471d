// Names: ids, labels, prefixes, the symbols, and the branch before the @.
#include "graph/resolve.hpp"

#include <algorithm>

#include "graph/messages.hpp"

namespace migrate {

namespace graph {

namespace {

constexpr std::size_t shortest_abbreviated = 4; // names shorter than this are written out

bool abbreviates(std::string_view prefix, std::string_view name) {
    return name.size() >= shortest_abbreviated && name.substr(0, prefix.size()) == prefix;
}

// Revisions that an abbreviation may mean, through their ids or labels; each once.
std::vector<RevisionIndex> abbreviated(const RevisionGraph& graph, std::string_view prefix) {
    RevisionSet found(graph.size());
    for (RevisionIndex i = 0; i < graph.size(); ++i) {
        if (abbreviates(prefix, graph.id(i))) {
            found.insert(i);
        }
    }
    for (const auto& [label, owner] : graph.labels()) {
        if (abbreviates(prefix, label)) {
            found.insert(owner);
        }
    }
    return found.members();
}

Error not_found(const RevisionGraph& graph, const std::string& name) {
    Error error(ErrorCode::usage, "there is no revision or branch label \"" + name + "\"" +
                                      suggestion(graph, name, Known::targets));
    error.help("`history` lists the revisions, `heads` and `branches` the labels");
    return error;
}

std::optional<RevisionIndex> exactly(const RevisionGraph& graph, const std::string& name) {
    const auto found = graph.find(name);
    return found ? found : graph.find_label(name);
}

// An id, a label or a prefix; with a branch, within its lineage.
RevisionIndex resolve_name(const RevisionGraph& graph, const std::string& name,
                           const TargetPoint& point, const RevisionSet* branch) {
    if (const auto exact = exactly(graph, name)) {
        if (branch != nullptr && !branch->contains(*exact)) {
            throw Error(ErrorCode::usage, "revision " + graph.id(*exact) +
                                              " is not on the branch \"" + point.branch + "\"")
                .help("`history -r " + point.branch + "@base:` lists the branch");
        }
        return *exact;
    }
    std::vector<RevisionIndex> candidates = abbreviated(graph, name);
    if (branch != nullptr) {
        std::erase_if(candidates, [&](RevisionIndex i) { return !branch->contains(i); });
    }
    if (candidates.empty()) {
        throw not_found(graph, name);
    }
    if (candidates.size() > 1) {
        throw_ambiguous(graph,
                        "\"" + name + "\" begins the names of " +
                            std::to_string(candidates.size()) + " revisions",
                        candidates, "type more of the id");
    }
    return candidates.front();
}

std::vector<RevisionIndex> within(std::span<const RevisionIndex> revisions,
                                  const RevisionSet* branch) {
    std::vector<RevisionIndex> kept;
    std::copy_if(revisions.begin(), revisions.end(), std::back_inserter(kept),
                 [&](RevisionIndex i) { return branch == nullptr || branch->contains(i); });
    return kept;
}

// `merge heads` joins only heads that nothing depends on: where it would leave others, it is no way
// out.
std::string help_for_heads(const RevisionGraph& graph, const std::string& branch,
                           std::span<const RevisionIndex> heads) {
    const std::string all = to_string(TargetPoint{branch, "heads", std::nullopt});
    const std::string help = "name one by its id or as LABEL@head, ";
    if (std::all_of(heads.begin(), heads.end(),
                    [&](RevisionIndex i) { return graph.is_real_head(i); })) {
        return help + "take all with `" + all + "`, or join them with `merge " + all + "`";
    }
    return help + "or take all with `" + all + "`";
}

std::vector<RevisionIndex> only_head(const RevisionGraph& graph, const TargetPoint& point,
                                     const RevisionSet* branch) {
    std::vector<RevisionIndex> heads = within(graph.heads(), branch);
    if (heads.size() > 1) {
        const std::string where =
            branch == nullptr ? "there are " : "the branch \"" + point.branch + "\" has ";
        throw_ambiguous(graph,
                        "\"" + to_string(point) + "\" is not clear: " + where +
                            std::to_string(heads.size()) + " heads",
                        heads, help_for_heads(graph, point.branch, heads));
    }
    return heads;
}

// What branch@name names, whatever steps follow.
std::vector<RevisionIndex> resolve_symbol(const RevisionGraph& graph, const TargetPoint& point) {
    std::optional<RevisionSet> branch;
    if (!point.branch.empty()) {
        const RevisionIndex named = resolve_branch(graph, point.branch);
        branch = graph.lineage({&named, 1});
    }
    const RevisionSet* limit = branch ? &*branch : nullptr;
    if (point.name == "heads") {
        return limit != nullptr ? within(graph.heads(), limit) : graph.real_heads();
    }
    if (point.name == "head") {
        return only_head(graph, point, limit);
    }
    if (point.name == "base") {
        return {};
    }
    if (point.name == "current") {
        throw Error(ErrorCode::usage, "\"current\" is no target here: it stands for the database's "
                                      "revisions in history, show and edit")
            .help("steps from there are written +1 and -1");
    }
    return {resolve_name(graph, point.name, point, limit)};
}

} // namespace

void throw_ambiguous(const RevisionGraph& graph, const std::string& message,
                     std::span<const RevisionIndex> candidates, const std::string& help) {
    Error error(ErrorCode::usage, message);
    note_each(error, graph, candidates);
    error.help(help);
    throw error;
}

RevisionIndex resolve_branch(const RevisionGraph& graph, const std::string& branch) {
    return resolve_name(graph, branch, {}, nullptr);
}

TargetPoint without_label_steps(const RevisionGraph& graph, const TargetPoint& point) {
    TargetPoint bare{{}, point.name, point.steps};
    if (!point.steps || !graph.find_label(to_string(bare))) {
        return point;
    }
    return {point.branch, to_string(bare), std::nullopt};
}

Place resolve_single(const RevisionGraph& graph, const TargetPoint& point) {
    const std::vector<RevisionIndex> named = resolve_symbol(graph, point);
    if (named.size() > 1) {
        throw_ambiguous(graph,
                        "\"" + to_string(point) + "\" names " + std::to_string(named.size()) +
                            " revisions, and one is wanted",
                        named, "name one of them");
    }
    return named.empty() ? Place() : Place(named.front());
}

} // namespace graph

std::vector<RevisionIndex> resolve_rows(const RevisionGraph& graph,
                                        const std::vector<std::string>& rows) {
    std::vector<RevisionIndex> result;
    for (const std::string& row : rows) {
        const auto found = graph.find(row);
        if (!found) {
            throw Error(ErrorCode::failed,
                        "the database is at " + row + ", which no revision file has")
                .help("check out the branch that has the file of " + row +
                      ", or set the version by hand: `stamp --purge REVISION`");
        }
        result.push_back(*found);
    }
    return result;
}

std::vector<RevisionIndex> resolve_revisions(const RevisionGraph& graph, const TargetPoint& point) {
    const TargetPoint named = graph::without_label_steps(graph, point);
    if (named.steps) {
        throw Error(ErrorCode::usage,
                    "\"" + to_string(point) + "\" counts steps; a revision or label is wanted here")
            .help("`history` lists the revisions");
    }
    return graph::resolve_symbol(graph, named);
}

std::vector<RevisionIndex> resolve_shown(const RevisionGraph& graph,
                                         const std::vector<std::string>& rows,
                                         const TargetPoint& point) {
    std::optional<RevisionSet> branch;
    if (!point.branch.empty()) {
        const RevisionIndex named = graph::resolve_branch(graph, point.branch);
        branch = graph.lineage({&named, 1});
    }
    const RevisionSet* limit = branch ? &*branch : nullptr;
    if (point.name == "current" && !point.steps) {
        return graph::within(resolve_rows(graph, rows), limit);
    }
    if (point.name == "heads" && !point.steps) {
        return graph::within(graph.heads(), limit);
    }
    if (!point.name.empty() || !point.steps || *point.steps >= 0) {
        return resolve_revisions(graph, point);
    }
    std::vector<RevisionIndex> result;
    for (const RevisionIndex head : graph::within(graph.real_heads(), limit)) {
        const graph::Walk end = graph::walk(graph, head, point, nullptr);
        if (end.place && std::find(result.begin(), result.end(), *end.place) == result.end()) {
            result.push_back(*end.place);
        }
    }
    return result;
}

namespace {

Error not_a_head(const RevisionGraph& graph, const std::string& name, RevisionIndex i) {
    Error error(ErrorCode::usage, "revision " + graph.id(i) + " is not a head: it is followed by " +
                                      graph::listed(graph, graph.children(i)));
    const std::string splice = "add --splice to give " + graph.id(i) + " one more child";
    if (!graph.find_label(name)) {
        return error.help(splice);
    }
    const RevisionSet branch = graph.lineage({&i, 1});
    const bool has_one = graph::within(graph.heads(), &branch).size() == 1;
    return error.help((has_one ? "write " + name + "@head for the head of the branch, or " : "") +
                      splice);
}

} // namespace

std::vector<RevisionIndex> resolve_parents(const RevisionGraph& graph,
                                           const std::vector<std::string>& names, bool splice) {
    std::vector<RevisionIndex> parents;
    for (const std::string& name : names) {
        for (const RevisionIndex i : resolve_revisions(graph, parse_point(name, "this option"))) {
            if (std::find(parents.begin(), parents.end(), i) != parents.end()) {
                throw Error(ErrorCode::usage, "revision " + graph.id(i) + " is named twice")
                    .help("name each parent once");
            }
            if (!splice && !graph.is_head(i)) {
                throw not_a_head(graph, name, i);
            }
            parents.push_back(i);
        }
    }
    return parents;
}

std::string resolve_dependency(const RevisionGraph& graph, const std::string& name) {
    if (graph.find_label(name)) {
        return name;
    }
    const auto place = graph::resolve_single(graph, [&] {
        const TargetPoint point = parse_point(name, "--depends-on");
        resolve_revisions(graph, point); // refuses steps
        return point;
    }());
    if (!place) {
        throw Error(ErrorCode::usage,
                    "\"" + name + "\" names no revision that one could depend on");
    }
    return graph.id(*place);
}

} // namespace migrate
