#include "report/error_block.hpp"

#include "report/table.hpp"
#include "util/utf8.hpp"

#include <algorithm>

namespace migrate::report {
namespace {

constexpr std::size_t longest_quote = 120; // code points

struct Quote {
    std::string before; // the caret
    std::string after;
};

// The part of a very long line around the column, ellipses where something was cut away.
Quote quote(std::string_view line, int column, std::size_t longest) {
    const std::size_t at = column > 0 ? static_cast<std::size_t>(column - 1) : 0;
    const std::size_t split = utf8::offset_of(line, at);
    std::string before(line.substr(0, split));
    std::string after(line.substr(split));
    if (utf8::length(line) <= longest)
        return {before, after};
    const std::size_t half = longest / 2;
    if (const std::size_t n = utf8::length(before); n > half)
        before = "…" + before.substr(utf8::offset_of(before, n - half));
    if (utf8::length(after) > half)
        after = after.substr(0, utf8::offset_of(after, half)) + "…";
    return {before, after};
}

std::string quoted_lines(const Error& error, const Style& style, int width) {
    if (error.quoted_line().empty())
        return {};
    // Six columns are the margin, two the ellipses.
    const std::size_t longest =
        width == 0 ? longest_quote : std::clamp<std::size_t>(width - 8, 12, longest_quote);
    const auto [before, after] = quote(visible(error.quoted_line()), error.pos().column, longest);
    std::string lines = "   " + style.cyan("|") + "  " + before + after + '\n';
    if (error.pos().column > 0)
        lines += "   " + style.cyan("|") + "  " +
                 std::string(static_cast<std::size_t>(utf8::display_width(before)), ' ') +
                 style.red("^") + '\n';
    return lines;
}

std::string note_line(std::string_view text, const Style& style, int width) {
    return "   " + style.cyan("=") + " " + folded(visible(text), width, 5, 5) + '\n';
}

} // namespace

std::string shown_position(const SourcePos& pos) {
    std::string shown = pos.file;
    if (pos.line > 0)
        shown += ":" + std::to_string(pos.line);
    if (pos.line > 0 && pos.column > 0)
        shown += ":" + std::to_string(pos.column);
    return shown;
}

std::string error_block(const Error& error, const Style& style, int width) {
    std::string block =
        style.red("error:") + " " + folded(visible(error.what()), width, 7, 2) + '\n';
    if (!error.pos().file.empty())
        block += "  " + style.cyan("-->") + " " + visible(shown_position(error.pos())) + '\n';
    block += quoted_lines(error, style, width);
    for (const std::string& note : error.notes())
        block += note_line(note, style, width);
    if (!error.help_text().empty())
        block += note_line("help: " + error.help_text(), style, width);
    return block;
}

} // namespace migrate::report
