// Lanes in letters:
//
//   ○    m1 (head)            o    m1 (head)
//   ├─╮                       +-.
//   │ ●  c1 (current)         | *  c1 (current)
//   ● │  b1                   * |  b1
//   ├─╯                       +-'
//   ●    a1                   *    a1
//
// A dependency is a dotted lane.
#pragma once

#include "report/color.hpp"
#include "report/lanes.hpp"

#include <string>
#include <vector>

namespace migrate::report {

enum class NodeKind { plain, pending, current };

// A line's lanes, and how many columns of the terminal they take.
struct LaneLine {
    std::string text;
    int width = 0;
};

struct DrawnRow {
    std::vector<LaneLine> before; // a gap, where the node would seem to follow what ended above it
    LaneLine node;
    LaneLine beside; // for further lines of text beside the node's
    std::vector<LaneLine> after;
};

// Draws the rows of one listing, one after the other.
class LanePainter {
  public:
    LanePainter(const Style& style, bool utf8) : style_(style), utf8_(utf8) {}

    DrawnRow draw(const PlacedRow& row, NodeKind kind);

  private:
    enum class Going { nowhere, solid, dotted };
    struct Cell {
        Going vertical = Going::nowhere; // of a lane that passes
        bool up = false, down = false, left = false, right = false;
        const char* sign = nullptr; // instead of lines
    };
    struct Line {
        std::vector<Cell> cells;
        std::size_t from = 0, to = 0; // what a horizontal line spans
        EdgeKind kind = EdgeKind::parent;
    };

    Line passing() const;
    Line node_line(const PlacedRow& row, NodeKind kind) const;
    // Leads from the node's column to the lanes of its edges of one kind.
    Line link_line(const PlacedRow& row, EdgeKind kind, Going straight_on);
    static void connect(Line& line, std::size_t from, const std::vector<std::size_t>& lanes);
    void open_lanes(const PlacedRow& row, EdgeKind kind);
    void add_links(DrawnRow& drawn, const PlacedRow& row);
    Going& lane(std::size_t column);

    LaneLine painted(const Line& line) const;
    const char* glyph(const Cell& cell, EdgeKind kind) const;
    const char* node_sign(NodeKind kind) const;
    std::string colored(const char* glyph, std::size_t column, bool dotted) const;

    Style style_;
    bool utf8_;
    std::vector<Going> lanes_; // by column
    std::optional<std::size_t> ended_above_;
};

} // namespace migrate::report
