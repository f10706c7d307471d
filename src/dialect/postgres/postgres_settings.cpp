#include "dialect/postgres/postgres_settings.hpp"

#include "dialect/postgres/postgres_attributes.hpp"
#include "dialect/postgres/postgres_grants.hpp"
#include "dialect/postgres/postgres_parts.hpp"
#include "dialect/postgres/postgres_render.hpp"
#include "dialect/postgres/postgres_types.hpp"
#include "migrate/error.hpp"
#include "util/text.hpp"

#include <algorithm>

namespace migrate::postgres {

namespace {

using Texts = std::vector<std::string>;

const Node* side(const std::optional<Node>& value) {
    return value ? &*value : nullptr;
}

std::string text_of(const std::optional<Node>& value) {
    return value ? value->text() : std::string();
}

bool is_true(const std::optional<Node>& value) {
    return value && value->text() == "true";
}

void append(Texts& out, Texts more) {
    std::ranges::move(more, std::back_inserter(out));
}

std::string identity_clause(const std::string& identity) {
    if (identity.empty())
        return "REPLICA IDENTITY DEFAULT";
    if (text::equals_folded(identity, "full") || text::equals_folded(identity, "nothing"))
        return "REPLICA IDENTITY " + text::upper(identity);
    return "REPLICA IDENTITY USING INDEX " + name_text(identity);
}

bool is_forced(const std::string& word) {
    return text::starts_with_folded(word, "force");
}

// "true" is on, "forced" (or "force") holds for the owner too.
Texts row_security_clauses(const std::string& was, const std::string& becomes) {
    const auto is_on = [](const std::string& word) { return word == "true" || is_forced(word); };
    Texts out;
    if (is_on(was) != is_on(becomes))
        out.emplace_back(is_on(becomes) ? "ENABLE ROW LEVEL SECURITY"
                                        : "DISABLE ROW LEVEL SECURITY");
    if (is_forced(was) != is_forced(becomes))
        out.emplace_back(is_forced(becomes) ? "FORCE ROW LEVEL SECURITY"
                                            : "NO FORCE ROW LEVEL SECURITY");
    return out;
}

std::string cluster_clause(const std::string& index) {
    return index.empty() ? "SET WITHOUT CLUSTER" : "CLUSTER ON " + name_text(index);
}

Texts parents_of(const std::optional<Node>& list) {
    Texts out;
    if (list)
        for (const Node& parent : list->items())
            out.push_back(parent.text());
    return out;
}

Texts inherit_clauses(const AttributeChange& change) {
    const Texts was = parents_of(change.from);
    const Texts is = parents_of(change.to);
    Texts out;
    for (const std::string& parent : was)
        if (std::ranges::find(is, parent) == is.end())
            out.push_back("NO INHERIT " + path_text(parent));
    for (const std::string& parent : is)
        if (std::ranges::find(was, parent) == was.end())
            out.push_back("INHERIT " + path_text(parent));
    return out;
}

// What the database would give, where a change goes back to it.
std::string or_default(const std::string& name, const char* standard) {
    return name.empty() ? standard : name_text(name);
}

// Those that join into one ALTER TABLE.
Texts table_clauses(const AttributeChange& change) {
    if (change.key == "with")
        return changed_settings(side(change.from), side(change.to));
    if (change.key == "unlogged")
        return {is_true(change.to) ? "SET UNLOGGED" : "SET LOGGED"};
    if (change.key == "tablespace")
        return {"SET TABLESPACE " + or_default(text_of(change.to), "pg_default")};
    if (change.key == "access_method")
        return {"SET ACCESS METHOD " + or_default(text_of(change.to), "heap")};
    if (change.key == "replica_identity")
        return {identity_clause(text_of(change.to))};
    if (change.key == "row_security")
        return row_security_clauses(text_of(change.from), text_of(change.to));
    if (change.key == "cluster_on")
        return {cluster_clause(text_of(change.to))};
    if (change.key == "inherits")
        return inherit_clauses(change);
    if (change.key == "owner" && change.to)
        return {"OWNER TO " + name_text(change.to->text())};
    return {};
}

// A partition leaves its parent, enters another one, or is bound otherwise.
Texts move_partition(const Table& table, const AttributeChanges& changes) {
    const AttributeChange* parent = find_change(changes, "partition_of");
    const AttributeChange* values = find_change(changes, "values");
    if (!parent && !values)
        return {};
    const std::string was = attribute_text(table.attributes, "partition_of");
    const std::string is = parent ? text_of(parent->to) : was;
    const std::string bound =
        values ? text_of(values->to) : attribute_text(table.attributes, "values");
    const std::string name = name_text(table.name);
    Texts out;
    if (!was.empty())
        out.push_back("ALTER TABLE " + path_text(was) + " DETACH PARTITION " + name);
    if (!is.empty())
        out.push_back("ALTER TABLE " + path_text(is) + " ATTACH PARTITION " + name +
                      bound_text(bound));
    return out;
}

Texts grants_and_schema(const std::string& grant_name, const std::string& alter,
                        const AttributeChanges& changes) {
    Texts out;
    if (const AttributeChange* grant = find_change(changes, "grant"))
        append(out, grant_statements(grant_name, side(grant->from), side(grant->to)));
    if (const AttributeChange* schema = find_change(changes, "schema"); schema && schema->to)
        out.push_back(alter + " SET SCHEMA " + name_text(schema->to->text()));
    return out;
}

} // namespace

std::vector<std::string> table_settings(const Table& table) {
    const Attributes& attributes = table.attributes;
    Texts clauses;
    if (const std::string how = attribute_text(attributes, "row_security"); !how.empty())
        append(clauses, row_security_clauses("", how));
    if (const std::string how = attribute_text(attributes, "replica_identity"); !how.empty())
        clauses.push_back(identity_clause(how));
    if (const std::string index = attribute_text(attributes, "cluster_on"); !index.empty())
        clauses.push_back(cluster_clause(index));
    Texts out;
    for (const std::string& clause : clauses)
        out.push_back("ALTER TABLE " + name_text(table.name) + " " + clause);
    return out;
}

std::vector<std::string> alter_table_settings(const Table& table, const AttributeChanges& changes) {
    if (find_change(changes, "partition_by"))
        throw Error(ErrorCode::usage, "table " + to_string(table.name) +
                                          ": PostgreSQL cannot change how it is partitioned")
            .help("create another table, copy the rows, and rename it in the place of this one");
    const std::string alter = "ALTER TABLE " + name_text(table.name);
    Texts clauses;
    for (const AttributeChange& change : changes)
        append(clauses, table_clauses(change));
    Texts out = move_partition(table, changes);
    // SET LOGGED, SET TABLESPACE and SET ACCESS METHOD rewrite the table once when they join.
    if (!clauses.empty())
        out.push_back(alter + (clauses.size() == 1 ? " " : "\n    ") +
                      text::join(clauses, ",\n    "));
    append(out, grants_and_schema("TABLE " + name_text(table.name), alter, changes));
    return out;
}

std::vector<std::string> alter_view_settings(const QualifiedName& view,
                                             const AttributeChanges& changes) {
    const std::string alter = "ALTER VIEW " + name_text(view) + " ";
    Texts out;
    if (const AttributeChange* with = find_change(changes, "with"))
        for (const std::string& part : changed_settings(side(with->from), side(with->to)))
            out.push_back(alter + part);
    if (const AttributeChange* check = find_change(changes, "check_option"))
        out.push_back(alter + (check->to
                                   ? "SET (check_option = " + text::lower(check->to->text()) + ")"
                                   : "RESET (check_option)"));
    if (const AttributeChange* owner = find_change(changes, "owner"); owner && owner->to)
        out.push_back(alter + "OWNER TO " + name_text(owner->to->text()));
    append(out, grants_and_schema("TABLE " + name_text(view), alter, changes));
    return out;
}

std::vector<std::string> alter_enum_settings(const QualifiedName& type,
                                             const AttributeChanges& changes) {
    const std::string object = "TYPE " + name_text(type);
    Texts out;
    if (const AttributeChange* owner = find_change(changes, "owner"); owner && owner->to)
        out.push_back("ALTER " + object + " OWNER TO " + name_text(owner->to->text()));
    append(out, grants_and_schema(object, "ALTER " + object, changes));
    return out;
}

bool index_stays(const AttributeChanges& changes) {
    return std::ranges::all_of(changes, [](const AttributeChange& change) {
        return change.key == "with" || change.key == "tablespace";
    });
}

std::vector<std::string> alter_index_settings(const QualifiedName& index,
                                              const AttributeChanges& changes) {
    const std::string alter = "ALTER INDEX " + name_text(index) + " ";
    Texts out;
    if (const AttributeChange* with = find_change(changes, "with"))
        for (const std::string& part : changed_settings(side(with->from), side(with->to)))
            out.push_back(alter + part);
    if (const AttributeChange* space = find_change(changes, "tablespace"))
        out.push_back(alter + "SET TABLESPACE " + or_default(text_of(space->to), "pg_default"));
    return out;
}

std::vector<std::string> alter_column_settings(const Column& column,
                                               const AttributeChanges& changes) {
    const std::string alter = "ALTER COLUMN " + name_text(column.name) + " SET ";
    Texts out;
    if (const AttributeChange* change = find_change(changes, "storage"))
        out.push_back(alter + "STORAGE " +
                      (change->to ? text::upper(change->to->text()) : usual_storage(column.type)));
    if (const AttributeChange* change = find_change(changes, "compression"))
        out.push_back(alter + "COMPRESSION " + (change->to ? change->to->text() : "default"));
    if (const AttributeChange* change = find_change(changes, "statistics"))
        out.push_back(alter + "STATISTICS " + (change->to ? change->to->text() : "-1"));
    return out;
}

} // namespace migrate::postgres
