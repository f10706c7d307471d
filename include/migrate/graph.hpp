// The graph of revisions: ids and edges, the symbols that name places in it, and the plans that
// lead from one state of a database to another. It knows no files and no SQL.
//
// Every function here is deterministic: the result depends on the revisions and never on the order
// in which they were given. Nothing recurses, and each call is linear in the size of the graph
// unless it says otherwise.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace migrate {

// A revision as its file declares it.
struct RevisionNode {
    std::string id;
    std::vector<std::string> parents;    // ids; none makes it a base, several make it a merge point
    std::vector<std::string> depends_on; // ids or labels
    std::vector<std::string> labels;     // branch labels declared here
    std::string message;
    std::string file; // as shown to people
};

// A revision's place in the graph: revisions are numbered in the order of their ids.
using RevisionIndex = std::uint32_t;

// A set of revisions of one graph.
class RevisionSet {
  public:
    explicit RevisionSet(std::size_t universe) : bits_(universe, 0) {}

    bool contains(RevisionIndex i) const { return bits_[i] != 0; }
    // Returns whether it was not there yet.
    bool insert(RevisionIndex i);
    void erase(RevisionIndex i);
    std::size_t size() const noexcept { return size_; }
    bool empty() const noexcept { return size_ == 0; }
    std::vector<RevisionIndex> members() const; // in the order of their ids

    RevisionSet& operator|=(const RevisionSet& other);
    RevisionSet& operator&=(const RevisionSet& other);
    RevisionSet& operator-=(const RevisionSet& other);

  private:
    std::vector<unsigned char> bits_;
    std::size_t size_ = 0;
};

// Which edges a walk follows: the parents alone ("the line"), or the dependencies too.
enum class Edges { parents, all };

class RevisionGraph {
  public:
    RevisionGraph() = default;

    // Throws Error(usage), which names ids and files, for: an id or label that cannot be one, the
    // same id twice, a label twice or equal to an id, a parent or dependency that does not exist or
    // is the revision itself, and cycles.
    explicit RevisionGraph(std::vector<RevisionNode> nodes);

    std::size_t size() const noexcept { return nodes_.size(); }
    bool empty() const noexcept { return nodes_.empty(); }
    const RevisionNode& node(RevisionIndex i) const { return nodes_[i]; }
    const std::string& id(RevisionIndex i) const { return nodes_[i].id; }
    std::vector<std::string> ids(std::span<const RevisionIndex> revisions) const;

    // Exact names; prefixes and symbols are resolve_revisions()'s.
    std::optional<RevisionIndex> find(std::string_view id) const;
    std::optional<RevisionIndex> find_label(std::string_view label) const;

    std::span<const RevisionIndex> parents(RevisionIndex i) const { return below_.near(i); }
    std::span<const RevisionIndex> children(RevisionIndex i) const { return above_.near(i); }
    // Dependencies that are no parents; those that depend on it.
    std::span<const RevisionIndex> dependencies(RevisionIndex i) const { return below_.far(i); }
    std::span<const RevisionIndex> dependents(RevisionIndex i) const { return above_.far(i); }
    // Everything one step down or up: parents then dependencies; children then dependents.
    std::span<const RevisionIndex> below(RevisionIndex i) const { return below_.all(i); }
    std::span<const RevisionIndex> above(RevisionIndex i) const { return above_.all(i); }

    // The dependencies that no ancestor (by parents) declares already: those worth showing.
    std::vector<RevisionIndex> normalised_dependencies(RevisionIndex i) const;

    // Heads have no children; real heads have no dependents either. Bases have no parents. In the
    // order of their ids.
    const std::vector<RevisionIndex>& heads() const noexcept { return heads_; }
    const std::vector<RevisionIndex>& real_heads() const noexcept { return real_heads_; }
    const std::vector<RevisionIndex>& bases() const noexcept { return bases_; }

    bool is_head(RevisionIndex i) const { return children(i).empty(); }
    bool is_real_head(RevisionIndex i) const { return above(i).empty(); }
    bool is_branch_point(RevisionIndex i) const { return children(i).size() > 1; }
    bool is_merge_point(RevisionIndex i) const { return parents(i).size() > 1; }

