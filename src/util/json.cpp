#include "util/json.hpp"

#include "migrate/error.hpp"
#include "util/utf8.hpp"

#include <algorithm>
#include <cstddef>
#include <iterator>

#include <nlohmann/json.hpp>

namespace migrate {
namespace {

void append_quoted(std::string& out, std::string_view text) {
    constexpr std::string_view digits = "0123456789abcdef";
    out += '"';
    while (!text.empty()) {
        const auto c = static_cast<unsigned char>(text[0]);
        const std::size_t bytes = utf8::decode(text).bytes;
        if (c == '"' || c == '\\')
            (out += '\\') += text[0];
        else if (c == '\n')
            out += "\\n";
        else if (c == '\t')
            out += "\\t";
        else if (c == '\r')
            out += "\\r";
        else if (c < 0x20 || c == 0x7F)
            ((out += "\\u00") += digits[c >> 4U]) += digits[c & 0xFU];
        else if (c >= 0x80 && bytes == 1)
            out += "\xEF\xBF\xBD";
        else
            out += text.substr(0, bytes);
        text.remove_prefix(bytes);
    }
    out += '"';
}

class JsonWriter {
  public:
    explicit JsonWriter(JsonStyle style) : pretty_(style == JsonStyle::pretty) {}

    void write(const Node& node, int depth) {
        switch (node.kind()) {
        case Node::Kind::null:
            out_ += "null";
            break;
        case Node::Kind::boolean:
        case Node::Kind::integer:
            out_ += node.text();
            break;
        case Node::Kind::real:
            write_real(node.text());
            break;
        case Node::Kind::string:
        case Node::Kind::datetime:
            append_quoted(out_, node.text());
            break;
        case Node::Kind::array:
            write_array(node, depth);
            break;
        case Node::Kind::table:
            write_table(node, depth);
            break;
        }
    }

    std::string take() { return std::move(out_); }

  private:
    void write_real(const std::string& text) {
        const bool number = text.find_first_not_of("0123456789+-.eE") == std::string::npos;
        if (number)
            out_ += text;
        else
            append_quoted(out_, text);
    }

    void write_array(const Node& node, int depth) {
        out_ += '[';
        for (const Node& item : node.items()) {
            separate(&item == node.items().data(), depth + 1);
            write(item, depth + 1);
        }
        close(']', node.items().empty(), depth);
    }

    void write_table(const Node& node, int depth) {
        out_ += '{';
        for (const Node::Member& member : node.members()) {
            separate(&member == node.members().data(), depth + 1);
            append_quoted(out_, member.key);
            out_ += pretty_ ? ": " : ":";
            write(member.value, depth + 1);
        }
        close('}', node.members().empty(), depth);
    }

    void separate(bool first, int depth) {
        if (!first)
            out_ += ',';
        new_line(depth);
    }

    void close(char bracket, bool empty, int depth) {
        if (!empty)
            new_line(depth);
        out_ += bracket;
    }

    void new_line(int depth) {
        if (pretty_)
            (out_ += '\n').append(static_cast<std::size_t>(depth) * 2, ' ');
    }

    bool pretty_;
    std::string out_;
};

// Lets the parser read from the text and tells how far it has come: positions are found from there.
class CountingIterator {
  public:
    // NOLINTBEGIN(readability-identifier-naming): the names that an iterator must have
    using difference_type = std::ptrdiff_t;
    using value_type = char;
    using reference = const char&;
    using pointer = const char*;
    using iterator_category = std::input_iterator_tag;
    // NOLINTEND(readability-identifier-naming)

    CountingIterator(const char* at, const char** furthest) : at_(at), furthest_(furthest) {}

    reference operator*() const { return *at_; }
    CountingIterator& operator++() {
        *furthest_ = ++at_;
        return *this;
    }
    bool operator==(const CountingIterator& other) const { return at_ == other.at_; }

  private:
    const char* at_;
    const char** furthest_;
};

// Builds the tree while the parser calls. The open tables and arrays stand on a stack, by value.
class TreeBuilder {
  public:
    // NOLINTBEGIN(readability-identifier-naming): the names that the parser asks for
    using number_integer_t = nlohmann::ordered_json::number_integer_t;
    using number_unsigned_t = nlohmann::ordered_json::number_unsigned_t;
    using number_float_t = nlohmann::ordered_json::number_float_t;
    using string_t = nlohmann::ordered_json::string_t;
    using binary_t = nlohmann::ordered_json::binary_t;
    // NOLINTEND(readability-identifier-naming)

    explicit TreeBuilder(Document& document)
        : document_(document),
          furthest_(document.text.data()) {}

    const char** furthest() { return &furthest_; }

    bool null() { return put(Node(), consumed() - 4); }
    bool boolean(bool value) { return put(Node::boolean(value), consumed() - (value ? 4 : 5)); }
    bool number_integer(number_integer_t) { return number(false); }
    bool number_unsigned(number_unsigned_t) { return number(false); }
    bool number_float(number_float_t, const string_t&) { return number(true); }
    bool string(string_t& value) {
        const std::size_t start = string_start();
        refuse_nul(value, position(start));
        return put(Node::string(std::move(value)), start);
    }
    bool binary(binary_t&) { return false; }
    bool start_object(std::size_t) { return open(Node::table()); }
    bool start_array(std::size_t) { return open(Node::array()); }
    bool end_object() { return close(); }
    bool end_array() { return close(); }

