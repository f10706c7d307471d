#include "toml/reader.hpp"

#include "toml/headers.hpp"
#include "toml/parse_error.hpp"
#include "util/file.hpp"
#include "util/utf8.hpp"

// toml++ takes for granted what it has not always seen to: that a header [# x] has a name, that the
// T of a date has a time behind it. Let that be an error of the document.
namespace migrate::toml {
struct BrokenAssumption {};
[[noreturn]] static void break_off() {
    throw BrokenAssumption();
}
} // namespace migrate::toml
#undef NDEBUG
#define TOML_ASSERT(holds) ((holds) ? static_cast<void>(0) : ::migrate::toml::break_off())
#include <toml++/toml.h>

#include <algorithm>
#include <unordered_set>

namespace migrate::toml {
namespace {

namespace tpp = ::toml;

// Turns the tree of toml++ into ours. toml++ keeps tables sorted by key; the order of the source
// comes back from the position of each key (that of a value is wrong for tables that are only
// implied by a dotted name).
class Converter {
  public:
    // Before the text stand so many lines of the document.
    explicit Converter(std::string_view text, int lines_before = 0)
        : text_(text),
          lines_before_(lines_before) {
        line_starts_.push_back(0);
        for (auto at = text.find('\n'); at != std::string_view::npos; at = text.find('\n', at + 1))
            line_starts_.push_back(at + 1);
    }

    Node table(const tpp::table& source) {
        Node result = Node::table();
        const std::size_t first = pending_.size();
        for (const auto& [key, value] : source)
            pending_.push_back({pos_of(key.source().begin), key.str(), &value});
        const auto begin = pending_.begin() + static_cast<std::ptrdiff_t>(first);
        std::sort(begin, pending_.end(), [](const Pending& a, const Pending& b) {
            return a.pos.line != b.pos.line ? a.pos.line < b.pos.line : a.pos.column < b.pos.column;
        });
        result.members().reserve(source.size());
        for (std::size_t i = first; i < first + source.size(); ++i) {
            const Pending next = pending_[i]; // value() grows the list
            result.members().push_back({std::string(next.key), next.pos, value(*next.value)});
            if (next.value->is_table() && !next.value->as_table()->is_inline())
                result.members().back().value.pos = next.pos;
        }
        pending_.resize(first);
        return result;
    }

  private:
    struct Pending {
        NodePos pos;
        std::string_view key;
        const tpp::node* value = nullptr;
    };

    NodePos pos_of(const tpp::source_position& at) const {
        return {static_cast<int>(at.line) + lines_before_, static_cast<int>(at.column)};
    }

    Node value(const tpp::node& source) {
        Node result = value_without_pos(source);
        result.pos = pos_of(source.source().begin);
        return result;
    }

    Node value_without_pos(const tpp::node& source) {
        switch (source.type()) {
        case tpp::node_type::table:
            return table(*source.as_table());
        case tpp::node_type::array:
            return array(*source.as_array());
        case tpp::node_type::string:
            return Node::string(source.as_string()->get());
        case tpp::node_type::boolean:
            return Node::boolean(source.as_boolean()->get());
        case tpp::node_type::integer:
            return integer(source);
        case tpp::node_type::floating_point:
            return Node::real(number_text(source));
        default:
            return Node::datetime(source_text(source));
        }
    }

    Node array(const tpp::array& source) {
        Node result = Node::array();
        result.items().reserve(source.size());
        for (const tpp::node& item : source)
            result.items().push_back(value(item));
        return result;
    }

    Node integer(const tpp::node& source) {
        std::string digits = number_text(source);
        if (digits.size() > 1 && digits[0] == '0')
            digits = std::to_string(source.as_integer()->get());
        return Node::integer(std::move(digits));
    }

    std::string number_text(const tpp::node& source) {
        std::string result = source_text(source);
        std::erase_if(result, [](char c) { return c == '_'; });
        if (result.starts_with('+'))
            result.erase(0, 1);
        return result;
    }

    std::string source_text(const tpp::node& source) {
        const std::size_t begin = offset(source.source().begin);
        std::size_t end = offset(source.source().end);
        while (end > begin &&
               (text_[end - 1] == ' ' || text_[end - 1] == '\r' || text_[end - 1] == '\n'))
            --end;
        return std::string(text_.substr(begin, end - begin));
    }

    std::size_t offset(const tpp::source_position& at) const {
        const std::size_t start =
            line_starts_[std::min<std::size_t>(at.line, line_starts_.size()) - 1];
        return start + utf8::offset_of(text_.substr(start), at.column - 1);
    }