    // Its own labels and those it inherits: from all its ancestors, and from descendants down to
    // (not including) the nearest branch or merge point. Sorted.
    std::vector<std::string> labels_of(RevisionIndex i) const;
    // Every declared label, sorted, with the revision that declares it.
    const std::vector<std::pair<std::string, RevisionIndex>>& labels() const noexcept {
        return labels_;
    }

    // The given revisions and everything below, or above, them.
    RevisionSet closure(std::span<const RevisionIndex> from, Edges edges = Edges::all) const;
    RevisionSet descendants(std::span<const RevisionIndex> from, Edges edges = Edges::all) const;
    // The given revisions with their ancestors and descendants: what a branch "is" in LABEL@SYMBOL.
    RevisionSet lineage(std::span<const RevisionIndex> from, Edges edges = Edges::parents) const;

    // The members that nothing else in the set stands on: what the version table holds when the set
    // is applied. The set must hold everything below its members. By id.
    std::vector<RevisionIndex> maximal(const RevisionSet& applied) const;

    // The set, each revision before all that it stands on; one branch is finished before the next
    // begins.
    std::vector<RevisionIndex> newest_first(const RevisionSet& set) const;

  private:
    // Two kinds of neighbours of every revision in one array: near ones (by parent), then far ones
    // (by dependency).
    struct Adjacency {
        std::vector<RevisionIndex> targets;
        std::vector<std::uint32_t> begin; // size + 1
        std::vector<std::uint32_t> split;

        std::span<const RevisionIndex> cut(std::uint32_t from, std::uint32_t to) const {
            return std::span<const RevisionIndex>(targets).subspan(from, to - from);
        }
        std::span<const RevisionIndex> near(RevisionIndex i) const {
            return cut(begin[i], split[i]);
        }
        std::span<const RevisionIndex> far(RevisionIndex i) const {
            return cut(split[i], begin[i + 1]);
        }
        std::span<const RevisionIndex> all(RevisionIndex i) const {
            return cut(begin[i], begin[i + 1]);
        }
    };

    void index_labels();
    void link_below();
    void link_above();
    void inherit_labels(const std::vector<RevisionIndex>& oldest_first);
    std::vector<RevisionIndex> check_cycles() const;
    std::vector<RevisionIndex> reach(std::span<const RevisionIndex> from,
                                     const Adjacency& adjacency, Edges edges,
                                     RevisionSet& seen) const;

    std::vector<RevisionNode> nodes_;
    Adjacency below_;
    Adjacency above_;
    std::vector<RevisionIndex> heads_, real_heads_, bases_;
    std::vector<std::pair<std::string, RevisionIndex>> labels_;
    std::vector<std::uint32_t> label_set_;               // of each revision
    std::vector<std::vector<std::uint32_t>> label_sets_; // positions in labels_, sorted
};

// Throws Error(usage) unless the text can be the id of a revision: 1 to 32 characters, none of `@ -
// + :`, no blank, and none of the words head, heads, base, current.
void check_revision_id(const std::string& id, const std::string& file = {});
// The same for a branch label: no `@` or `:`, no blank, none of the words.
void check_branch_label(const std::string& label, const std::string& file = {});

// ---- targets: `head`, `abc`, `+1`, `label@head-2`, `a:b` ----

// One place as it was written: [branch@][name][+N|-N].
struct TargetPoint {
    std::string branch; // empty: none
    std::string name;   // head, heads, base, current, an id, a label, a prefix; empty: steps alone
    std::optional<std::int64_t> steps;

    bool operator==(const TargetPoint&) const = default;
};

// [start]:[end]
struct TargetRange {
    std::optional<TargetPoint> start;
    std::optional<TargetPoint> end;

    bool operator==(const TargetRange&) const = default;
};

using Target = std::variant<TargetPoint, TargetRange>;

// Throws Error(usage) for what is no target; whether the names exist is not asked yet.
Target parse_target(std::string_view text);
// The same where a range makes no sense (`what` names the place in the message), and where only a
// range does.
TargetPoint parse_point(std::string_view text, std::string_view what = "this command");
TargetRange parse_range(std::string_view text);
std::string to_string(const TargetPoint& point);
std::string to_string(const Target& target);

