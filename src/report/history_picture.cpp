#include "report/graph_rows.hpp"
#include "report/lane_painter.hpp"
#include "report/table.hpp"
#include "report/text.hpp"
#include "util/text.hpp"
#include "util/utf8.hpp"

#include <algorithm>

namespace migrate::report {
namespace {

constexpr int narrowest_message = 16; // columns

NodeKind node_kind(const RevisionEntry& entry) {
    if (entry.is_current)
        return NodeKind::current;
    return entry.is_pending ? NodeKind::pending : NodeKind::plain;
}

// What stands beside the node, without the message.
std::string name_and_marks(const RevisionEntry& entry, const Style& style) {
    std::string text = style.yellow(entry.header.id);
    for (const std::string& mark : picture_marks(entry)) {
        const std::string shown = " (" + visible(mark) + ")";
        text += mark == "current" ? style.cyan(shown) : mark == "head" ? style.green(shown) : shown;
    }
    return text;
}

// A message gets what is left of the line, if that is enough to read something.
std::string message_beside(const RevisionEntry& entry, int left) {
    const std::string message = visible(text::first_line(entry.header.message));
    if (message.empty())
        return {};
    return ", " + (left >= narrowest_message ? clipped(message, left - 2) : message);
}

int width_of_marks(const RevisionEntry& entry) {
    return utf8::display_width(name_and_marks(entry, Style()));
}

std::vector<std::string> lines_beside(const RevisionEntry& entry, const Look& look, int indent) {
    if (look.verbose) {
        std::vector<std::string> lines = text::split(show_text({entry}, look), '\n');
        return lines; // the last one is empty: a blank line below the paragraph
    }
    const int left = look.width == 0 ? 0 : look.width - indent - width_of_marks(entry);
    return {name_and_marks(entry, look.style) + message_beside(entry, left)};
}

void add_line(std::string& out, const LaneLine& lanes, int width, const std::string& text) {
    out += lanes.text;
    if (!text.empty())
        out += std::string(static_cast<std::size_t>(width - lanes.width + 2), ' ') + text;
    out += '\n';
}

} // namespace

std::string history_picture(const std::vector<RevisionEntry>& entries, const Look& look) {
    const std::vector<PlacedRow> placed = place_in_lanes(rows_of(entries));
    LanePainter painter(look.style, look.utf8);
    std::string out;
    for (std::size_t i = 0; i < entries.size(); ++i) {
        const DrawnRow row = painter.draw(placed[i], node_kind(entries[i]));
        for (const LaneLine& line : row.before)
            add_line(out, line, 0, "");
        const int width = std::max(row.node.width, row.beside.width);
        const auto texts = lines_beside(entries[i], look, width + 2);
        for (std::size_t t = 0; t < texts.size(); ++t)
            add_line(out, t == 0 ? row.node : row.beside, width, texts[t]);
        for (const LaneLine& line : row.after)
            add_line(out, line, 0, "");
    }
    return out;
}

} // namespace migrate::report
