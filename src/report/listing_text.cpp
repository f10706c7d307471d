#include "report/text.hpp"

#include "report/table.hpp"
#include "util/text.hpp"
#include "util/utf8.hpp"

namespace migrate::report {
namespace {

using commands::CurrentResult;

std::string parenthesised(const std::vector<std::string>& names) {
    return names.empty() ? "" : " (" + text::join(names, ", ") + ")";
}

std::string head_mark(const RevisionEntry& entry) {
    if (!entry.is_head)
        return {};
    return entry.is_effective_head ? " (effective head)" : " (head)";
}

// "(head) (current) (branchpoint) (mergepoint)"
std::string marks(const RevisionEntry& entry, const Style& style) {
    std::string text;
    if (const std::string head = head_mark(entry); !head.empty())
        text += " " + style.green(head.substr(1));
    if (entry.is_current)
        text += " " + style.cyan("(current)");
    if (entry.is_branch_point)
        text += " (branchpoint)";
    if (entry.is_merge_point)
        text += " (mergepoint)";
    return text;
}

std::string parents_text(const RevisionEntry& entry) {
    const auto& header = entry.header;
    const std::string parents =
        header.parents.empty() ? "<base>" : text::join(header.parents, ", ");
    return parents + parenthesised(header.depends_on);
}

void add_line(std::string& out, std::string_view name, const std::string& value) {
    if (!value.empty())
        out += std::string(name) + ": " + visible(value) + '\n';
}

std::string parent_lines(const RevisionHeader& header) {
    std::string out;
    add_line(out, header.parents.size() > 1 ? "Merges" : "Parent",
             header.parents.empty() ? "<base>" : text::join(header.parents, ", "));
    add_line(out, "Also depends on", text::join(header.depends_on, ", "));
    return out;
}

std::string long_entry(const RevisionEntry& entry, const Style& style) {
    const RevisionHeader& header = entry.header;
    std::string out = "Rev: " + style.yellow(header.id) + marks(entry, style) + '\n';
    out += parent_lines(header);
    if (entry.is_branch_point)
        add_line(out, "Branches into", text::join(entry.children, ", "));
    add_line(out, "Branch names", text::join(entry.labels, ", "));
    add_line(out, "Created", header.created_at);
    add_line(out, "Only for", text::join(header.only, ", "));
    add_line(out, "Irreversible", header.irreversible);
    add_line(out, "Path", entry.path.string());
    if (!header.message.empty())
        out += '\n' + text::indent(visible(header.message), 4) + '\n';
    return out;
}

// ", add age to users": the first line of the message.
std::string title_after_comma(const RevisionEntry& entry) {
    const std::string title = entry.header.message.substr(0, entry.header.message.find('\n'));
    return title.empty() ? "" : ", " + visible(title);
}

std::string history_line_begin(const RevisionEntry& entry, const Style& style) {
    return parents_text(entry) + " -> " + style.yellow(entry.header.id) +
           parenthesised(entry.labels) + marks(entry, style);
}

std::string history_line(const RevisionEntry& entry, const Look& look) {
    const int used = utf8::display_width(history_line_begin(entry, Style()));
    return history_line_begin(entry, look.style) +
           folded(title_after_comma(entry), look.width, used, 4) + '\n';
}

// "3f2a9c81d0b4 (billing) (head)"
std::string head_line(const RevisionEntry& entry, const Style& style) {
    return style.yellow(entry.header.id) + parenthesised(entry.labels) +
           style.green(head_mark(entry));
}

std::string branch_lines(const commands::BranchEntry& branch, const Look& look) {
    const RevisionEntry& point = branch.point;
    std::string out = look.verbose
                          ? long_entry(point, look.style)
                          : look.style.yellow(point.header.id) + parenthesised(point.labels) +
                                marks(point, look.style) + '\n';
    for (const RevisionEntry& child : branch.children)
        out += std::string(point.header.id.size(), ' ') + " -> " + head_line(child, look.style) +
               (look.verbose ? title_after_comma(child) : "") + '\n';
    return out;
}

// A long entry is a paragraph; short ones are lines.
template <class Line>
std::string listing(const std::vector<RevisionEntry>& entries, const Look& look, Line line) {
    if (look.verbose)
        return show_text(entries, look);
    std::string out;
    for (const RevisionEntry& entry : entries)
        out += line(entry);
    return out;
}

} // namespace

std::string show_text(const std::vector<RevisionEntry>& entries, const Look& look) {
    std::string out;
    for (const RevisionEntry& entry : entries)
        out += (out.empty() ? "" : "\n") + long_entry(entry, look.style);
    return out;
}

std::string history_text(const std::vector<RevisionEntry>& entries, const Look& look) {
    return listing(entries, look, [&](const RevisionEntry& e) { return history_line(e, look); });
}

std::string heads_text(const std::vector<RevisionEntry>& entries, const Look& look) {
    return listing(entries, look,
                   [&](const RevisionEntry& e) { return head_line(e, look.style) + '\n'; });
}

std::string branches_text(const std::vector<commands::BranchEntry>& branches, const Look& look) {
    std::string out;
    for (const commands::BranchEntry& branch : branches)
        out += (look.verbose && !out.empty() ? "\n" : "") + branch_lines(branch, look);
    return out;
}

std::string current_text(const CurrentResult& result, const Look& look) {
    std::string out;
    if (look.verbose)
        out += "Current revision(s) for " + visible(result.database) + ":\n";
    out += listing(result.revisions, look, [&](RevisionEntry e) {
        e.is_current = false; // they all are
        return look.style.yellow(e.header.id) + marks(e, look.style) + '\n';
    });
    for (const std::string& id : result.unknown_rows)
        out +=
            look.style.yellow(visible(id)) + " " + look.style.red("(no such revision file)") + '\n';
    return out;
}

} // namespace migrate::report