// The rows of a version table as revisions. Throws Error(failed) for an id that no revision has.
std::vector<RevisionIndex> resolve_rows(const RevisionGraph& graph,
                                        const std::vector<std::string>& rows);

// What a point without steps names: `heads` is every real head, `base` nothing. For stamp, merge,
// revision --head, and the start of an offline range. Throws Error(usage), with the candidates when
// there are several.
std::vector<RevisionIndex> resolve_revisions(const RevisionGraph& graph, const TargetPoint& point);
// The same with `current` (the rows) and `-N` (N below each head): for show and edit.
std::vector<RevisionIndex> resolve_shown(const RevisionGraph& graph,
                                         const std::vector<std::string>& rows,
                                         const TargetPoint& point);

// The parents of a new revision or merge. Throws Error(usage) when one is named twice, or is no
// head and splice is false.
std::vector<RevisionIndex> resolve_parents(const RevisionGraph& graph,
                                           const std::vector<std::string>& names, bool splice);
// What to write into depends_on: a label as it is, a prefix as the full id.
std::string resolve_dependency(const RevisionGraph& graph, const std::string& name);

// ---- plans ----

enum class Direction { up, down };

// How the version table changes; the three together are one transaction. Each row named must be
// there exactly once.
struct VersionChange {
    std::vector<std::string> removed;
    std::optional<std::pair<std::string, std::string>> updated; // from, to
    std::vector<std::string> added;

    bool empty() const { return removed.empty() && !updated && added.empty(); }
    bool operator==(const VersionChange&) const = default;
};

// The rows after a change, sorted.
std::vector<std::string> apply_change(std::vector<std::string> rows, const VersionChange& change);

struct PlanStep {
    RevisionIndex revision;
    Direction direction;
    VersionChange change;
};

// Steps in the order to run them. After each, the rows are the maximal elements of what is applied.
struct Plan {
    std::vector<std::string> rows_before; // sorted
    std::vector<PlanStep> steps;
    std::vector<std::string> rows_after; // sorted
};

// Everything below the target that is not applied yet; nothing when all is. Throws Error(usage) for
// a target that cannot be resolved, Error(failed) for rows that cannot be right.
Plan plan_upgrade(const RevisionGraph& graph, const std::vector<std::string>& rows,
                  const TargetPoint& target);
// Everything applied above the target, on the branch if one is named. Throws as plan_upgrade, and
// Error(failed) when the target is not applied.
Plan plan_downgrade(const RevisionGraph& graph, const std::vector<std::string>& rows,
                    const TargetPoint& target);
Plan plan_upgrade(const RevisionGraph& graph, const std::vector<std::string>& rows,
                  std::string_view target);
Plan plan_downgrade(const RevisionGraph& graph, const std::vector<std::string>& rows,
                    std::string_view target);

struct StampPlan {
    std::vector<std::string> rows_before; // sorted
    VersionChange change;
    std::vector<std::string> rows_after; // sorted
};

// The rows as if the targets had been run: each replaces the rows above and below it. `purge`
// forgets the rows first, also those that no revision has.
StampPlan plan_stamp(const RevisionGraph& graph, const std::vector<std::string>& rows,
                     const std::vector<std::string>& targets, bool purge = false);

// ---- what the listing commands ask ----

// A tip of what is applied: a row, or the end of a line that a row implies through a dependency.
struct CurrentTip {
    RevisionIndex revision;
    bool implied;
};
// Rows first, in their order; then the implied tips by id.
std::vector<CurrentTip> current_tips(const RevisionGraph& graph,
                                     const std::vector<std::string>& rows);

// True when every revision is applied: no head is missing, be it a row or implied by one.
bool is_at_heads(const RevisionGraph& graph, const std::vector<std::string>& rows);

// Newest first, both ends included; no range is everything. `+N` as the end counts from the start;
// `-N` as the start is the last N steps below every head. Rows are asked only when the range says
// `current`.
std::vector<RevisionIndex> history_range(const RevisionGraph& graph,
                                         const std::vector<std::string>& rows,
                                         const TargetRange& range);

} // namespace migrate
