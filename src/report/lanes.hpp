// Where the revisions of a listing stand side by side, and which way their edges go: one lane per
// revision that is still to come, shared by all that lead to it. Text and SVG are drawn from the
// same places.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

namespace migrate::report {

enum class EdgeKind { parent, dependency };

// One row of a listing, newest first: what it stands on, as numbers of later rows.
struct LaneRow {
    std::vector<std::size_t> parents;
    std::vector<std::size_t> dependencies;
    bool cut = false; // it has parents, but none is listed
};

struct LaneEdge {
    std::size_t target = 0; // row
    std::size_t lane = 0;   // the column that it goes down in
    EdgeKind kind = EdgeKind::parent;
    bool opens = false; // false: it joins a lane that leads to the target already
};

struct PlacedRow {
    std::size_t column = 0;
    bool begins = false; // nothing above leads here
    // A dependency's lane that ends here from the side.
    std::optional<std::size_t> arrival;
    std::vector<LaneEdge> edges; // dependencies, then parents
    bool cut = false;

    bool has_parents() const {
        return cut || (!edges.empty() && edges.back().kind == EdgeKind::parent);
    }
};

// A lane keeps its column from where it opens to its target; a column that has become free is taken
// again. At most two lanes lead to a row, so time and memory grow with what is drawn.
std::vector<PlacedRow> place_in_lanes(const std::vector<LaneRow>& rows);

} // namespace migrate::report
