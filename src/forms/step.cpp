#include "forms/step.hpp"

#include "util/text.hpp"

namespace migrate::forms {

const Node& Step::value() const {
    if (const Node* found = fields.find(verb.name))
        return *found;
    throw reader
        .error(written.pos,
               "the step has no \"" + verb.name + "\" for " + reader.dialect.display_name)
        .help("write " + verb.name + " = ... for all, " + reader.dialect.name + "." + verb.name +
              " = ..., or only = [...] to leave " + reader.dialect.display_name + " out");
}

std::string Step::needed_text(std::string_view key) const {
    if (!fields.find(key))
        throw reader.error(written.pos, verb.name + " needs the key \"" + std::string(key) + "\"");
    return fields.text(key);
}

Target read_target(const Step& step) {
    std::vector<std::string> parts = step.reader.path(step.value());
    if (parts.size() > 3)
        throw step.reader.error(step.pos(), "\"" + step.text() + "\" has too many parts")
            .help(
                "write \"table.part\" or \"schema.table.part\"; a name with a dot in it stands in "
                "double quotes: '\"a.b\".part'");
    Target target;
    if (parts.size() == 3)
        target.object.schema = parts.front();
    target.object.name = parts.size() == 1 ? parts.front() : parts[parts.size() - 2];
    if (parts.size() > 1)
        target.part = parts.back();
    return target;
}

Target read_named_target(const Step& step) {
    Target target = read_target(step);
    if (target.part.empty())
        throw step.reader
            .error(step.pos(), step.verb.name + " names an object and its part, not \"" +
                                   step.text() + "\" alone")
            .help("write " + step.verb.name + " = \"" + step.text() + ".NAME\"");
    return target;
}

std::string write_target(const QualifiedName& object, const std::string& part) {
    std::vector<std::string> parts;
    if (!object.schema.empty())
        parts.push_back(object.schema);
    parts.push_back(object.name);
    if (!part.empty())
        parts.push_back(part);
    return format_path(parts);
}

Node change_node(std::optional<Node> from, std::optional<Node> to, bool from_given) {
    if (!from_given)
        return to ? std::move(*to) : Node::boolean(false);
    Node change = Node::table();
    if (from)
        change.add("from", std::move(*from));
    if (to)
        change.add("to", std::move(*to));
    return change;
}

MaybeChange<std::string> read_text_change(const Step& step, std::string_view key,
                                          std::string (*read)(std::string_view)) {
    return read_change<std::string>(step.fields.find(key), [&](const Node& node) {
        return read ? read(node.text()) : node.text();
    });
}

void write_text_change(Node& table, const char* key, const MaybeChange<std::string>& change) {
    write_change(table, key, change, [](const std::string& text) { return Node::string(text); });
}

MaybeChange<bool> read_flag_change(const Step& step, std::string_view key) {
    return read_change<bool>(step.fields.find(key),
                             [](const Node& node) { return node.as_boolean(); });
}

void write_flag_change(Node& table, const char* key, const MaybeChange<bool>& change) {
    write_change(table, key, change, [](bool value) { return Node::boolean(value); });
}

const Node* side_of(const Node* change, const char* side) {
    if (!change)
        return nullptr;
    if (is_change(*change))
        return change->find(side);
    return std::string_view(side) == "to" ? change : nullptr;
}

Node step_node(std::string_view verb, std::string value) {
    Node step = Node::table();
    step.add(std::string(verb), Node::string(std::move(value)));
    return step;
}

void append(Node& step, Node table) {
    for (Node::Member& member : table.members())
        step.members().push_back(std::move(member));
}

void append_flag(Node& step, const char* key, bool value) {
    if (value)
        step.add(key, Node::boolean(true));
}

void append_cascade(Node& step, bool cascade, const FormDialect& dialect) {
    if (cascade)
        step[dialect.prefixes.back()]["cascade"] = Node::boolean(true);
}

} // namespace migrate::forms
