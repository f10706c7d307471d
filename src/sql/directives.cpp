#include "sql/directives.hpp"

#include "sql/chars.hpp"
#include "sql/splitter.hpp"
#include "util/text.hpp"

#include <algorithm>

namespace migrate::sql {

namespace {

constexpr std::string_view mark = "migrate:";

bool begins_its_line(std::string_view text, std::size_t offset) {
    const std::string_view before = text.substr(0, offset);
    const std::size_t line = before.rfind('\n') + 1; // npos + 1 is 0
    const std::string_view indentation = before.substr(line);
    return text::trim(indentation).empty() || (line == 0 && indentation == "\xef\xbb\xbf");
}

// What follows `-- migrate:`, or a null view.
std::string_view content(std::string_view comment) {
    if (!comment.starts_with("--")) {
        return {};
    }
    comment = text::trim(comment.substr(2));
    return comment.starts_with(mark) ? comment.substr(mark.size()) : std::string_view{};
}

} // namespace

std::vector<Directive> find_directives(std::string_view text, const Syntax& syntax) {
    std::vector<Directive> found;
    for (const Token& comment : comments_outside_bodies(text, syntax)) {
        const std::string_view said = content(comment.text);
        if (said.data() == nullptr || !begins_its_line(text, comment.offset)) {
            continue;
        }
        const auto* blank = std::ranges::find_if(said, is_blank);
        found.push_back({.word = std::string(said.begin(), blank),
                         .argument = std::string(text::trim({blank, said.end()})),
                         .line = comment.line,
                         .column = comment.column,
                         .begin = comment.offset,
                         .end = std::min(comment.end_offset() + 1, text.size())});
    }
    return found;
}

} // namespace migrate::sql