    std::string_view text_;
    int lines_before_;
    std::vector<std::size_t> line_starts_;
    std::vector<Pending> pending_; // members of the tables that are being read, the innermost last
};

// Puts together what the parts of a document say, as long as they have no more in common than the
// tables that [a.b] implies.
class Union {
  public:
    // False: the parts have to be read as one.
    bool add(const tpp::table& parsed, Node tree) {
        for (Node::Member& member : tree.members()) {
            const tpp::node& source = *parsed.get(member.key);
            const bool open = source.is_table() && !source.as_table()->is_inline();
            if (!names_.insert(member.key).second) {
                if (!open || !open_.contains(member.key) || !extend(member))
                    return false;
                continue;
            }
            if (open) {
                open_.insert(member.key);
                for (const Node::Member& inner : member.value.members())
                    names_.insert(path(member.key, inner.key));
            }
            root_.members().push_back(std::move(member));
        }
        return true;
    }
    Node take() { return std::move(root_); }

  private:
    static std::string path(const std::string& outer, const std::string& inner) {
        return outer + '\0' + inner;
    }

    bool extend(Node::Member& more) {
        Node& table = *root_.find(more.key);
        for (Node::Member& inner : more.value.members()) {
            if (!names_.insert(path(more.key, inner.key)).second)
                return false;
            table.members().push_back(std::move(inner));
        }
        return true;
    }

