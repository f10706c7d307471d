#include "migrate/node.hpp"

#include <algorithm>

namespace migrate {

const Node* Node::find(std::string_view key) const noexcept {
    for (const Member& member : members_)
        if (member.key == key)
            return &member.value;
    return nullptr;
}

Node* Node::find(std::string_view key) noexcept {
    return const_cast<Node*>(std::as_const(*this).find(key));
}

Node& Node::operator[](std::string_view key) {
    if (Node* found = find(key))
        return *found;
    return add(std::string(key), Node());
}

Node& Node::add(std::string key, Node value) {
    kind_ = Kind::table;
    members_.push_back({std::move(key), {}, std::move(value)});
    return members_.back().value;
}

bool Node::erase(std::string_view key) {
    return std::erase_if(members_, [&](const Member& m) { return m.key == key; }) > 0;
}

bool Node::operator==(const Node& other) const {
    return kind_ == other.kind_ && text_ == other.text_ && items_ == other.items_ &&
           members_ == other.members_;
}

} // namespace migrate
