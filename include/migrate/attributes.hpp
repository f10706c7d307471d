// What only some databases say of an object: values under the words of the model format
// (docs/reference/model-format.md), for which no struct of schema.hpp has a member.
#pragma once

#include "migrate/node.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace migrate {

// The value has one form for one meaning: a list where the format takes a text or a list of them,
// a table where it takes a group. Only what differs from the database's default is kept.
struct Attribute {
    std::string key;
    Node value;

    bool operator==(const Attribute&) const = default;
};
// Sorted by key, so that equal content is equal value: write by set_attribute().
using Attributes = std::vector<Attribute>;

const Node* attribute(const Attributes& attributes, std::string_view key); // nullptr: not there
std::string attribute_text(const Attributes& attributes, std::string_view key); // "": not there
bool attribute_flag(const Attributes& attributes, std::string_view key, bool missing = false);
std::vector<std::string> attribute_texts(const Attributes& attributes, std::string_view key);

// Puts the value in place of the one that is there; a null one takes it away.
void set_attribute(Attributes& attributes, std::string_view key, Node value);
void set_attribute(Attributes& attributes, std::string_view key, std::string value);
void set_attribute(Attributes& attributes, std::string_view key, const char* value);
void set_attribute(Attributes& attributes, std::string_view key, bool value);
void set_attribute(Attributes& attributes, std::string_view key,
                   const std::vector<std::string>& value);

} // namespace migrate