    Node root_ = Node::table();
    std::unordered_set<std::string> names_; // of the root's members and of theirs
    std::unordered_set<std::string> open_;  // tables that are not written in one line
};

// Throws tpp::parse_error and BrokenAssumption.
Node read_whole(std::string_view text) {
    const tpp::table parsed = tpp::parse(text);
    return Converter(text).table(parsed);
}

bool breaks_an_assumption(std::string_view text) {
    try {
        static_cast<void>(tpp::parse(text));
    } catch (const BrokenAssumption&) {
        return true;
    } catch (const tpp::parse_error&) { // the text ends in the middle of something
    }
    return false;
}

// The line at which toml++ gave up: the last one of the shortest text that it gives up on.
int unreadable_line(const Document& document) {
    const std::string_view text = document.text;
    int good = 0, bad = static_cast<int>(std::ranges::count(text, '\n')) + 1;
    while (bad - good > 1) {
        const int middle = good + (bad - good) / 2;
        const std::string_view line = line_of(text, middle);
        const auto end = static_cast<std::size_t>(line.data() - text.data()) + line.size();
        (breaks_an_assumption(text.substr(0, end)) ? bad : good) = middle;
    }
    return bad;
}

// None where it has to be read as a whole: to be right, or to say what is wrong.
std::optional<Node> read_parts(const std::vector<std::string_view>& parts) {
    Union all;
    std::ptrdiff_t lines = 0;
    for (const std::string_view part : parts) {
        try {
            const tpp::table parsed = tpp::parse(part);
            if (!all.add(parsed, Converter(part, static_cast<int>(lines)).table(parsed)))
                return std::nullopt;
        } catch (const tpp::parse_error&) {
            return std::nullopt;
        } catch (const BrokenAssumption&) {
            return std::nullopt;
        }
        lines += std::ranges::count(part, '\n');
    }
    return all.take();
}

Node read_text(std::string_view text, std::size_t part_size) {
    if (const auto parts = cut_at_headers(text, part_size); parts.size() > 1)
        if (std::optional<Node> tree = read_parts(parts))
            return *std::move(tree);
    return read_whole(text);
}

NodePos pos_at(std::string_view text, std::size_t offset) {
    const std::string_view before = text.substr(0, offset);
    const auto line_start = before.rfind('\n') + 1; // npos + 1 is 0
    return {static_cast<int>(std::ranges::count(before, '\n')) + 1,
            static_cast<int>(utf8::length(before.substr(line_start))) + 1};
}

// Trees are walked, and freed, by recursion: a dotted name of very many parts would end the stack.
// Only a very long line can hold one.
void refuse_deep_names(const Document& document) {
    constexpr std::size_t most_parts = 1000;
    constexpr std::string_view in_names =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.\"'[ \t";
    std::string_view rest = document.text;
    for (int line = 1; rest.size() > 2 * most_parts; ++line) {
        const std::string_view text = rest.substr(0, rest.find('\n'));
        if (text.size() > 2 * most_parts) {
            const std::string_view name = text.substr(0, text.find_first_not_of(in_names));
            if (std::ranges::count(name, '.') > static_cast<std::ptrdiff_t>(most_parts) &&
                name.find("..") == std::string_view::npos)
                throw error_at(document, {line, 1}, "a name of more than 1000 parts");
        }
        rest.remove_prefix(std::min(rest.size(), text.size() + 1));
    }
}

// An escape can write what no file may hold: no database takes it, and texts of C end there.
void refuse_nul_in_texts(const Document& document, const Node& node) {
    const auto refuse = [&](std::string_view text, NodePos pos) {
        if (text.find('\0') != std::string_view::npos)
            throw error_at(document, pos, "a NUL character stands in the text")
                .help("take \\u0000 out: no database stores it in names and statements");
    };
    if (node.is_string())
        refuse(node.text(), node.pos);
    if (node.is_array())
        for (const Node& item : node.items())
            refuse_nul_in_texts(document, item);
    if (node.is_table())
        for (const Node::Member& member : node.members()) {
            refuse(member.key, member.key_pos);
            refuse_nul_in_texts(document, member.value);
        }
}

// As the escape is written; without it, nothing need be looked for.
bool may_hold_nul(std::string_view text) {
    return text.find("\\u0000") != std::string_view::npos ||
           text.find("\\U00000000") != std::string_view::npos;
}

} // namespace

void refuse_what_is_no_text(std::string_view text, const std::string& file) {
    std::size_t at = utf8::first_invalid(text);
    const bool invalid = at != std::string_view::npos;
    if (!invalid)
        at = text.find('\0');
    if (at == std::string_view::npos)
        return;
    const Document document{file, std::string(text), Node()};
    if (invalid)
        throw error_at(document, pos_at(text, at), "this byte is not valid UTF-8")
            .help("save the file as UTF-8");
    throw error_at(document, pos_at(text, at), "a NUL byte stands in the file");
}

Document read_document(std::string text, std::string file, std::size_t part_size) {
    Document document{std::move(file), std::move(text), Node()};
    if (document.text.starts_with("\xEF\xBB\xBF"))
        document.text.erase(0, 3);
    refuse_what_is_no_text(document.text, document.file);
    refuse_deep_names(document);
    if (const auto at = foreign_character(document.text))
        throw error_at(document, pos_at(document.text, *at),
                       "not valid TOML: this character stands outside of quotes")
            .help("names with such characters stand in quotes, and quotes are \" or '");
    try {
        document.root = read_text(document.text, part_size);
        document.root.pos = {1, 1};
        if (may_hold_nul(document.text))
            refuse_nul_in_texts(document, document.root);
    } catch (const tpp::parse_error& e) {
        const auto at = e.source().begin;
        throw explain_parse_error(document, e.description(),
                                  {static_cast<int>(at.line), static_cast<int>(at.column)});
    } catch (const BrokenAssumption&) {
        throw error_at(document, {unreadable_line(document), 1},
                       "not valid TOML: this line cannot be read");
    }
    return document;
}

Document read_file(const std::string& path, const std::string& shown_as) {
    return read_document(migrate::read_file(path), shown_as.empty() ? path : shown_as);
}

Error error_at(const Document& document, NodePos pos, const std::string& message) {
    Error error(ErrorCode::usage, message);
    std::string quoted(pos.line > 0 ? line_of(document.text, pos.line) : std::string_view());
    error.at({document.file, pos.line, pos.column}, std::move(quoted));
    return error;
}

std::string_view line_of(std::string_view text, int line) {
    for (; line > 1; --line) {
        const auto end = text.find('\n');
        if (end == std::string_view::npos)
            return {};
        text.remove_prefix(end + 1);
    }
    text = text.substr(0, text.find('\n'));
    if (text.ends_with('\r'))
        text.remove_suffix(1);
    return text;
}

Lines::Lines(std::string_view text) : text_(text), starts_{0} {
    for (auto at = text.find('\n'); at != std::string_view::npos; at = text.find('\n', at + 1))
        starts_.push_back(at + 1);
}

std::string_view Lines::operator[](int line) const {
    const std::size_t index = static_cast<std::size_t>(std::max(line, 1)) - 1;
    return index < starts_.size() ? line_of(text_.substr(starts_[index]), 1) : std::string_view();
}

std::string_view header_text(std::string_view text) {
    if (text.starts_with('['))
        return {};
    const auto at = text.find("\n[");
    return at == std::string_view::npos ? text : text.substr(0, at + 1);
}

} // namespace migrate::toml
