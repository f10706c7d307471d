#include "toml/reader.hpp"

#include "util/edit_distance.hpp"

#include <algorithm>
#include <charconv>

namespace migrate::toml {

std::string_view kind_name(const Node& node) {
    switch (node.kind()) {
    case Node::Kind::null:
        return "nothing";
    case Node::Kind::boolean:
        return "true or false";
    case Node::Kind::integer:
        return "an integer";
    case Node::Kind::real:
        return "a number";
    case Node::Kind::string:
        return "a text";
    case Node::Kind::datetime:
        return "a date or time";
    case Node::Kind::array:
        return "a list";
    case Node::Kind::table:
        return "a table";
    }
    return {};
}

Fields::Fields(const Document& document, const Node& table, std::string what)
    : document_(document),
      table_(table),
      what_(std::move(what)) {
    if (!table.is_table())
        throw error_at(document, table.pos,
                       what_ + ": expected a table, not " + std::string(kind_name(table)));
}

void Fields::allow(std::string_view key) {
    if (std::ranges::find(known_, key) == known_.end())
        known_.emplace_back(key);
}

const Node* Fields::node(std::string_view key) {
    allow(key);
    return table_.find(key);
}

const Node& Fields::required_node(std::string_view key, std::string_view expected) {
    if (const Node* found = node(key))
        return *found;
    throw error(key,
                what_ + " needs the key \"" + std::string(key) + "\": " + std::string(expected));
}

std::optional<std::string> Fields::string(std::string_view key) {
    const Node* found = node(key);
    if (!found)
        return std::nullopt;
    if (!found->is_string())
        throw type_error(key, *found, "a text in quotes");
    return found->text();
}

std::string Fields::required_string(std::string_view key) {
    const Node& found = required_node(key, "a text in quotes");
    if (!found.is_string())
        throw type_error(key, found, "a text in quotes");
    return found.text();
}

std::optional<bool> Fields::boolean(std::string_view key) {
    const Node* found = node(key);
    if (!found)
        return std::nullopt;
    if (!found->is_boolean())
        throw type_error(key, *found, "true or false");
    return found->as_boolean();
}

std::optional<std::int64_t> Fields::integer(std::string_view key) {
    const Node* found = node(key);
    if (!found)
        return std::nullopt;
    if (!found->is_integer())
        throw type_error(key, *found, "an integer");
    std::int64_t value = 0;
    const std::string& text = found->text();
    const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
    if (read.ec != std::errc() || read.ptr != text.data() + text.size())
        throw error(key, "\"" + std::string(key) + "\": " + text + " does not fit in 64 bits");
    return value;
}

std::vector<std::string> Fields::texts_of(std::string_view key, const Node& list) {
    std::vector<std::string> result;
    for (const Node& item : list.items()) {
        if (!item.is_string())
            throw type_error(key, item, "a list of texts");
        result.push_back(item.text());
    }
    return result;
}

std::optional<std::vector<std::string>> Fields::strings(std::string_view key) {
    const Node* found = node(key);
    if (!found)
        return std::nullopt;
    if (!found->is_array())
        throw type_error(key, *found, "a list of texts");
    return texts_of(key, *found);
}

std::optional<std::vector<std::string>> Fields::string_or_strings(std::string_view key) {
    const Node* found = node(key);
    if (!found)
        return std::nullopt;
    if (found->is_string())
        return std::vector{found->text()};
    if (!found->is_array())
        throw type_error(key, *found, "a text or a list of texts");
    return texts_of(key, *found);
}

const Node* Fields::table(std::string_view key) {
    const Node* found = node(key);
    if (found && !found->is_table())
        throw type_error(key, *found, "a table");
    return found;
}

void Fields::accept_format(int newest) {
    const auto format = integer("format");
    if (format && (*format < 1 || *format > newest))
        throw error("format", "this file is of format " + std::to_string(*format) +
                                  "; this migrate reads formats up to " + std::to_string(newest))
            .help("use a newer migrate");
}

void Fields::finish() const {
    for (const Node::Member& member : table_.members()) {
        if (std::ranges::find(known_, member.key) != known_.end())
            continue;
        Error unknown = error_at(document_, member.key_pos,
                                 what_ + ": unknown key \"" + member.key + "\"" +
                                     did_you_mean(member.key, known_));
        if (!nearest(member.key, known_) && !known_.empty() && known_.size() <= 30) {
            std::string keys = "the keys here are";
            for (const std::string& key : known_)
                keys += (&key == &known_.front() ? " " : ", ") + key;
            unknown.help(std::move(keys));
        }
        throw unknown;
    }
}

Error Fields::error(std::string_view key, const std::string& message) const {
    const Node* found = table_.find(key);
    return error_at(document_, found ? found->pos : table_.pos, message);
}

Error Fields::type_error(std::string_view key, const Node& value, std::string_view expected) const {
    return error_at(document_, value.pos,
                    what_ + ": \"" + std::string(key) + "\" should be " + std::string(expected) +
                        ", not " + std::string(kind_name(value)));
}

} // namespace migrate::toml
