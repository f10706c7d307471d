#include "report/color.hpp"
#include "report/graph_pictures.hpp"
#include "report/graph_rows.hpp"
#include "util/text.hpp"
#include "util/utf8.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace migrate::report {
namespace {

using commands::RevisionEntry;
using Entries = std::vector<RevisionEntry>;

constexpr int row_height = 28;
constexpr int lane_width = 20;
constexpr int margin = 20;
constexpr int letter_width = 8; // of a monospaced font of 13 px, rounded up
constexpr int lane_colors = 6;

constexpr std::string_view style = R"(<style>
svg { background: #ffffff; }
text { font: 13px ui-monospace, Menlo, Consolas, monospace; fill: #24292f; }
.id { font-weight: bold; }
.mark { fill: #57606a; }
path { fill: none; stroke-width: 2; }
.needs { stroke: #6e7781; stroke-dasharray: 2 4; }
.cut { stroke: #6e7781; stroke-dasharray: 3 3; }
circle { fill: #24292f; stroke: #24292f; stroke-width: 2; }
.pending { fill: #ffffff; }
.current { fill: #1a7f37; stroke: #ffffff; }
.ring { fill: none; stroke: #1a7f37; }
.l0 { stroke: #0969da; } .l1 { stroke: #bc4c00; } .l2 { stroke: #8250df; }
.l3 { stroke: #1a7f37; } .l4 { stroke: #bf3989; } .l5 { stroke: #9a6700; }
@media (prefers-color-scheme: dark) {
svg { background: #0d1117; }
text { fill: #e6edf3; }
.mark { fill: #9198a1; }
.needs, .cut { stroke: #9198a1; }
circle { fill: #e6edf3; stroke: #e6edf3; }
.pending { fill: #0d1117; }
.current { fill: #3fb950; stroke: #0d1117; }
.ring { fill: none; stroke: #3fb950; }
.l0 { stroke: #4493f8; } .l1 { stroke: #f0883e; } .l2 { stroke: #ab7df8; }
.l3 { stroke: #3fb950; } .l4 { stroke: #db61a2; } .l5 { stroke: #d29922; }
}
</style>
)";

std::string xml_text(std::string_view text) {
    std::string out = visible(text);
    for (const auto& [sign, name] : {std::pair("&", "&amp;"), std::pair("<", "&lt;"),
                                     std::pair(">", "&gt;"), std::pair("\"", "&quot;")})
        out = text::replace_all(std::move(out), sign, name);
    return out;
}

int x_of(std::size_t column) {
    return margin + static_cast<int>(column) * lane_width;
}

int y_of(std::size_t row) {
    return margin + static_cast<int>(row) * row_height;
}

std::size_t columns_of(const std::vector<PlacedRow>& rows) {
    std::size_t columns = 0;
    for (const PlacedRow& row : rows) {
        columns = std::max(columns, row.column + 1);
        for (const LaneEdge& edge : row.edges)
            columns = std::max(columns, edge.lane + 1);
    }
    return columns;
}

// A smooth step to a point further down.
std::string bend(int from_x, int from_y, int x, int y) {
    const int middle = (from_y + y) / 2;
    return fmt::format(" C{} {} {} {} {} {}", from_x, middle, x, middle, x, y);
}

// Into its lane within one row, down the lane, and out of it within the last row.
std::string edge_path(const std::vector<PlacedRow>& rows, std::size_t row, const LaneEdge& edge) {
    const int x = x_of(rows[row].column);
    const int y = y_of(row);
    const int lane = x_of(edge.lane);
    const int end_x = x_of(rows[edge.target].column);
    const int end_y = y_of(edge.target);
    std::string path = fmt::format("M{} {}", x, y);
    if (edge.target == row + 1) {
        path += x == end_x ? fmt::format(" V{}", end_y) : bend(x, y, end_x, end_y);
    } else {
        if (x != lane)
            path += bend(x, y, lane, y + row_height);
        path += fmt::format(" V{}", lane == end_x ? end_y : end_y - row_height);
        if (lane != end_x)
            path += bend(lane, end_y - row_height, end_x, end_y);
    }
    const std::string look =
        edge.kind == EdgeKind::dependency ? "needs" : fmt::format("l{}", edge.lane % lane_colors);
    return fmt::format("<path class=\"{}\" d=\"{}\"/>\n", look, path);
}

std::string cut_path(const PlacedRow& row, std::size_t number) {
    return fmt::format("<path class=\"cut\" d=\"M{} {} v{}\"/>\n", x_of(row.column), y_of(number),
                       row_height / 2);
}

std::string node(const RevisionEntry& entry, const PlacedRow& row, std::size_t number) {
    const int x = x_of(row.column);
    const int y = y_of(number);
    std::string shape;
    if (entry.is_current)
        shape = fmt::format("<circle class=\"ring\" cx=\"{}\" cy=\"{}\" r=\"8\"/>"
                            "<circle class=\"current\" cx=\"{}\" cy=\"{}\" r=\"6\"/>",
                            x, y, x, y);
    else
        shape = fmt::format("<circle{} cx=\"{}\" cy=\"{}\" r=\"5\"/>",
                            entry.is_pending ? " class=\"pending\"" : "", x, y);
    return fmt::format("<g><title>{}</title>{}</g>\n",
                       xml_text(entry.header.id + ": " + entry.path.string()), shape);
}

std::string marks_of(const RevisionEntry& entry) {
    std::string text;
    for (const std::string& mark : picture_marks(entry))
        text += " (" + mark + ")";
    return text;
}

std::string words(const RevisionEntry& entry, std::size_t number, int x) {
    return fmt::format("<text x=\"{}\" y=\"{}\"><tspan class=\"id\">{}</tspan>"
                       "<tspan class=\"mark\">{}</tspan> {}</text>\n",
                       x, y_of(number) + 4, xml_text(entry.header.id), xml_text(marks_of(entry)),
                       xml_text(text::first_line(entry.header.message)));
}

int text_width(const Entries& entries) {
    int widest = 0;
    for (const RevisionEntry& entry : entries)
        widest = std::max(widest, utf8::display_width(entry.header.id + marks_of(entry) + " " +
                                                      text::first_line(entry.header.message)));
    return widest * letter_width;
}

} // namespace

std::string graph_svg(const Entries& entries) {
    const std::vector<PlacedRow> rows = place_in_lanes(rows_of(entries));
    const int text_x = x_of(columns_of(rows));
    const int width = text_x + text_width(entries) + margin;
    const int height = std::max(y_of(entries.size()) - row_height, 0) + margin;
    std::string out = fmt::format("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0}\" "
                                  "height=\"{1}\" viewBox=\"0 0 {0} {1}\" role=\"img\">\n"
                                  "<title>History of revisions</title>\n",
                                  width, height);
    out += style;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        for (const LaneEdge& edge : rows[i].edges)
            out += edge_path(rows, i, edge);
        if (rows[i].cut)
            out += cut_path(rows[i], i);
    }
    for (std::size_t i = 0; i < rows.size(); ++i)
        out += node(entries[i], rows[i], i) + words(entries[i], i, text_x);
    return out + "</svg>\n";
}

} // namespace migrate::report
