#include "report/lane_painter.hpp"

#include <algorithm>
#include <array>

namespace migrate::report {
namespace {

// By which of up 1, down 2, left 4, right 8 meet.
constexpr std::array<const char*, 16> box_drawing{" ", "╵", "╷", "│", "╴", "╯", "╮", "┤",
                                                  "╶", "╰", "╭", "├", "─", "┴", "┬", "┼"};
constexpr std::array<const char*, 16> ascii_drawing{" ", "|", "|", "|", "-", "'", ".", "+",
                                                    "-", "`", ".", "+", "-", "+", "+", "+"};

struct Strokes {
    const char *solid_down, *dotted_down, *solid_across, *dotted_across;
};
constexpr Strokes box_strokes{"│", "┊", "─", "┄"};
constexpr Strokes ascii_strokes{"|", ":", "-", "."};

// The lanes of the row's edges of a kind but for its own column.
std::vector<std::size_t> lanes_aside(const PlacedRow& row, EdgeKind kind) {
    std::vector<std::size_t> lanes;
    for (const LaneEdge& edge : row.edges)
        if (edge.kind == kind && edge.lane != row.column)
            lanes.push_back(edge.lane);
    return lanes;
}

bool goes_straight(const PlacedRow& row, EdgeKind kind) {
    return std::ranges::any_of(row.edges, [&](const LaneEdge& edge) {
        return edge.kind == kind && edge.lane == row.column;
    });
}

} // namespace

LanePainter::Going& LanePainter::lane(std::size_t column) {
    if (lanes_.size() <= column)
        lanes_.resize(column + 1, Going::nowhere);
    return lanes_[column];
}

LanePainter::Line LanePainter::passing() const {
    Line line;
    line.cells.resize(lanes_.size());
    for (std::size_t i = 0; i < lanes_.size(); ++i) {
        line.cells[i].vertical = lanes_[i];
        line.cells[i].up = line.cells[i].down = lanes_[i] != Going::nowhere;
    }
    return line;
}

void LanePainter::connect(Line& line, std::size_t from, const std::vector<std::size_t>& lanes) {
    line.from = line.to = from;
    for (const std::size_t lane : lanes) {
        line.from = std::min(line.from, lane);
        line.to = std::max(line.to, lane);
    }
    line.cells.resize(std::max(line.cells.size(), line.to + 1));
    std::vector<std::size_t> ends = lanes;
    ends.push_back(from);
    for (const std::size_t end : ends) {
        line.cells[end].left = end > line.from;
        line.cells[end].right = end < line.to;
    }
    // A lane that passes is crossed; what is empty is filled.
    for (std::size_t i = line.from; i < line.to; ++i)
        if (Cell& cell = line.cells[i]; !cell.up && !cell.down && !cell.left && !cell.right)
            cell.left = cell.right = true;
}

LanePainter::Line LanePainter::node_line(const PlacedRow& row, NodeKind kind) const {
    Line line = passing();
    line.kind = EdgeKind::dependency;
    if (row.arrival) {
        line.cells[*row.arrival].down = false;
        connect(line, row.column, {*row.arrival});
    } else {
        connect(line, row.column, {});
    }
    line.cells[row.column].sign = node_sign(kind);
    return line;
}

void LanePainter::open_lanes(const PlacedRow& row, EdgeKind kind) {
    for (const LaneEdge& edge : row.edges)
        if (edge.kind == kind)
            lane(edge.lane) = kind == EdgeKind::parent ? Going::solid : Going::dotted;
}

LanePainter::Line LanePainter::link_line(const PlacedRow& row, EdgeKind kind, Going straight_on) {
    lane(row.column) = Going::nowhere;
    Line line = passing();
    line.kind = kind;
    const std::vector<std::size_t> lanes = lanes_aside(row, kind);
    line.cells.resize(std::max(line.cells.size(), row.column + 1));
    Cell& own = line.cells[row.column];
    own.up = true;
    own.down = straight_on != Going::nowhere;
    own.vertical = straight_on;
    for (const std::size_t lane : lanes) {
        line.cells.resize(std::max(line.cells.size(), lane + 1));
        line.cells[lane].down = true;
    }
    connect(line, row.column, lanes);
    open_lanes(row, kind);
    lane(row.column) = straight_on;
    return line;
}

void LanePainter::add_links(DrawnRow& drawn, const PlacedRow& row) {
    const bool has_dependencies =
        !row.edges.empty() && row.edges.front().kind == EdgeKind::dependency;
    if (has_dependencies) {
        const Going on = row.has_parents()                          ? Going::solid
                         : goes_straight(row, EdgeKind::dependency) ? Going::dotted
                                                                    : Going::nowhere;
        drawn.after.push_back(painted(link_line(row, EdgeKind::dependency, on)));
    }
    if (row.cut) {
        Line line = passing();
        line.cells[row.column].sign = "~";
        drawn.after.push_back(painted(line));
        lane(row.column) = Going::nowhere;
    } else if (row.has_parents()) {
        const bool straight = goes_straight(row, EdgeKind::parent);
        const Line line =
            link_line(row, EdgeKind::parent, straight ? Going::solid : Going::nowhere);
        if (!straight || line.from != line.to)
            drawn.after.push_back(painted(line));
    }
}

DrawnRow LanePainter::draw(const PlacedRow& row, NodeKind kind) {
    DrawnRow drawn;
    if (row.begins && ended_above_ == row.column)
        drawn.before.push_back(painted(passing()));
    lane(row.column) = Going::nowhere;
    drawn.node = painted(node_line(row, kind));
    if (row.arrival)
        lane(*row.arrival) = Going::nowhere;
    lane(row.column) = row.has_parents()    ? Going::solid
                       : !row.edges.empty() ? Going::dotted
                                            : Going::nowhere;
    drawn.beside = painted(passing());
    add_links(drawn, row);
    ended_above_ = row.edges.empty() && !row.cut ? std::optional(row.column) : std::nullopt;
    while (!lanes_.empty() && lanes_.back() == Going::nowhere)
        lanes_.pop_back();
    return drawn;
}

const char* LanePainter::node_sign(NodeKind kind) const {
    switch (kind) {
    case NodeKind::plain:
        return utf8_ ? "●" : "*";
    case NodeKind::pending:
        return utf8_ ? "○" : "o";
    case NodeKind::current:
        return utf8_ ? "◉" : "@";
    }
    return "*";
}

const char* LanePainter::glyph(const Cell& cell, EdgeKind kind) const {
    const Strokes& strokes = utf8_ ? box_strokes : ascii_strokes;
    const int meeting =
        (cell.up ? 1 : 0) + (cell.down ? 2 : 0) + (cell.left ? 4 : 0) + (cell.right ? 8 : 0);
    if (meeting == 3)
        return cell.vertical == Going::dotted ? strokes.dotted_down : strokes.solid_down;
    if (meeting == 12)
        return kind == EdgeKind::dependency ? strokes.dotted_across : strokes.solid_across;
    return (utf8_ ? box_drawing : ascii_drawing)[static_cast<std::size_t>(meeting)];
}

std::string LanePainter::colored(const char* glyph, std::size_t column, bool dotted) const {
    return dotted ? style_.dim(glyph) : style_.rotating(column, glyph);
}

LaneLine LanePainter::painted(const Line& line) const {
    const Strokes& strokes = utf8_ ? box_strokes : ascii_strokes;
    LaneLine out;
    std::string blanks;
    for (std::size_t i = 0; i < line.cells.size(); ++i) {
        const Cell& cell = line.cells[i];
        const std::string shown = cell.sign ? cell.sign : glyph(cell, line.kind);
        const bool across = i >= line.from && i < line.to;
        if (shown == " " && !across) {
            blanks += "  ";
            continue;
        }
        const bool dotted = !cell.sign && cell.vertical != Going::solid &&
                            (cell.vertical == Going::dotted || line.kind == EdgeKind::dependency);
        out.text += blanks + (cell.sign ? shown : colored(shown.c_str(), i, dotted));
        blanks.clear();
        if (across)
            out.text += colored(line.kind == EdgeKind::parent ? strokes.solid_across
                                                              : strokes.dotted_across,
                                line.to, line.kind == EdgeKind::dependency);
        else
            blanks = " ";
        out.width = static_cast<int>(2 * i + 1);
    }
    return out;
}

} // namespace migrate::report
