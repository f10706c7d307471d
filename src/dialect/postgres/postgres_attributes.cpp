#include "dialect/postgres/postgres_attributes.hpp"

#include "dialect/postgres/postgres_text.hpp"
#include "util/text.hpp"

namespace migrate::postgres {

namespace {

// Parts of an option's name: toast.autovacuum_enabled.
std::string option_name(const std::string& key) {
    std::vector<std::string> parts;
    for (const std::string& part : text::split(key, '.'))
        parts.push_back(name_text(part));
    return text::join(parts, ".");
}

std::string setting_text(const Node::Member& option) {
    const Node& value = option.value;
    return option_name(option.key) + " = " +
           (value.is_string() ? string_text(value.text()) : value.text());
}

std::string member_text(const Node& node, std::string_view key) {
    const Node* value = node.find(key);
    return value ? value->text() : std::string();
}

} // namespace

std::string path_text(const std::string& path) {
    std::vector<std::string> parts;
    for (const std::string& part : parse_path(path))
        parts.push_back(name_text(part));
    return text::join(parts, ".");
}

std::string paths_text(const std::vector<std::string>& paths) {
    std::vector<std::string> out;
    for (const std::string& path : paths)
        out.push_back(path_text(path));
    return text::join(out, ", ");
}

Value value_of(const Node& node) {
    if (const Node* sql = node.is_table() ? node.find("sql") : nullptr)
        return Expression{sql->text()};
    if (const Node* hex = node.is_table() ? node.find("hex") : nullptr)
        return Literal{Literal::Kind::bytes, hex->text()};
    switch (node.kind()) {
    case Node::Kind::boolean:
        return Literal{Literal::Kind::boolean, node.text()};
    case Node::Kind::integer:
    case Node::Kind::real:
        return Literal{Literal::Kind::number, node.text()};
    case Node::Kind::datetime:
        return Literal{Literal::Kind::datetime, node.text()};
    default:
        return Literal{Literal::Kind::string, node.text()};
    }
}

std::string settings_text(const Node& options) {
    std::vector<std::string> parts;
    for (const Node::Member& option : options.members())
        parts.push_back(setting_text(option));
    return text::join(parts, ", ");
}

std::string with_text(const Attributes& attributes) {
    const Node* options = attribute(attributes, "with");
    return options ? " WITH (" + settings_text(*options) + ")" : "";
}

std::vector<std::string> changed_settings(const Node* from, const Node* to) {
    std::vector<std::string> set;
    std::vector<std::string> reset;
    if (to)
        for (const Node::Member& option : to->members()) {
            const Node* was = from ? from->find(option.key) : nullptr;
            if (!was || !(*was == option.value))
                set.push_back(setting_text(option));
        }
    if (from)
        for (const Node::Member& option : from->members())
            if (!to || !to->find(option.key))
                reset.push_back(option_name(option.key));
    std::vector<std::string> out;
    if (!set.empty())
        out.push_back("SET (" + text::join(set, ", ") + ")");
    if (!reset.empty())
        out.push_back("RESET (" + text::join(reset, ", ") + ")");
    return out;
}

std::string include_text(const Attributes& attributes) {
    const std::vector<std::string> columns = attribute_texts(attributes, "include");
    return columns.empty() ? "" : " INCLUDE " + names_text(columns);
}

std::string nulls_distinct_text(const Attributes& attributes) {
    return attribute_flag(attributes, "nulls_distinct", true) ? "" : " NULLS NOT DISTINCT";
}

std::string tablespace_text(const Attributes& attributes) {
    const std::string name = attribute_text(attributes, "tablespace");
    return name.empty() ? "" : " TABLESPACE " + name_text(name);
}

std::string deferral_text(const Attributes& attributes) {
    const bool deferred = text::equals_folded(attribute_text(attributes, "initially"), "deferred");
    if (!deferred && !attribute_flag(attributes, "deferrable"))
        return {};
    return deferred ? " DEFERRABLE INITIALLY DEFERRED" : " DEFERRABLE";
}

std::string element_text(const Node& element) {
    if (element.is_string())
        return name_text(element.text());
    const std::string column = member_text(element, "column");
    std::string out =
        column.empty() ? parenthesised(member_text(element, "sql")) : name_text(column);
    if (const std::string collation = member_text(element, "collation"); !collation.empty())
        out += " COLLATE " + path_text(collation);
    if (const std::string opclass = member_text(element, "opclass"); !opclass.empty())
        out += " " + opclass;
    if (const Node* desc = element.find("desc"); desc && desc->as_boolean())
        out += " DESC";
    if (const std::string nulls = member_text(element, "nulls"); !nulls.empty())
        out += " NULLS " + text::upper(nulls);
    if (const std::string op = member_text(element, "operator"); !op.empty())
        out += " WITH " + op;
    return out;
}

std::string elements_text(const Node& elements) {
    if (!elements.is_array())
        return "(" + element_text(elements) + ")";
    std::vector<std::string> parts;
    for (const Node& element : elements.items())
        parts.push_back(element_text(element));
    return "(" + text::join(parts, ", ") + ")";
}

} // namespace migrate::postgres
