#include "report/error_block.hpp"

#include "util/text.hpp"
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
Quote quote(std::string_view line, int column) {
    const std::size_t at = column > 0 ? static_cast<std::size_t>(column - 1) : 0;
    const std::size_t split = utf8::offset_of(line, at);
    std::string before(line.substr(0, split));
    std::string after(line.substr(split));
    if (utf8::length(line) <= longest_quote)
        return {before, after};
    const std::size_t half = longest_quote / 2;
    if (const std::size_t n = utf8::length(before); n > half)
        before = "…" + before.substr(utf8::offset_of(before, n - half));
    if (utf8::length(after) > half)
        after = after.substr(0, utf8::offset_of(after, half)) + "…";
    return {before, after};
}

std::string quoted_lines(const Error& error, const Style& style) {
    if (error.quoted_line().empty())
        return {};
    const auto [before, after] = quote(visible(error.quoted_line()), error.pos().column);
    std::string lines = "   " + style.cyan("|") + "  " + before + after + '\n';
    if (error.pos().column > 0)
        lines += "   " + style.cyan("|") + "  " +
                 std::string(static_cast<std::size_t>(utf8::display_width(before)), ' ') +
                 style.red("^") + '\n';
    return lines;
}

std::string note_line(std::string_view text, const Style& style) {
    return "   " + style.cyan("=") + " " + text::indent(visible(text), 5, false) + '\n';
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

std::string error_block(const Error& error, const Style& style) {
    std::string block =
        style.red("error:") + " " + text::indent(visible(error.what()), 2, false) + '\n';
    if (!error.pos().file.empty())
        block += "  " + style.cyan("-->") + " " + visible(shown_position(error.pos())) + '\n';
    block += quoted_lines(error, style);
    for (const std::string& note : error.notes())
        block += note_line(note, style);
    if (!error.help_text().empty())
        block += note_line("help: " + error.help_text(), style);
    return block;
}

} // namespace migrate::report
