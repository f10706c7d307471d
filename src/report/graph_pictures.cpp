#include "report/graph_pictures.hpp"

#include "report/color.hpp"
#include "report/graph_rows.hpp"
#include "util/text.hpp"

namespace migrate::report {
namespace {

using commands::RevisionEntry;
using Entries = std::vector<RevisionEntry>;

std::string node_name(std::size_t row) {
    return "r" + std::to_string(row);
}

// The lines of a node: id and marks, then the message.
std::vector<std::string> node_lines(const RevisionEntry& entry) {
    std::vector<std::string> lines{entry.header.id};
    for (const std::string& mark : picture_marks(entry))
        lines[0] += " (" + visible(mark) + ")";
    if (const std::string message = visible(text::first_line(entry.header.message));
        !message.empty())
        lines.push_back(message);
    return lines;
}

std::string dot_quoted(std::string text) {
    return "\"" +
           text::replace_all(text::replace_all(std::move(text), "\\", "\\\\"), "\"", "\\\"") + "\"";
}

// Mermaid reads Markdown, HTML and its own signs inside quotes.
std::string mermaid_text(const std::string& text) {
    std::string out;
    for (const char c : text) {
        if (std::string_view("\"#&<>`*_[]{}\\").find(c) == std::string_view::npos)
            out += c;
        else
            out += "#" + std::to_string(static_cast<int>(c)) + ";";
    }
    return out;
}

std::string dot_node(const RevisionEntry& entry, std::size_t row) {
    std::string label;
    for (const std::string& line : node_lines(entry)) {
        const std::string quoted = dot_quoted(line);
        label += (label.empty() ? "" : "\\n") + quoted.substr(1, quoted.size() - 2);
    }
    std::string more;
    if (entry.is_current)
        more = ", penwidth=2.5";
    else if (entry.is_pending)
        more = ", style=\"rounded,dashed\"";
    return "  " + node_name(row) + " [label=\"" + label + "\"" + more + "];\n";
}

std::string mermaid_node(const RevisionEntry& entry, std::size_t row) {
    std::vector<std::string> lines = node_lines(entry);
    for (std::string& line : lines)
        line = mermaid_text(line);
    std::string text = "  " + node_name(row) + "[\"" + text::join(lines, "<br/>") + "\"]";
    if (entry.is_current)
        text += ":::current";
    else if (entry.is_pending)
        text += ":::pending";
    return text + "\n";
}

// One line per edge, in the order of the listing.
template <class Line>
std::string edge_lines(const Entries& entries, Line line) {
    const std::vector<LaneRow> rows = rows_of(entries);
    std::string out;
    for (std::size_t row = 0; row < rows.size(); ++row) {
        for (const std::size_t parent : rows[row].parents)
            out += line(node_name(parent), node_name(row), EdgeKind::parent);
        for (const std::size_t dependency : rows[row].dependencies)
            out += line(node_name(dependency), node_name(row), EdgeKind::dependency);
    }
    return out;
}

} // namespace

std::string graph_dot(const Entries& entries) {
    std::string out = "digraph revisions {\n  rankdir=BT;\n"
                      "  node [shape=box, style=rounded, fontname=\"monospace\"];\n";
    for (std::size_t row = 0; row < entries.size(); ++row)
        out += dot_node(entries[row], row);
    out += edge_lines(entries, [](const auto& below, const auto& above, EdgeKind kind) {
        const bool dashed = kind == EdgeKind::dependency;
        return "  " + below + " -> " + above + (dashed ? " [style=dashed]" : "") + ";\n";
    });
    return out + "}\n";
}

std::string graph_mermaid(const Entries& entries) {
    std::string out = "flowchart BT\n";
    for (std::size_t row = 0; row < entries.size(); ++row)
        out += mermaid_node(entries[row], row);
    out += edge_lines(entries, [](const auto& below, const auto& above, EdgeKind kind) {
        return "  " + below + (kind == EdgeKind::dependency ? " -.-> " : " --> ") + above + "\n";
    });
    return out + "  classDef current stroke-width:3px\n"
                 "  classDef pending stroke-dasharray:4 3\n";
}

} // namespace migrate::report