    bool key(string_t& value) {
        const NodePos pos = position(string_start());
        refuse_nul(value, pos);
        for (const Node::Member& member : open_.back().members())
            if (member.key == value)
                throw error(pos, "the key \"" + value + "\" comes twice");
        open_.back().members().push_back({std::move(value), pos, Node()});
        return true;
    }

    bool parse_error(std::size_t at, const std::string&, const nlohmann::json::exception& e) {
        // The message repeats the position: "[json.exception.parse_error.101] parse error at line
        // 1, column 2: ..."
        std::string message = e.what();
        if (const auto colon = message.find(": "); colon != std::string::npos)
            message.erase(0, colon + 2);
        throw error(position(std::min(at > 0 ? at - 1 : 0, document_.text.size())),
                    "not valid JSON: " + message);
    }

    Node take() { return std::move(root_); }

  private:
    // How deep a document may nest: no model comes near, and a tree is walked by recursion.
    static constexpr std::size_t deepest = 200;

    void refuse_nul(const std::string& text, NodePos pos) const {
        if (text.find('\0') != std::string::npos)
            throw error(pos, "a NUL character stands in the text")
                .help("take \\u0000 out: no database stores it in names and statements");
    }

    std::size_t consumed() const {
        return static_cast<std::size_t>(furthest_ - document_.text.data());
    }

    // Where the string begins that was just read: at the last quote but one that no backslash
    // escapes.
    std::size_t string_start() const {
        const std::string& text = document_.text;
        for (std::size_t at = consumed() - 1; at > 0;) {
            --at;
            if (text[at] != '"')
                continue;
            std::size_t backslashes = 0;
            while (backslashes < at && text[at - 1 - backslashes] == '\\')
                ++backslashes;
            if (backslashes % 2 == 0)
                return at;
        }
        return 0;
    }

    // The parser has read one character beyond the number, unless the text ends with it.
    bool number(bool real) {
        const auto in_number = [](char c) {
            return std::string_view("0123456789+-.eE").find(c) != std::string_view::npos;
        };
        const std::string& text = document_.text;
        std::size_t end = consumed();
        while (end > 0 && !in_number(text[end - 1]))
            --end;
        std::size_t start = end;
        while (start > 0 && in_number(text[start - 1]))
            --start;
        std::string digits = text.substr(start, end - start);
        return put(real ? Node::real(std::move(digits)) : Node::integer(std::move(digits)), start);
    }

    // Offsets come nearly always in rising order, so the walk goes on from the last one.
    NodePos position(std::size_t offset) {
        if (offset < walked_) {
            walked_ = 0;
            walked_pos_ = {1, 1};
        }
        const std::string_view text = document_.text;
        while (walked_ < offset) {
            const std::string_view rest = text.substr(walked_);
            walked_pos_ = rest[0] == '\n' ? NodePos{walked_pos_.line + 1, 1}
                                          : NodePos{walked_pos_.line, walked_pos_.column + 1};
            walked_ += utf8::decode(rest).bytes;
        }
        return walked_pos_;
    }

    Error error(NodePos pos, const std::string& message) const {
        std::string_view rest = document_.text;
        for (int line = 1; line < pos.line; ++line)
            rest.remove_prefix(rest.find('\n') + 1);
        Error result(ErrorCode::usage, message);
        result.at({document_.file, pos.line, pos.column},
                  std::string(rest.substr(0, rest.find('\n'))));
        return result;
    }

    bool put(Node value, std::size_t offset) {
        value.pos = position(offset);
        return place(std::move(value));
    }

    bool place(Node value) {
        if (open_.empty())
            root_ = std::move(value);
        else if (open_.back().is_array())
            open_.back().push_back(std::move(value));
        else
            open_.back().members().back().value = std::move(value);
        return true;
    }

    bool open(Node node) {
        node.pos = position(consumed() - 1);
        if (open_.size() >= deepest)
            throw error(node.pos,
                        "the document nests deeper than " + std::to_string(deepest) + " levels");
        open_.push_back(std::move(node));
        return true;
    }

    bool close() {
        Node done = std::move(open_.back());
        open_.pop_back();
        return place(std::move(done));
    }

    Document& document_;
    const char* furthest_;
    std::size_t walked_ = 0;
    NodePos walked_pos_{1, 1};
    std::vector<Node> open_;
    Node root_;
};

} // namespace

std::string to_json(const Node& node, JsonStyle style) {
    JsonWriter writer(style);
    writer.write(node, 0);
    return writer.take();
}

Document read_json(std::string text, std::string file) {
    Document document{std::move(file), std::move(text), Node()};
    if (document.text.starts_with("\xEF\xBB\xBF"))
        document.text.erase(0, 3);
    TreeBuilder builder(document);
    const char* begin = document.text.data();
    const CountingIterator first(begin, builder.furthest());
    const CountingIterator last(begin + document.text.size(), builder.furthest());
    nlohmann::ordered_json::sax_parse(first, last, &builder);
    document.root = builder.take();
    return document;
}

} // namespace migrate
