#include "dialect/postgres/postgres_objects.hpp"

#include "dialect/postgres/postgres_attributes.hpp"
#include "dialect/postgres/postgres_grants.hpp"
#include "dialect/postgres/postgres_render.hpp"
#include "dialect/postgres/postgres_routines.hpp"
#include "dialect/postgres/postgres_types.hpp"
#include "migrate/error.hpp"
#include "util/text.hpp"

namespace migrate::postgres {

namespace {

std::string_view kind_words(ObjectKind kind) {
    switch (kind) {
    case ObjectKind::materialized_view:
        return "MATERIALIZED VIEW";
    case ObjectKind::domain:
        return "DOMAIN";
    case ObjectKind::composite:
    case ObjectKind::range:
        return "TYPE";
    case ObjectKind::sequence:
        return "SEQUENCE";
    case ObjectKind::function:
        return "FUNCTION";
    case ObjectKind::procedure:
        return "PROCEDURE";
    case ObjectKind::aggregate:
        return "AGGREGATE";
    case ObjectKind::schema:
        return "SCHEMA";
    case ObjectKind::extension:
        return "EXTENSION";
    case ObjectKind::event:
        break;
    }
    throw Error(ErrorCode::usage, "PostgreSQL has no events")
        .help("mark the step for other databases: only = [\"mysql\"]");
}

bool is_routine(ObjectKind kind) {
    return kind == ObjectKind::function || kind == ObjectKind::procedure ||
           kind == ObjectKind::aggregate;
}

std::string type_word(const std::string& type) {
    return type_text(parse_type(type));
}

std::string domain_text(const SchemaObject& object) {
    const Attributes& attributes = object.attributes;
    std::string out = " AS " + type_word(attribute_text(attributes, "type"));
    if (const std::string collation = attribute_text(attributes, "collation"); !collation.empty())
        out += " COLLATE " + path_text(collation);
    if (const Node* value = attribute(attributes, "default"))
        out += " " + default_text(value_of(*value));
    if (!attribute_flag(attributes, "null", true))
        out += " NOT NULL";
    if (const Node* checks = attribute(attributes, "check"))
        for (const Node::Member& check : checks->members())
            if (is_validated(check.value))
                out += " " + domain_check_text(check.key, check.value);
    return out;
}

std::string composite_text(const SchemaObject& object) {
    std::vector<std::string> fields;
    if (const Node* group = attribute(object.attributes, "field"))
        for (const Node::Member& field : group->members())
            fields.push_back(name_text(field.key) + " " + field_type_text(field.value));
    return " AS (" + text::join(fields, ", ") + ")";
}

std::string range_text(const SchemaObject& object) {
    const Attributes& attributes = object.attributes;
    std::vector<std::string> parts{"subtype = " + type_word(attribute_text(attributes, "subtype"))};
    for (const auto& [key, word] :
         {std::pair{"opclass", "subtype_opclass"}, std::pair{"collation", "collation"},
          std::pair{"canonical", "canonical"}})
        if (const std::string value = attribute_text(attributes, key); !value.empty())
            parts.push_back(std::string(word) + " = " + value);
    return " AS RANGE (" + text::join(parts, ", ") + ")";
}

std::string sequence_text(const SchemaObject& object) {
    std::string out;
    if (const std::string type = attribute_text(object.attributes, "type"); !type.empty())
        out += " AS " + type_word(type);
    for (const std::string& option : sequence_options(object.attributes))
        out += " " + option;
    return out;
}

std::string view_text(const SchemaObject& object, bool with_data) {
    const Attributes& attributes = object.attributes;
    const std::string method = attribute_text(attributes, "access_method");
    return (method.empty() ? "" : " USING " + name_text(method)) + with_text(attributes) +
           tablespace_text(attributes) + " AS\n" + attribute_text(attributes, "as") +
           (with_data ? "" : "\nWITH NO DATA");
}

std::string extension_text(const SchemaObject& object) {
    const std::string schema = attribute_text(object.attributes, "schema");
    const std::string version = attribute_text(object.attributes, "version");
    return (schema.empty() ? "" : " SCHEMA " + name_text(schema)) +
           (version.empty() ? "" : " VERSION " + string_text(version));
}

std::string definition_text(const SchemaObject& object, bool with_data) {
    switch (object.kind) {
    case ObjectKind::domain:
        return domain_text(object);
    case ObjectKind::composite:
        return composite_text(object);
    case ObjectKind::range:
        return range_text(object);
    case ObjectKind::sequence:
        return sequence_text(object);
    case ObjectKind::materialized_view:
        return view_text(object, with_data);
    case ObjectKind::extension:
        return extension_text(object);
    default:
        return {};
    }
}

std::string owned_by_text(const SchemaObject& object) {
    return "ALTER SEQUENCE " + name_text(object.name) + " OWNED BY " +
           path_text(attribute_text(object.attributes, "owned_by"));
}

bool takes_if_not_exists(ObjectKind kind) {
    return kind == ObjectKind::schema || kind == ObjectKind::extension ||
           kind == ObjectKind::sequence || kind == ObjectKind::materialized_view;
}

} // namespace

bool is_always_there(const ObjectName& name) {
    return name.kind == ObjectKind::schema && name.name.name == "public";
}

std::vector<std::string> forget_statements(const SchemaObject& object) {
    const ObjectName name = name_of(object);
    std::vector<std::string> out{comment_text(object_text(name), "standard public schema")};
    for (std::string& each :
         grant_statements(grant_text(name), attribute(object.attributes, "grant"), nullptr))
        out.push_back(std::move(each));
    return out;
}

std::string object_text(const ObjectName& name) {
    std::string out = std::string(kind_words(name.kind)) + " " + name_text(name.name);
    if (is_routine(name.kind) && name.signature)
        out += "(" +
               (name.signature->empty() && name.kind == ObjectKind::aggregate ? "*"
                                                                              : *name.signature) +
               ")";
    return out;
}

std::string grant_text(const ObjectName& name) {
    switch (name.kind) {
    case ObjectKind::materialized_view:
        return "TABLE " + name_text(name.name);
    case ObjectKind::domain:
        return "TYPE " + name_text(name.name);
    case ObjectKind::aggregate:
        return "FUNCTION " + name_text(name.name) + "(" + name.signature.value_or("") + ")";
    default:
        return object_text(name);
    }
}

std::string create_object_text(const SchemaObject& object, bool with_data, bool if_not_exists,
                               bool replace) {
    if (is_routine(object.kind))
        return routine_text(object, replace || if_not_exists);
    const bool unlogged = attribute_flag(object.attributes, "unlogged");
    const bool guard = if_not_exists && takes_if_not_exists(object.kind);
    return std::string("CREATE ") + (unlogged ? "UNLOGGED " : "") +
           std::string(kind_words(object.kind)) + (guard ? " IF NOT EXISTS " : " ") +
           name_text(object.name) + definition_text(object, with_data);
}

std::vector<std::string> object_statements(const SchemaObject& object, bool with_data,
                                           bool if_not_exists) {
    std::vector<std::string> out;
    if (!is_always_there(name_of(object)))
        out.push_back(create_object_text(object, with_data, if_not_exists));
    if (object.kind == ObjectKind::sequence && attribute(object.attributes, "owned_by"))
        out.push_back(owned_by_text(object));
    const auto append = [&](std::vector<std::string> more) {
        for (std::string& each : more)
            out.push_back(std::move(each));
    };
    for (const Index& index : object.indexes)
        append(index_statements(object.name, index));
    const ObjectName name = name_of(object);
    if (!object.comment.empty())
        out.push_back(comment_text(object_text(name), object.comment));
    if (object.kind == ObjectKind::domain)
        append(domain_check_extras(object));
    if (object.kind == ObjectKind::composite)
        append(field_comments(object));
    if (const std::string owner = attribute_text(object.attributes, "owner"); !owner.empty())
        out.push_back("ALTER " + object_text(name) + " OWNER TO " + name_text(owner));
    if (const Node* grants = attribute(object.attributes, "grant"))
        append(grant_statements(grant_text(name), nullptr, grants));
    return out;
}

void check_object(const SchemaObject& object) {
    const auto require = [&](std::string_view key, const char* example) {
        if (!attribute(object.attributes, key))
            throw Error(ErrorCode::usage, std::string(to_string(object.kind)) + " " +
                                              to_string(name_of(object)) + " does not say its " +
                                              std::string(key))
                .help("for example: " + std::string(key) + " = " + example);
    };
    kind_words(object.kind);
    if (object.kind == ObjectKind::domain)
        require("type", "\"integer\"");
    if (object.kind == ObjectKind::range)
        require("subtype", "\"integer\"");
    if (object.kind == ObjectKind::materialized_view)
        require("as", "\"SELECT ...\"");
    if (object.kind == ObjectKind::function || object.kind == ObjectKind::procedure)
        require("body", "\"SELECT 1\"");
    if (object.kind == ObjectKind::aggregate) {
        require("sfunc", "\"array_append\"");
        require("stype", "\"anyarray\"");
    }
}

} // namespace migrate::postgres
