#include "dialect/postgres/postgres_parts.hpp"

#include "dialect/postgres/postgres_attributes.hpp"
#include "dialect/postgres/postgres_render.hpp"
#include "migrate/error.hpp"
#include "util/text.hpp"

namespace migrate::postgres {

namespace {

std::string where_text(const Attributes& attributes) {
    const std::string where = attribute_text(attributes, "where");
    return where.empty() ? "" : " WHERE " + parenthesised(where);
}

// One command stands bare, several in parentheses, none is NOTHING.
std::string action_text(const std::string& action) {
    return action.empty() ? "NOTHING" : action;
}

std::string rule_text(const QualifiedName& table, const TablePart& part) {
    const Attributes& attributes = part.attributes;
    return "CREATE RULE " + name_text(part.name) + " AS ON " +
           text::upper(attribute_text(attributes, "on")) + " TO " + name_text(table) +
           where_text(attributes) + " DO " +
           (attribute_flag(attributes, "instead") ? "INSTEAD " : "") +
           action_text(attribute_text(attributes, "do"));
}

std::string roles_text(const Attributes& attributes) {
    std::vector<std::string> roles;
    for (const std::string& role : attribute_texts(attributes, "to")) {
        const std::string word = text::lower(role);
        const bool special = word == "public" || word == "current_user" || word == "session_user" ||
                             word == "current_role";
        roles.push_back(special ? text::upper(role) : name_text(role));
    }
    return roles.empty() ? "PUBLIC" : text::join(roles, ", ");
}

std::string policy_conditions(const Attributes& attributes) {
    const std::string filter = attribute_text(attributes, "using");
    const std::string check = attribute_text(attributes, "with_check");
    return (filter.empty() ? "" : " USING " + parenthesised(filter)) +
           (check.empty() ? "" : " WITH CHECK " + parenthesised(check));
}

std::string policy_text(const QualifiedName& table, const TablePart& part) {
    const Attributes& attributes = part.attributes;
    const std::string command = attribute_text(attributes, "for");
    std::string out = "CREATE POLICY " + name_text(part.name) + " ON " + name_text(table);
    if (!attribute_flag(attributes, "permissive", true))
        out += " AS RESTRICTIVE";
    if (!command.empty())
        out += " FOR " + text::upper(command);
    if (attribute(attributes, "to"))
        out += " TO " + roles_text(attributes);
    return out + policy_conditions(attributes);
}

std::string statistics_text(const QualifiedName& table, const TablePart& part) {
    const std::vector<std::string> kinds = attribute_texts(part.attributes, "kinds");
    const Node* columns = attribute(part.attributes, "columns");
    const std::string list = columns ? elements_text(*columns) : "()";
    return "CREATE STATISTICS " + name_text(beside(table, part.name)) +
           (kinds.empty() ? "" : " (" + text::join(kinds, ", ") + ")") + " ON " +
           list.substr(1, list.size() - 2) + " FROM " + name_text(table);
}

std::string create_text(const QualifiedName& table, const TablePart& part) {
    switch (part.kind) {
    case PartKind::exclude:
        return "ALTER TABLE " + name_text(table) + " ADD " + exclude_text(part);
    case PartKind::rule:
        return rule_text(table, part);
    case PartKind::policy:
        return policy_text(table, part);
    case PartKind::statistics:
        return statistics_text(table, part);
    case PartKind::partition:
        return "CREATE TABLE " + name_text(beside(table, part.name)) + " PARTITION OF " +
               name_text(table) + bound_text(attribute_text(part.attributes, "values"));
    }
    return {};
}

// What COMMENT ON calls it.
std::string comment_name(const QualifiedName& table, PartKind kind, const std::string& name) {
    switch (kind) {
    case PartKind::exclude:
        return "CONSTRAINT " + name_text(name) + " ON " + name_text(table);
    case PartKind::rule:
        return "RULE " + name_text(name) + " ON " + name_text(table);
    case PartKind::policy:
        return "POLICY " + name_text(name) + " ON " + name_text(table);
    case PartKind::statistics:
        return "STATISTICS " + name_text(beside(table, name));
    case PartKind::partition:
        return "TABLE " + name_text(beside(table, name));
    }
    return {};
}

// Who it is for and its conditions change in place; a condition cannot be taken away.
bool policy_changes_in_place(const TablePart& was, const TablePart& becomes) {
    const auto same = [&](const char* key) {
        const Node* a = attribute(was.attributes, key);
        const Node* b = attribute(becomes.attributes, key);
        return a && b ? *a == *b : a == b;
    };
    const auto goes = [&](const char* key) {
        return attribute(was.attributes, key) && !attribute(becomes.attributes, key);
    };
    return same("for") && same("permissive") && !goes("using") && !goes("with_check");
}

} // namespace

std::string bound_text(const std::string& values) {
    return text::equals_folded(values, "default") ? " DEFAULT" : " FOR VALUES " + values;
}

std::string exclude_text(const TablePart& part) {
    const Attributes& attributes = part.attributes;
    const std::string method = attribute_text(attributes, "method");
    const Node* columns = attribute(attributes, "columns");
    return (part.name.empty() ? "" : "CONSTRAINT " + name_text(part.name) + " ") + "EXCLUDE" +
           (method.empty() ? "" : " USING " + name_text(method)) + " " +
           (columns ? elements_text(*columns) : "()") + include_text(attributes) +
           where_text(attributes) + deferral_text(attributes);
}

std::vector<std::string> part_statements(const QualifiedName& table, const TablePart& part) {
    std::vector<std::string> out{create_text(table, part)};
    if (!part.comment.empty())
        out.push_back(comment_text(comment_name(table, part.kind, part.name), part.comment));
    return out;
}

std::string drop_part_text(const DropPart& op) {
    const std::string if_exists = op.if_exists ? "IF EXISTS " : "";
    const std::string cascade = op.cascade ? " CASCADE" : "";
    const std::string name = name_text(op.name);
    const std::string table = name_text(op.table);
    switch (op.kind) {
    case PartKind::exclude:
        return "ALTER TABLE " + table + " DROP CONSTRAINT " + if_exists + name + cascade;
    case PartKind::rule:
        return "DROP RULE " + if_exists + name + " ON " + table + cascade;
    case PartKind::policy:
        return "DROP POLICY " + if_exists + name + " ON " + table + cascade;
    case PartKind::statistics:
        return "DROP STATISTICS " + if_exists + name_text(beside(op.table, op.name)) + cascade;
    case PartKind::partition:
        return "DROP TABLE " + if_exists + name_text(beside(op.table, op.name)) + cascade;
    }
    return {};
}

std::string rename_part_text(const RenamePart& op) {
    const std::string name = name_text(op.name);
    const std::string table = name_text(op.table);
    const std::string to = " RENAME TO " + name_text(op.to);
    switch (op.kind) {
    case PartKind::exclude:
        return "ALTER TABLE " + table + " RENAME CONSTRAINT " + name + " TO " + name_text(op.to);
    case PartKind::rule:
        return "ALTER RULE " + name + " ON " + table + to;
    case PartKind::policy:
        return "ALTER POLICY " + name + " ON " + table + to;
    case PartKind::statistics:
        return "ALTER STATISTICS " + name_text(beside(op.table, op.name)) + to;
    case PartKind::partition:
        return "ALTER TABLE " + name_text(beside(op.table, op.name)) + to;
    }
    return {};
}

std::vector<std::string> alter_part_statements(const QualifiedName& table, const TablePart& was,
                                               const TablePart& becomes) {
    if (was.attributes == becomes.attributes)
        return {comment_text(comment_name(table, was.kind, was.name), becomes.comment)};
    if (was.kind == PartKind::partition)
        return {detach_text(table, was.name, false),
                attach_text(table, was.name, attribute_text(becomes.attributes, "values"))};
    if (was.kind == PartKind::policy && policy_changes_in_place(was, becomes)) {
        std::vector<std::string> out{"ALTER POLICY " + name_text(was.name) + " ON " +
                                     name_text(table) + " TO " + roles_text(becomes.attributes) +
                                     policy_conditions(becomes.attributes)};
        if (was.comment != becomes.comment)
            out.push_back(comment_text(comment_name(table, was.kind, was.name), becomes.comment));
        return out;
    }
    std::vector<std::string> out{
        drop_part_text({.table = table, .kind = was.kind, .name = was.name})};
    for (std::string& each : part_statements(table, becomes))
        out.push_back(std::move(each));
    return out;
}

std::string attach_text(const QualifiedName& table, const std::string& partition,
                        const std::string& values) {
    return "ALTER TABLE " + name_text(table) + " ATTACH PARTITION " +
           name_text(beside(table, partition)) + bound_text(values);
}

std::string detach_text(const QualifiedName& table, const std::string& partition,
                        bool concurrently) {
    return "ALTER TABLE " + name_text(table) + " DETACH PARTITION " +
           name_text(beside(table, partition)) + (concurrently ? " CONCURRENTLY" : "");
}

void check_part(const QualifiedName& table, const TablePart& part) {
    const auto require = [&](std::string_view key, const char* example) {
        if (!attribute(part.attributes, key))
            throw Error(ErrorCode::usage, std::string(to_string(part.kind)) + " " +
                                              to_string(table) + "." + part.name +
                                              " does not say its " + std::string(key))
                .help("for example: " + std::string(key) + " = " + example);
    };
    if (part.kind == PartKind::exclude)
        require("columns", "[{ column = \"room\", operator = \"=\" }]");
    if (part.kind == PartKind::rule)
        require("on", "\"insert\"");
    if (part.kind == PartKind::statistics)
        require("columns", "[\"a\", \"b\"]");
    if (part.kind == PartKind::partition)
        require("values", "\"FROM ('2026-01-01') TO ('2027-01-01')\"");
}

} // namespace migrate::postgres
