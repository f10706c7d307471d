#include "revision/plain_header.hpp"

#include "util/text.hpp"
#include "util/utf8.hpp"

#include <algorithm>
#include <array>

namespace migrate::revision {
namespace {

using Texts = std::vector<std::string>;

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool is_blank(char c) {
    return c == ' ' || c == '\t';
}

// Reads one line from the left. What cannot be read for certain leaves it where it was.
class Line {
  public:
    explicit Line(std::string_view text) : rest_(text) {}

    void skip_blanks() {
        while (!rest_.empty() && is_blank(rest_.front()))
            rest_.remove_prefix(1);
    }

    // Nothing more but a comment.
    bool ends() {
        skip_blanks();
        return rest_.empty() || rest_.front() == '#';
    }

    bool take(char c) {
        skip_blanks();
        if (rest_.empty() || rest_.front() != c)
            return false;
        rest_.remove_prefix(1);
        return true;
    }

    std::string_view word() {
        skip_blanks();
        const auto end = std::ranges::find_if(rest_, [](char c) {
            return is_blank(c) || c == '=' || c == '#' || c == ',' || c == ']';
        });
        const auto length = static_cast<std::size_t>(end - rest_.begin());
        const std::string_view taken = rest_.substr(0, length);
        rest_.remove_prefix(length);
        return taken;
    }

    // "text" or 'text', without escapes; an empty one could begin a text of several lines.
    std::optional<std::string> text() {
        skip_blanks();
        if (rest_.empty() || (rest_.front() != '"' && rest_.front() != '\''))
            return std::nullopt;
        const char quote = rest_.front();
        const std::size_t end = rest_.find(quote, 1);
        if (end == std::string_view::npos || end == 1)
            return std::nullopt;
        const std::string_view inside = rest_.substr(1, end - 1);
        if (quote == '"' && inside.find('\\') != std::string_view::npos)
            return std::nullopt;
        rest_.remove_prefix(end + 1);
        return std::string(inside);
    }

    std::optional<Texts> texts() {
        if (!take('[')) {
            auto one = text();
            return one ? std::optional(Texts{std::move(*one)}) : std::nullopt;
        }
        Texts list;
        while (!take(']')) {
            auto next = text();
            if (!next)
                return std::nullopt;
            list.push_back(std::move(*next));
            if (!take(',')) {
                if (!take(']'))
                    return std::nullopt;
                break;
            }
        }
        return list;
    }

  private:
    std::string_view rest_;
};

bool between(std::string_view digits, int least, int most) {
    int value = 0;
    for (const char c : digits)
        value = value * 10 + (c - '0');
    return value >= least && value <= most;
}

// 2026-11-22T05:12:00Z, as this program writes it; other dates are left to the parser.
bool is_plain_date(std::string_view text) {
    constexpr std::string_view pattern = "0000-00-00T00:00:00Z";
    if (text.size() != pattern.size())
        return false;
    for (std::size_t i = 0; i < pattern.size(); ++i)
        if (pattern[i] == '0' ? !is_digit(text[i]) : text[i] != pattern[i])
            return false;
    constexpr std::array days{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    const std::string_view month = text.substr(5, 2);
    if (!between(month, 1, 12))
        return false;
    const int days_there = days[static_cast<std::size_t>((month[0] - '0') * 10 + month[1] - '1')];
    return between(text.substr(8, 2), 1, days_there) && between(text.substr(11, 2), 0, 23) &&
           between(text.substr(14, 2), 0, 59) && between(text.substr(17, 2), 0, 59);
}

// One header, key by key. Each function is false where the parser has to read instead.
class PlainHeader {
  public:
    bool read_line(Line line) {
        if (line.ends())
            return true;
        const std::string_view key = line.word();
        return line.take('=') && is_first(key) && read_value(key, line) && line.ends();
    }

    RevisionHeader header;

  private:
    bool is_first(std::string_view key) {
        if (std::ranges::find(seen_, key) != seen_.end())
            return false;
        seen_.push_back(key);
        return true;
    }

    bool read_value(std::string_view key, Line& line) {
        if (key == "revision")
            return take_text(line, header.id) && can_be_id(header.id);
        if (key == "down_revision")
            return take_texts(line, header.parents);
        if (key == "message")
            return take_trimmed(line, header.message);
        if (key == "created_at")
            return take_date(line);
        if (key == "branch_labels")
            return take_texts(line, header.labels);
        if (key == "depends_on")
            return take_texts(line, header.depends_on);
        if (key == "irreversible")
            return take_trimmed(line, header.irreversible);
        if (key == "only")
            return take_texts(line, header.only);
        if (key == "downgrade") // downgrade = []
            return line.take('[') && line.take(']');
        return false;
    }

    static bool can_be_id(const std::string& id) {
        try {
            check_revision_id(id);
            return true;
        } catch (const Error&) {
            return false;
        }
    }

    static bool take_text(Line& line, std::string& into) {
        auto text = line.text();
        if (text)
            into = std::move(*text);
        return text.has_value();
    }

    static bool take_trimmed(Line& line, std::string& into) {
        const auto text = line.text();
        if (text)
            into = text::trim(*text);
        return text.has_value();
    }

    static bool take_texts(Line& line, Texts& into) {
        auto texts = line.texts();
        if (texts)
            into = std::move(*texts);
        return texts.has_value();
    }

    bool take_date(Line& line) {
        if (take_text(line, header.created_at))
            return true;
        header.created_at = line.word();
        return is_plain_date(header.created_at);
    }

    std::vector<std::string_view> seen_; // parts of the text that is read
};

// What the parser would have to look at: controls, and bytes that are no text.
bool is_clean(std::string_view line) {
    return std::ranges::none_of(line, [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return (byte < ' ' && byte != '\t') || byte == 0x7F;
    });
}

} // namespace

std::optional<RevisionHeader> read_plain_header(std::string_view text) {
    const bool ascii =
        std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
    if (!ascii && !utf8::valid(text))
        return std::nullopt;
    PlainHeader reader;
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        std::string_view line = text.substr(0, end);
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
        if (end != std::string_view::npos && line.ends_with('\r'))
            line.remove_suffix(1);
        if (!is_clean(line) || !reader.read_line(Line(line)))
            return std::nullopt;
    }
    if (reader.header.id.empty())
        return std::nullopt;
    return std::move(reader.header);
}

} // namespace migrate::revision
