// The neutral tree under every declarative form: what a TOML file, and later a JSON document, says
// before anything is understood of it. Forms read models and revisions from it and write them to
// it; toml/ turns text into it and back.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace migrate {

// A place in the document that a node came from; columns count code points from 1, 0:0 is "made by
// the program".
struct NodePos {
    int line = 0;
    int column = 0;

    bool operator==(const NodePos&) const = default;
};

// One value of the tree. Comparison ignores positions.
class Node {
  public:
    enum class Kind { null, boolean, integer, real, string, datetime, array, table };

    struct Member;

    Node(); // null
    Node(const Node& other);
    Node(Node&& other) noexcept;
    Node& operator=(const Node& other);
    Node& operator=(Node&& other) noexcept;
    ~Node();

    static Node boolean(bool value);
    // Numbers and dates keep the text of their source: 12.30 keeps its zero.
    static Node integer(std::string text);
    static Node real(std::string text);
    static Node datetime(std::string text);
    static Node string(std::string text);
    static Node array(std::vector<Node> items = {});
    static Node table();

    Kind kind() const noexcept { return kind_; }
    bool is_null() const noexcept { return kind_ == Kind::null; }
    bool is_boolean() const noexcept { return kind_ == Kind::boolean; }
    bool is_integer() const noexcept { return kind_ == Kind::integer; }
    bool is_string() const noexcept { return kind_ == Kind::string; }
    bool is_array() const noexcept { return kind_ == Kind::array; }
    bool is_table() const noexcept { return kind_ == Kind::table; }
    bool is_scalar() const noexcept { return !is_null() && !is_array() && !is_table(); }

    // The value of a string; the source text of a number or date; "true" or "false".
    const std::string& text() const noexcept { return text_; }
    bool as_boolean() const noexcept { return text_ == "true"; }

    const std::vector<Node>& items() const noexcept { return items_; }
    std::vector<Node>& items() noexcept { return items_; }
    const std::vector<Member>& members() const noexcept { return members_; }
    std::vector<Member>& members() noexcept { return members_; }

    // The value of a key of a table, or nullptr. Linear: tables of a form have few keys.
    const Node* find(std::string_view key) const noexcept;
    Node* find(std::string_view key) noexcept;

    // The value of a key, made (as null) at the end when it is not there. Turns a null node into a
    // table.
    Node& operator[](std::string_view key);

    // Adds a member at the end, without looking for one of the same key.
    Node& add(std::string key, Node value);
    // Takes a key out; returns whether it was there.
    bool erase(std::string_view key);
    void push_back(Node item);

    NodePos pos; // of the value

    bool operator==(const Node& other) const;

  private:
    Node(Kind kind, std::string text);

    Kind kind_ = Kind::null;
    std::string text_;
    std::vector<Node> items_;
    std::vector<Member> members_;
};

struct Node::Member {
    std::string key;
    NodePos key_pos;
    Node value;

    bool operator==(const Member& other) const { return key == other.key && value == other.value; }
};

// Below Member, as a vector of an incomplete type can be neither made nor destroyed.
inline Node::Node() = default;
inline Node::Node(const Node& other) = default;
inline Node::Node(Node&& other) noexcept = default;
inline Node& Node::operator=(const Node& other) = default;
inline Node& Node::operator=(Node&& other) noexcept = default;
inline Node::~Node() = default;
inline Node::Node(Kind kind, std::string text) : kind_(kind), text_(std::move(text)) {
}

inline Node Node::boolean(bool value) {
    return {Kind::boolean, value ? "true" : "false"};
}
inline Node Node::integer(std::string text) {
    return {Kind::integer, std::move(text)};
}
inline Node Node::real(std::string text) {
    return {Kind::real, std::move(text)};
}
inline Node Node::datetime(std::string text) {
    return {Kind::datetime, std::move(text)};
}
inline Node Node::string(std::string text) {
    return {Kind::string, std::move(text)};
}
inline Node Node::array(std::vector<Node> items) {
    Node node{Kind::array, {}};
    node.items_ = std::move(items);
    return node;
}
inline Node Node::table() {
    return {Kind::table, {}};
}
inline void Node::push_back(Node item) {
    items_.push_back(std::move(item));
}

// A document: its text, where it came from, and its tree. Errors quote the line.
struct Document {
    std::string file; // as shown to people; empty for text that stands in no file
    std::string text;
    Node root;
};

} // namespace migrate
