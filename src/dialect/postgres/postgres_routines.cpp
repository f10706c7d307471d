#include "dialect/postgres/postgres_routines.hpp"

#include "dialect/postgres/postgres_attributes.hpp"
#include "dialect/postgres/postgres_render.hpp"
#include "dialect/postgres/postgres_types.hpp"
#include "util/text.hpp"

#include <algorithm>
#include <array>

namespace migrate::postgres {

namespace {

// A tag that the body does not hold.
std::string dollar_quoted(const std::string& body) {
    std::string tag = "$";
    for (int i = 0; body.find(tag + "$") != std::string::npos; ++i)
        tag = "$body" + (i ? std::to_string(i) : std::string());
    return tag + "$" + body + tag + "$";
}

// A body that is parsed when the function is made stands bare.
bool is_parsed_body(const std::string& language, const std::string& body) {
    const std::string_view trimmed = text::trim(body);
    return text::equals_folded(language, "sql") &&
           (text::starts_with_folded(trimmed, "begin atomic") ||
            text::starts_with_folded(trimmed, "return "));
}

// These take lists, whose elements are quoted already.
bool takes_list(std::string_view setting) {
    constexpr std::array<std::string_view, 6> lists{"search_path",
                                                    "temp_tablespaces",
                                                    "local_preload_libraries",
                                                    "session_preload_libraries",
                                                    "shared_preload_libraries",
                                                    "unix_socket_directories"};
    return std::ranges::find(lists, setting) != lists.end();
}

std::string trait(const Attributes& attributes, const char* key, const char* words) {
    const std::string value = attribute_text(attributes, key);
    return value.empty() ? "" : words + value;
}

std::string traits_text(const Attributes& attributes) {
    std::string out;
    out += text::upper(trait(attributes, "volatility", " "));
    if (attribute_flag(attributes, "strict"))
        out += " STRICT";
    if (attribute_flag(attributes, "leakproof"))
        out += " LEAKPROOF";
    out += text::upper(trait(attributes, "security", " SECURITY "));
    out += text::upper(trait(attributes, "parallel", " PARALLEL "));
    out += trait(attributes, "cost", " COST ");
    out += trait(attributes, "rows", " ROWS ");
    if (const Node* settings = attribute(attributes, "set"))
        for (const Node::Member& setting : settings->members()) {
            const std::string value = setting.value.text();
            out += " SET " + path_text(setting.key) + " TO " +
                   (takes_list(setting.key) && !value.empty() ? value : string_text(value));
        }
    return out;
}

std::string aggregate_text(const SchemaObject& object, bool replace) {
    std::vector<std::string> parts;
    for (const char* key : {"sfunc", "stype", "finalfunc"})
        if (const std::string value = attribute_text(object.attributes, key); !value.empty())
            parts.push_back(text::upper(key) + " = " + value);
    if (attribute(object.attributes, "initcond"))
        parts.push_back("INITCOND = " + string_text(attribute_text(object.attributes, "initcond")));
    const std::string signature = object.signature.value_or("");
    return std::string(replace ? "CREATE OR REPLACE" : "CREATE") + " AGGREGATE " +
           name_text(object.name) + " (" + (signature.empty() ? "*" : signature) + ") (" +
           text::join(parts, ", ") + ")";
}

} // namespace

std::string routine_text(const SchemaObject& object, bool replace) {
    if (object.kind == ObjectKind::aggregate)
        return aggregate_text(object, replace);
    const Attributes& attributes = object.attributes;
    const std::string arguments = attribute(attributes, "arguments")
                                      ? attribute_text(attributes, "arguments")
                                      : object.signature.value_or("");
    std::string language = attribute_text(attributes, "language");
    if (language.empty())
        language = "sql";
    const std::string body = attribute_text(attributes, "body");
    std::string out = replace ? "CREATE OR REPLACE " : "CREATE ";
    out += object.kind == ObjectKind::procedure ? "PROCEDURE " : "FUNCTION ";
    out += name_text(object.name) + "(" + arguments + ")";
    out += trait(attributes, "returns", " RETURNS ");
    out += "\nLANGUAGE " + name_text(language) + traits_text(attributes);
    if (is_parsed_body(language, body))
        return out + "\n" + std::string(text::trim(body));
    return out + "\nAS " + dollar_quoted(body);
}

bool is_validated(const Node& check) {
    const Node* validated = check.is_table() ? check.find("validated") : nullptr;
    return !validated || validated->as_boolean();
}

std::string domain_check_text(const std::string& name, const Node& check) {
    const Node* expression = check.is_table() ? check.find("expression") : &check;
    return "CONSTRAINT " + name_text(name) + " CHECK " +
           parenthesised(expression ? expression->text() : std::string()) +
           (is_validated(check) ? "" : " NOT VALID");
}

std::vector<std::string> domain_check_extras(const SchemaObject& domain) {
    std::vector<std::string> out;
    const Node* checks = attribute(domain.attributes, "check");
    if (!checks)
        return out;
    for (const Node::Member& check : checks->members())
        if (!is_validated(check.value))
            out.push_back("ALTER DOMAIN " + name_text(domain.name) + " ADD " +
                          domain_check_text(check.key, check.value));
    for (const Node::Member& check : checks->members())
        if (const Node* comment = check.value.is_table() ? check.value.find("comment") : nullptr)
            out.push_back(comment_text("CONSTRAINT " + name_text(check.key) + " ON DOMAIN " +
                                           name_text(domain.name),
                                       comment->text()));
    return out;
}

std::string field_type_text(const Node& field) {
    const Node* type = field.is_table() ? field.find("type") : &field;
    std::string out = type ? type_text(parse_type(type->text())) : "";
    if (const Node* collation = field.is_table() ? field.find("collation") : nullptr)
        out += " COLLATE " + path_text(collation->text());
    return out;
}

std::vector<std::string> field_comments(const SchemaObject& composite) {
    std::vector<std::string> out;
    const Node* fields = attribute(composite.attributes, "field");
    if (!fields)
        return out;
    for (const Node::Member& field : fields->members())
        if (const Node* comment = field.value.is_table() ? field.value.find("comment") : nullptr)
            out.push_back(
                comment_text("COLUMN " + name_text(composite.name) + "." + name_text(field.key),
                             comment->text()));
    return out;
}

std::vector<std::string> sequence_options(const Attributes& attributes) {
    std::vector<std::string> out;
    for (const auto& [key, words] :
         {std::pair{"increment", "INCREMENT BY "}, std::pair{"min", "MINVALUE "},
          std::pair{"max", "MAXVALUE "}, std::pair{"start", "START WITH "},
          std::pair{"cache", "CACHE "}})
        if (const std::string value = attribute_text(attributes, key); !value.empty())
            out.push_back(words + value);
    if (attribute_flag(attributes, "cycle"))
        out.emplace_back("CYCLE");
    return out;
}

} // namespace migrate::postgres
