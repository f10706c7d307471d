#include "toml/parse_error.hpp"

#include "toml/reader.hpp"
#include "toml/writer.hpp"
#include "util/text.hpp"

#include <optional>
#include <string>
#include <vector>

namespace migrate::toml {
namespace {

// The names before the `=` of a line, or between the brackets of its header.
std::optional<std::vector<std::string>> key_path(std::string_view line) {
    line = text::trim(line);
    std::string probe;
    if (line.starts_with('['))
        probe = std::string(line.substr(line.starts_with("[[") ? 2 : 1));
    else
        probe = std::string(line);
    // Bare and quoted names alternate with dots; the first `=` or `]` outside quotes ends them.
    char quote = 0;
    for (std::size_t i = 0; i < probe.size(); ++i) {
        const char c = probe[i];
        if (quote) {
            if (c == '\\' && quote == '"')
                ++i;
            else if (c == quote)
                quote = 0;
        } else if (c == '"' || c == '\'') {
            quote = c;
        } else if (c == '=' || c == ']') {
            probe.resize(i);
            break;
        }
    }
    std::vector<std::string> path;
    try {
        const Document read = read_document(probe + " = 0\n");
        for (const Node* at = &read.root; at->is_table() && !at->members().empty();) {
            path.push_back(at->members()[0].key);
            at = &at->members()[0].value;
        }
    } catch (const Error&) {
        return std::nullopt;
    }
    return path;
}

bool path_to_last_key(const Node& table, std::string_view key, std::vector<std::string>& path) {
    for (const Node::Member& member : table.members()) {
        if (member.key == key)
            return true;
        const Node* inner = &member.value;
        if (inner->is_array() && !inner->items().empty())
            inner = &inner->items().back();
        path.push_back(member.key);
        if (inner->is_table() && path_to_last_key(*inner, key, path))
            return true;
        path.pop_back();
    }
    return false;
}

struct Earlier {
    std::vector<std::string> path; // of the second definition, in full
    std::size_t depth = 0;         // how much of it the first one covers
    NodePos pos;                   // of the first definition
    Node value;
    bool second_is_header = false;
};

// What stood at the path of the line before the line came. Everything before the line parses, or
// the parser would have complained there; a marker key at its end tells which table the line
// belongs to.
std::optional<Earlier> earlier_definition(const Document& document, int line) {
    const std::string_view broken = line_of(document.text, line);
    const auto offset = static_cast<std::size_t>(broken.data() - document.text.data());
    const std::string marker = "\x7fhere";
    const auto path = key_path(broken);
    if (broken.data() == nullptr || !path)
        return std::nullopt;
    try {
        const Document before =
            read_document(document.text.substr(0, offset) + "\n\"\\u007fhere\" = 0\n");
        Earlier found;
        found.second_is_header = text::trim(broken).starts_with('[');
        if (!found.second_is_header)
            path_to_last_key(before.root, marker, found.path);
        const std::size_t outer = found.path.size();
        found.path.insert(found.path.end(), path->begin(), path->end());
        const Node* table = &before.root;
        while (found.depth < found.path.size() && table->is_table()) {
            const Node::Member* next = nullptr;
            for (const Node::Member& member : table->members())
                if (member.key == found.path[found.depth])
                    next = &member;
            if (!next)
                break;
            found.pos = next->key_pos;
            found.value = next->value;
            table = &next->value;
            if (++found.depth <= outer && table->is_array() && !table->items().empty())
                table = &table->items().back();
        }
        return found.depth > outer ? std::optional(found) : std::nullopt;
    } catch (const Error&) {
        return std::nullopt;
    }
}

std::string dotted(const std::vector<std::string>& path, std::size_t from, std::size_t count) {
    std::vector<std::string> parts;
    for (std::size_t i = from; i < from + count && i < path.size(); ++i)
        parts.push_back(format_key(path[i]));
    return text::join(parts, ".");
}

std::string advice(const Document& document, const Earlier& found) {
    const std::string name = dotted(found.path, 0, found.depth);
    const bool first_is_header =
        text::trim(line_of(document.text, found.pos.line)).starts_with('[');
    if (!found.value.is_table() && !found.value.is_array()) {
        if (found.second_is_header && found.path[0] == "schema")
            return "the schema that a file's objects stand in is the key default_schema";
        return "keep one of the two";
    }
    if (found.second_is_header && first_is_header)
        return "a header stands once: put the lines of both under the first [" + name + "]";
    if (found.second_is_header && found.path.size() > 1) {
        const std::string last = format_key(found.path.back());
        return "write these lines as " + last + ".NAME = ... under [" +
               dotted(found.path, 0, found.path.size() - 1) + "], as line " +
               std::to_string(found.pos.line) + " does";
    }
    return "a table in { } cannot be added to later: write all of it there, or all of it as dotted "
           "lines, " +
           name + ".KEY = ...";
}

Error redefined(const Document& document, NodePos pos, const Earlier& found) {
    const std::string where =
        std::to_string(found.pos.line) + ":" + std::to_string(found.pos.column);
    Error error = error_at(
        document, pos, "\"" + dotted(found.path, 0, found.depth) + "\" is defined a second time");
    error.note("the first definition is at " + (document.file.empty() ? "" : document.file + ":") +
               where);
    error.help(advice(document, found));
    return error;
}

std::string help_for(std::string_view description) {
    const auto says = [&](std::string_view part) {
        return description.find(part) != std::string_view::npos;
    };
    if (says("inline table") && says("saw '\\n'"))
        return "a table in { } stands on one line: write long ones as dotted lines, a.b = ...";
    if (says("inline table") && says("trailing comma"))
        return "take the comma before the } out";
    if (says("escape"))
        return "a backslash begins an escape in \"...\": write '...', where it stands for itself";
    if (says("existing inline table"))
        return "a table in { } cannot be added to later: write it as dotted lines, a.b = ...";
    return {};
}

} // namespace

Error explain_parse_error(const Document& document, std::string_view description, NodePos pos) {
    if (description.find("cannot redefine") != std::string_view::npos ||
        description.find("cannot insert") != std::string_view::npos)
        if (const auto found = earlier_definition(document, pos.line))
            return redefined(document, pos, *found);
    std::string_view reason = description;
    constexpr std::string_view prefix = "Error while parsing ";
    std::string place;
    if (reason.starts_with(prefix)) {
        reason.remove_prefix(prefix.size());
        const auto colon = reason.find(": ");
        if (colon != std::string_view::npos) {
            place = " (in the " + std::string(reason.substr(0, colon)) + ")";
            reason.remove_prefix(colon + 2);
        }
    }
    Error error = error_at(document, pos, "not valid TOML: " + std::string(reason) + place);
    if (std::string help = help_for(description); !help.empty())
        error.help(std::move(help));
    return error;
}

} // namespace migrate::toml
