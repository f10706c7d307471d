#include "report/table.hpp"

#include "util/text.hpp"
#include "util/utf8.hpp"

#include <algorithm>

namespace migrate::report {
namespace {

std::vector<int> column_widths(const std::vector<TableRow>& rows) {
    std::vector<int> widths;
    for (const TableRow& row : rows) {
        widths.resize(std::max(widths.size(), row.size()), 0);
        for (std::size_t i = 0; i < row.size(); ++i)
            widths[i] = std::max(widths[i], utf8::display_width(row[i]));
    }
    return widths;
}

// Lines of at most `first` columns, then of `width`. Blanks at the beginning stay.
std::vector<std::string> broken(std::string_view text, int first, int width) {
    const std::size_t begin = std::min(text.find_first_not_of(' '), text.size());
    std::vector<std::string> lines{std::string(text.substr(0, begin))};
    bool is_new = true;
    for (const std::string& word : text::split(text.substr(begin), ' ')) {
        std::string& line = lines.back();
        const int room = lines.size() == 1 ? first : width;
        if (!is_new && utf8::display_width(line) + 1 + utf8::display_width(word) > room)
            lines.push_back(word);
        else
            line += (is_new ? "" : " ") + word;
        is_new = false;
    }
    return lines;
}

} // namespace

std::string padded(std::string_view text, int width) {
    const int missing = std::max(0, width - utf8::display_width(text));
    return std::string(text) + std::string(static_cast<std::size_t>(missing), ' ');
}

std::string table(const std::vector<TableRow>& rows, int indent) {
    const std::vector<int> widths = column_widths(rows);
    std::string out;
    for (const TableRow& row : rows) {
        std::string line(static_cast<std::size_t>(indent), ' ');
        for (std::size_t i = 0; i < row.size(); ++i)
            line += i + 1 < row.size() ? padded(row[i], widths[i]) + "  " : row[i];
        line.erase(line.find_last_not_of(' ') + 1);
        out += line + '\n';
    }
    return out;
}

std::vector<std::string> wrapped(std::string_view text, int width) {
    return broken(text, width, width);
}

std::string folded(std::string_view text, int width, int used, int indent) {
    const std::string margin = "\n" + std::string(static_cast<std::size_t>(indent), ' ');
    std::string out;
    int room = width - used;
    const std::vector<std::string> lines = text::split(text, '\n');
    for (const std::string& line : lines) {
        if (&line != lines.data())
            out += line.empty() ? "\n" : margin;
        if (width == 0 || utf8::display_width(line) <= room) {
            out += line;
        } else {
            const std::vector<std::string> parts = broken(line, room, width - indent);
            out += text::join(parts, margin);
        }
        room = width - indent;
    }
    return out;
}

std::string clipped(std::string_view text, int width) {
    if (utf8::display_width(text) <= width)
        return std::string(text);
    std::string shown;
    for (int used = 0; !text.empty();) {
        const std::size_t bytes = utf8::decode(text).bytes;
        used += utf8::display_width(text.substr(0, bytes));
        if (used > width - 1)
            break;
        shown += text.substr(0, bytes);
        text.remove_prefix(bytes);
    }
    return shown + "…";
}

} // namespace migrate::report
