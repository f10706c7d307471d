#include "migrate/attributes.hpp"

#include <algorithm>
#include <utility>

namespace migrate {
namespace {

auto place_of(const Attributes& attributes, std::string_view key) {
    return std::ranges::lower_bound(attributes, key, {}, &Attribute::key);
}

} // namespace

const Node* attribute(const Attributes& attributes, std::string_view key) {
    const auto found = place_of(attributes, key);
    return found != attributes.end() && found->key == key ? &found->value : nullptr;
}

std::string attribute_text(const Attributes& attributes, std::string_view key) {
    const Node* value = attribute(attributes, key);
    return value ? value->text() : std::string();
}

bool attribute_flag(const Attributes& attributes, std::string_view key, bool missing) {
    const Node* value = attribute(attributes, key);
    return value ? value->as_boolean() : missing;
}

std::vector<std::string> attribute_texts(const Attributes& attributes, std::string_view key) {
    std::vector<std::string> texts;
    if (const Node* value = attribute(attributes, key))
        for (const Node& item : value->items())
            texts.push_back(item.text());
    return texts;
}

void set_attribute(Attributes& attributes, std::string_view key, Node value) {
    const auto found = attributes.begin() + (place_of(attributes, key) - attributes.cbegin());
    const bool there = found != attributes.end() && found->key == key;
    if (value.is_null()) {
        if (there)
            attributes.erase(found);
    } else if (there) {
        found->value = std::move(value);
    } else {
        attributes.insert(found, {std::string(key), std::move(value)});
    }
}

void set_attribute(Attributes& attributes, std::string_view key, std::string value) {
    set_attribute(attributes, key, Node::string(std::move(value)));
}

void set_attribute(Attributes& attributes, std::string_view key, const char* value) {
    set_attribute(attributes, key, Node::string(value));
}

void set_attribute(Attributes& attributes, std::string_view key, bool value) {
    set_attribute(attributes, key, Node::boolean(value));
}

void set_attribute(Attributes& attributes, std::string_view key,
                   const std::vector<std::string>& value) {
    Node list = Node::array();
    for (const std::string& text : value)
        list.push_back(Node::string(text));
    set_attribute(attributes, key, std::move(list));
}

} // namespace migrate
