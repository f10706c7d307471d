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
    std::vector<std::string> lines{""};
    for (const std::string& word : text::split(text, ' ')) {
        std::string& line = lines.back();
        if (!line.empty() && utf8::display_width(line) + 1 + utf8::display_width(word) > width)
            lines.push_back(word);
        else
            line += (line.empty() ? "" : " ") + word;
    }
    return lines;
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
