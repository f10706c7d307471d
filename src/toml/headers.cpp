#include "toml/headers.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <unordered_set>

namespace migrate::toml {
namespace {

// Walks over the lines of a document that begin outside of texts and lists.
class Walk {
  public:
    explicit Walk(std::string_view text) : text_(text) {}

    std::size_t at() const { return at_; }
    // The first character outside of texts and comments that TOML has no use for.
    std::optional<std::size_t> foreign() const { return foreign_; }
    bool ends() const { return at_ >= text_.size(); }

    // Behind the end of the line, or of what began in it. False for what does not end.
    bool next_line() {
        int depth = 0;
        while (at_ < text_.size()) {
            const char c = text_[at_];
            if (c == '\n' && depth == 0)
                return ++at_, true;
            if (c == '#')
                at_ = std::min(text_.find('\n', at_), text_.size());
            else if (c == '"' || c == '\'') {
                if (!skip_string(c))
                    return false;
            } else {
                if (static_cast<unsigned char>(c) >= 0x80 && !foreign_)
                    foreign_ = at_;
                depth += c == '[' || c == '{' ? 1 : 0;
                depth -= c == ']' || c == '}' ? 1 : 0;
                ++at_;
            }
        }
        return depth == 0;
    }

  private:
    bool skip_string(char quote) {
        const std::string three(3, quote);
        const bool lines = text_.substr(at_, 3) == three;
        const std::string_view end = lines ? std::string_view(three) : text_.substr(at_, 1);
        for (at_ += end.size(); at_ < text_.size(); ++at_) {
            if (text_[at_] == '\n' && !lines)
                return false;
            if (text_[at_] == '\\' && quote == '"') {
                ++at_;
                continue;
            }
            if (text_.substr(at_, end.size()) != end)
                continue;
            at_ += end.size();
            // Up to two quotes may stand before the three that end it.
            while (lines && at_ < text_.size() && text_[at_] == quote)
                ++at_;
            return true;
        }
        return false;
    }

    std::string_view text_;
    std::size_t at_ = 0;
    std::optional<std::size_t> foreign_;
};

struct Header {
    std::string name; // without blanks and quotes
    int dots = 0;     // outside of quotes
};

// Of a line that begins with one bracket; none where its name is not plain.
std::optional<Header> header_of(std::string_view line) {
    Header header;
    char quote = 0;
    for (const char c : line.substr(1)) {
        if (c == '\\' || c == '\n')
            return std::nullopt;
        if (quote == 0 && c == ']')
            return header;
        if (quote == 0 && (c == '"' || c == '\''))
            quote = c;
        else if (c == quote)
            quote = 0;
        else if (c != ' ' && c != '\t')
            header.name += c;
        header.dots += quote == 0 && c == '.' ? 1 : 0;
    }
    return std::nullopt;
}

} // namespace

std::optional<std::size_t> foreign_character(std::string_view text) {
    Walk walk(text);
    while (!walk.ends() && !walk.foreign() && walk.next_line()) {
    }
    return walk.foreign();
}

std::vector<std::string_view> cut_at_headers(std::string_view text, std::size_t least) {
    std::vector<std::string_view> whole{text};
    if (text.size() < 2 * least)
        return whole;
    std::vector<std::string_view> parts;
    std::unordered_set<std::string> names;
    std::size_t begin = 0;
    for (Walk walk(text); !walk.ends();) {
        const std::size_t line = walk.at();
        if (text[line] == '[' && text.substr(line, 2) != "[[") {
            const auto header = header_of(text.substr(line));
            if (!header || !names.insert(header->name).second)
                return whole;
            if (header->dots == 1 && line - begin >= least) {
                parts.push_back(text.substr(begin, line - begin));
                begin = line;
            }
        }
        if (!walk.next_line())
            return whole;
    }
    parts.push_back(text.substr(begin));
    return parts;
}

} // namespace migrate::toml
