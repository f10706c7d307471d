#include "toml/writer.hpp"

#include "migrate/error.hpp"
#include "util/utf8.hpp"

#include <algorithm>
#include <map>

namespace migrate::toml {
namespace {

Layout ask(const WriteOptions& options, const Path& path, const Node& node) {
    const bool has_parts = node.is_table() ? !node.members().empty() : !node.items().empty();
    if (!options.layout || !has_parts || !(node.is_table() || node.is_array()))
        return Layout::value;
    return options.layout(path, node);
}

Path with(Path path, const std::string& name) {
    path.push_back(name);
    return path;
}

// True if a text in the value reads better on lines of its own.
bool wants_lines(const Node& node) {
    if (node.is_string())
        return node.text().find('\n') != std::string::npos ||
               format_string(node.text()).find('\n') != std::string::npos;
    return std::ranges::any_of(node.items(), wants_lines) ||
           std::ranges::any_of(node.members(),
                               [](const Node::Member& m) { return wants_lines(m.value); });
}

void inline_members(std::string& out, const Node& table, const std::string& prefix,
                    const WriteOptions& options, const Path& path) {
    for (const Node::Member& member : table.members()) {
        const std::string key = prefix + format_key(member.key);
        const Path inner = with(path, member.key);
        if (member.value.is_table() && ask(options, inner, member.value) == Layout::group) {
            inline_members(out, member.value, key + '.', options, inner);
            continue;
        }
        out += out.back() == '{' ? " " : ", ";
        out += key + " = " + format_inline(member.value, options, inner);
    }
}

} // namespace

std::string format_inline(const Node& node, const WriteOptions& options, const Path& path) {
    if (node.is_null())
        throw Error(ErrorCode::failed,
                    "a null cannot be written as TOML: " + format_key_path(path));
    if (node.is_string())
        return format_string_on_one_line(node.text());
    if (node.is_array()) {
        std::string out = "[";
        for (const Node& item : node.items())
            out += (&item == node.items().data() ? "" : ", ") + format_inline(item, options, path);
        return out + ']';
    }
    if (!node.is_table())
        return node.text();
    if (node.members().empty())
        return "{}";
    std::string out = "{";
    inline_members(out, node, "", options, path);
    return out + " }";
}

Layout BlockWriter::layout_of(const Path& path, const Node& node) const {
    return ask(options_, full(path), node);
}

Path BlockWriter::full(const Path& path) const {
    Path result = base_;
    result.insert(result.end(), path.begin(), path.end());
    return result;
}

void BlockWriter::add_line(const Path& path, std::string value) {
    Line line;
    line.prefix = format_key_path(std::span(path).first(path.size() - 1));
    line.key = format_key_path(path);
    line.value = std::move(value);
    lines_.push_back(std::move(line));
}

void BlockWriter::add(const Path& path, const Node& value) {
    if (value.is_table())
        add_table(path, value);
    else if (value.is_array())
        add_array(path, value);
    else if (value.is_string())
        add_line(path, format_string(value.text()));
    else
        add_line(path, format_inline(value, options_, full(path)));
}

void BlockWriter::add_table(const Path& path, const Node& table) {
    if (layout_of(path, table) == Layout::value) {
        std::string on_one_line = format_inline(table, options_, full(path));
        const std::size_t width =
            utf8::length(format_key_path(path)) + 3 + utf8::length(on_one_line);
        if (table.members().empty() || (width <= options_.width && !wants_lines(table)))
            return add_line(path, std::move(on_one_line));
    }
    for (const Node::Member& member : table.members())
        add(with(path, member.key), member.value);
}

void BlockWriter::add_array(const Path& path, const Node& array) {
    std::string on_one_line = format_inline(array, options_, full(path));
    const std::size_t width = utf8::length(format_key_path(path)) + 3 + utf8::length(on_one_line);
    if (array.items().empty() || width <= options_.width)
        return add_line(path, std::move(on_one_line));
    std::string on_lines = "[\n";
    for (const Node& item : array.items())
        on_lines += "  " + format_inline(item, options_, full(path)) + ",\n";
    add_line(path, on_lines + ']');
}

void BlockWriter::plain_members(const Path& path, const Node& table) {
    for (const Node::Member& member : table.members()) {
        const Path inner = with(path, member.key);
        const Layout layout = layout_of(inner, member.value);
        if (layout == Layout::group && member.value.is_table())
            plain_members(inner, member.value);
        else if (layout != Layout::header)
            add(inner, member.value);
    }
}

void BlockWriter::header_members(const Path& path, const Node& table) {
    for (const Node::Member& member : table.members()) {
        const Path inner = with(path, member.key);
        const Layout layout = ask(options_, inner, member.value);
        if (layout == Layout::header)
            write_header(inner, member.value);
        else if (layout == Layout::group && member.value.is_table())
            header_members(inner, member.value);
    }
}

void BlockWriter::write_header(const Path& path, const Node& node) {
    if (node.is_table()) {
        header(path);
        return members(node);
    }
    for (const Node& item : node.items()) {
        array_header(path);
        members(item);
    }
}

void BlockWriter::members(const Node& table) {
    const Path base = base_;
    plain_members({}, table);
    header_members(base, table);
}

void BlockWriter::comment(std::string_view text) {
    for (;;) {
        const auto end = text.find('\n');
        const std::string_view line = text.substr(0, end);
        Line added;
        added.value = line.empty() ? "#" : "# " + std::string(line);
        added.is_text = true;
        lines_.push_back(std::move(added));
        if (end == std::string_view::npos)
            return;
        text.remove_prefix(end + 1);
    }
}

void BlockWriter::blank() {
    Line added;
    added.is_text = true;
    lines_.push_back(std::move(added));
}

void BlockWriter::open(const std::string& line, const Path& path) {
    // Comments right above a header belong to it; anything else is parted from it by a blank line.
    const bool commented = !lines_.empty() && lines_.back().is_text && !lines_.back().value.empty();
    flush();
    if (!commented && !text_.empty() && !text_.ends_with("\n\n"))
        text_ += '\n';
    text_ += line;
    text_ += '\n';
    base_ = path;
}

void BlockWriter::header(const Path& path) {
    open('[' + format_key_path(path) + ']', path);
}

void BlockWriter::array_header(const Path& path) {
    open("[[" + format_key_path(path) + "]]", path);
}

void BlockWriter::flush() {
    std::map<std::string, std::size_t> widths;
    for (const Line& line : lines_)
        if (!line.is_text)
            widths[line.prefix] = std::max(widths[line.prefix], utf8::length(line.key));
    for (const Line& line : lines_) {
        text_ += line.key;
        if (!line.is_text) {
            if (!line.prefix.empty() || align_bare_)
                text_.append(widths[line.prefix] - utf8::length(line.key), ' ');
            text_ += " = ";
        }
        text_ += line.value;
        text_ += '\n';
    }
    lines_.clear();
    align_bare_ = false;
}

std::string BlockWriter::take() {
    flush();
    base_.clear();
    return std::exchange(text_, {});
}

std::string write_document(const Node& root, const WriteOptions& options) {
    BlockWriter writer(options);
    writer.members(root);
    return writer.take();
}

} // namespace migrate::toml
