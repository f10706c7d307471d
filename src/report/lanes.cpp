#include "report/lanes.hpp"

#include <algorithm>

namespace migrate::report {
namespace {

using Lane = std::optional<std::size_t>;

class Placing {
  public:
    explicit Placing(std::size_t rows) : parent_lanes_(rows), dependency_lanes_(rows) {}

    PlacedRow place(std::size_t number, const LaneRow& row) {
        PlacedRow placed = arrive(number);
        placed.cut = row.cut;
        own_ = placed.column;
        own_is_free_ = true;
        // The own column leads to the first parent that no other lane leads to. Only a row without
        // parents goes on as a dependency.
        const bool stands_alone = row.parents.empty() && !row.cut;
        for (const std::size_t target : row.dependencies)
            placed.edges.push_back(edge(target, EdgeKind::dependency, stands_alone));
        for (const std::size_t target : row.parents)
            placed.edges.push_back(edge(target, EdgeKind::parent, true));
        if (own_is_free_)
            used_[own_] = false;
        return placed;
    }

  private:
    // Ends the lanes that lead to the row.
    PlacedRow arrive(std::size_t number) {
        const Lane parent = parent_lanes_[number];
        const Lane dependency = dependency_lanes_[number];
        PlacedRow placed;
        placed.begins = !parent && !dependency;
        placed.column = parent ? *parent : dependency ? *dependency : take_free(0);
        if (parent && dependency) {
            placed.arrival = dependency;
            used_[*dependency] = false;
        }
        return placed;
    }

    LaneEdge edge(std::size_t target, EdgeKind kind, bool may_go_straight) {
        Lane& lane = kind == EdgeKind::parent ? parent_lanes_[target] : dependency_lanes_[target];
        const bool opens = !lane;
        if (opens && may_go_straight && own_is_free_) {
            lane = own_;
            own_is_free_ = false;
        } else if (opens) {
            lane = take_free(own_ + 1);
        }
        return {.target = target, .lane = *lane, .kind = kind, .opens = opens};
    }

    std::size_t take_free(std::size_t from) {
        const auto begin =
            used_.begin() + static_cast<std::ptrdiff_t>(std::min(from, used_.size()));
        const auto found = std::find(begin, used_.end(), false);
        const auto column = static_cast<std::size_t>(found - used_.begin());
        if (found == used_.end())
            used_.push_back(true);
        used_[column] = true;
        return column;
    }

    std::vector<Lane> parent_lanes_, dependency_lanes_; // by target
    std::vector<bool> used_;                            // by column
    std::size_t own_ = 0;
    bool own_is_free_ = true;
};

} // namespace

std::vector<PlacedRow> place_in_lanes(const std::vector<LaneRow>& rows) {
    Placing placing(rows.size());
    std::vector<PlacedRow> placed;
    placed.reserve(rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i)
        placed.push_back(placing.place(i, rows[i]));
    return placed;
}

} // namespace migrate::report
