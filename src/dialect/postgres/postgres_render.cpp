#include "dialect/postgres/postgres_render.hpp"

#include "dialect/postgres/postgres_attributes.hpp"
#include "dialect/postgres/postgres_grants.hpp"
#include "dialect/postgres/postgres_names.hpp"
#include "dialect/postgres/postgres_parts.hpp"
#include "dialect/postgres/postgres_settings.hpp"
#include "dialect/postgres/postgres_types.hpp"
#include "migrate/error.hpp"
#include "schema/words.hpp"
#include "sql/lexer.hpp"
#include "util/text.hpp"

#include <algorithm>

namespace migrate::postgres {

namespace {

std::string constraint_prefix(const std::string& name) {
    return name.empty() ? "" : "CONSTRAINT " + name_text(name) + " ";
}

// DEFAULT takes no bare operators, as NOT NULL may follow; too many parentheses do no harm.
bool stands_bare(const std::string& expression) {
    const auto tokens = sql::significant_tokens(expression, sql::postgres_syntax());
    int depth = 0;
    bool after_cast = false;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        const sql::Token& token = tokens[i];
        depth += token.is_punct('(') || token.is_punct('[');
        depth -= token.is_punct(')') || token.is_punct(']');
        if (depth > 0)
            continue;
        if (token.kind == sql::TokenKind::op && !token.is_op("::") && !(i == 0 && token.is_op("-")))
            return false;
        const bool two_words = i > 0 && token.is_name() && tokens[i - 1].is_name();
        if (two_words && !after_cast)
            return false;
        after_cast = after_cast || token.is_op("::");
    }
    return !tokens.empty() && !expression.ends_with('\n') &&
           expression.find("--") == std::string::npos;
}

std::string key_part_text(const KeyPart& part) {
    std::string out = part.column.empty() ? parenthesised(part.expression) : name_text(part.column);
    if (!part.collation.empty())
        out += " COLLATE " + path_text(part.collation);
    if (const std::string opclass = attribute_text(part.attributes, "opclass"); !opclass.empty())
        out += " " + opclass;
    if (part.desc)
        out += " DESC";
    if (const std::string nulls = attribute_text(part.attributes, "nulls"); !nulls.empty())
        out += " NULLS " + text::upper(nulls);
    return out;
}

std::string not_enforced_text(const Attributes& attributes) {
    return attribute_flag(attributes, "enforced", true) ? "" : " NOT ENFORCED";
}

// What stands behind the columns of a key.
std::string key_options_text(const Attributes& attributes) {
    return include_text(attributes) + with_text(attributes) + deferral_text(attributes);
}

std::string references_text(const ForeignKey& key) {
    std::string out = "REFERENCES " + name_text(key.table);
    if (!key.referred.empty())
        out += " " + names_text(key.referred);
    if (!key.match.empty())
        out += " MATCH " + text::upper(key.match);
    if (key.on_delete != FkAction::no_action)
        out.append(" ON DELETE ").append(sql_words(key.on_delete));
    if (const auto columns = attribute_texts(key.attributes, "on_delete_columns"); !columns.empty())
        out += " " + names_text(columns);
    if (key.on_update != FkAction::no_action)
        out.append(" ON UPDATE ").append(sql_words(key.on_update));
    out += deferral_text(key.deferral) + not_enforced_text(key.attributes);
    return out + (key.validated ? "" : " NOT VALID");
}

std::string serial_word(const Column& column) {
    const std::string base = canonical_type(type_text(column.type));
    return base == "bigint" ? "bigserial" : base == "smallint" ? "smallserial" : "serial";
}

std::string inline_text(const PrimaryKey& key) {
    return constraint_prefix(key.name) + "PRIMARY KEY" + key_options_text(key.attributes);
}
std::string inline_text(const Unique& unique) {
    return constraint_prefix(unique.name) + "UNIQUE" + nulls_distinct_text(unique.attributes) +
           key_options_text(unique.attributes);
}
std::string inline_text(const ForeignKey& key) {
    return constraint_prefix(key.name) + references_text(key);
}

bool is_plain_column(const std::vector<KeyPart>& parts, const std::string& column) {
    return parts.size() == 1 && parts.front().column == column;
}

// What the definition of a table's column brings along.
ColumnDefinition definition_of(const Table& table, const Column& column) {
    ColumnDefinition out;
    out.column = column;
    if (table.primary_key && table.primary_key->in_column &&
        is_plain_column(table.primary_key->columns, column.name))
        out.primary_key = table.primary_key;
    for (const Check& check : table.checks)
        if (check.validated && check.in_column == column.name)
            out.checks.push_back(check);
    return out;
}

bool stands_in_column(const PrimaryKey& key) {
    return key.in_column && key.columns.size() == 1;
}

void append_table_constraints(std::vector<std::string>& items, const Table& table) {
    if (table.primary_key && !stands_in_column(*table.primary_key))
        items.push_back(constraint_text(*table.primary_key));
    for (const Unique& unique : table.uniques)
        items.push_back(constraint_text(unique));
    for (const Check& check : table.checks)
        if (check.validated && !find_named(table.columns, check.in_column, NameFolding::exact))
            items.push_back(constraint_text(check));
    for (const ForeignKey& key : table.foreign_keys)
        if (key.validated)
            items.push_back(constraint_text(key));
    for (const TablePart& part : table.parts)
        if (part.kind == PartKind::exclude)
            items.push_back(exclude_text(part));
}

// " (columns and constraints)"; a partition may have none of its own.
std::string items_text(const std::vector<std::string>& items, bool is_partition) {
    if (items.empty())
        return is_partition ? "" : " ()";
    return " (\n    " + text::join(items, ",\n    ") + "\n)";
}

// What stands behind the columns.
std::string table_options_text(const Attributes& attributes) {
    const std::vector<std::string> parents = attribute_texts(attributes, "inherits");
    const std::string partitions = attribute_text(attributes, "partition_by");
    const std::string method = attribute_text(attributes, "access_method");
    return (parents.empty() ? "" : " INHERITS (" + paths_text(parents) + ")") +
           (partitions.empty() ? "" : " PARTITION BY " + partitions) +
           (method.empty() ? "" : " USING " + name_text(method)) + with_text(attributes) +
           tablespace_text(attributes);
}

// CREATE TABLE takes every constraint for valid.
template <class T>
void append_unvalidated(std::vector<std::string>& out, const Table& table,
                        const std::vector<T>& constraints) {
    for (const T& constraint : constraints)
        if (!constraint.validated)
            out.push_back("ALTER TABLE " + name_text(table.name) + " ADD " +
                          constraint_text(constraint));
}

void append(std::vector<std::string>& out, std::vector<std::string> more) {
    std::ranges::move(more, std::back_inserter(out));
}

} // namespace

QualifiedName beside(const QualifiedName& table, const std::string& name) {
    return {table.schema, name};
}

std::string default_text(const Value& value) {
    const auto* expression = std::get_if<Expression>(&value);
    if (expression && !stands_bare(expression->sql))
        return "DEFAULT " + parenthesised(expression->sql);
    return "DEFAULT " + value_text(value);
}

std::string generated_text(const Generated& generated) {
    return "GENERATED ALWAYS AS " + parenthesised(generated.expression) +
           (generated.stored ? " STORED" : " VIRTUAL");
}

std::string sequence_options_text(const Identity& identity) {
    std::vector<std::string> options;
    const auto add = [&](const char* words, const std::optional<long long>& value) {
        if (value)
            options.push_back(words + std::to_string(*value));
    };
    add("START WITH ", identity.start);
    add("INCREMENT BY ", identity.increment);
    add("MINVALUE ", identity.min);
    add("MAXVALUE ", identity.max);
    add("CACHE ", identity.cache);
    if (identity.cycle)
        options.emplace_back("CYCLE");
    return text::join(options, " ");
}

std::string identity_text(const Identity& identity) {
    const std::string options = sequence_options_text(identity);
    return std::string("GENERATED ") + (identity.always ? "ALWAYS" : "BY DEFAULT") +
           " AS IDENTITY" + (options.empty() ? "" : " (" + options + ")");
}

std::string deferral_text(const std::optional<Deferral>& deferral) {
    if (!deferral)
        return {};
    switch (*deferral) {
    case Deferral::not_deferrable:
        return " NOT DEFERRABLE";
    case Deferral::initially_immediate:
        return " DEFERRABLE";
    case Deferral::initially_deferred:
        return " DEFERRABLE INITIALLY DEFERRED";
    }
    return {};
}

std::string key_parts_text(const std::vector<KeyPart>& parts) {
    std::vector<std::string> texts;
    for (const KeyPart& part : parts)
        texts.push_back(key_part_text(part));
    return "(" + text::join(texts, ", ") + ")";
}

std::string constraint_text(const PrimaryKey& key) {
    return constraint_prefix(key.name) + "PRIMARY KEY " + key_parts_text(key.columns) +
           key_options_text(key.attributes);
}

std::string constraint_text(const Unique& unique) {
    return constraint_prefix(unique.name) + "UNIQUE" + nulls_distinct_text(unique.attributes) +
           " " + key_parts_text(unique.columns) + key_options_text(unique.attributes);
}

std::string constraint_text(const Check& check) {
    return constraint_prefix(check.name) + "CHECK " + parenthesised(check.expression) +
           (attribute_flag(check.attributes, "no_inherit") ? " NO INHERIT" : "") +
           not_enforced_text(check.attributes) + (check.validated ? "" : " NOT VALID");
}

std::string constraint_text(const ForeignKey& key) {
    return constraint_prefix(key.name) + "FOREIGN KEY " + names_text(key.columns) + " " +
           references_text(key);
}

std::string constraint_text(const Constraint& constraint) {
    return std::visit([](const auto& each) { return constraint_text(each); }, constraint);
}

std::string column_text(const Column& column) {
    const bool serial = column.identity && column.identity->serial;
    std::string out = name_text(column.name) + " " +
                      (serial ? serial_word(column) : postgres_types().render(column));
    if (!column.collation.empty())
        out += " COLLATE " + path_text(column.collation);
    if (!column.nullable)
        out += " " + constraint_prefix(column.not_null_name) + "NOT NULL";
    if (column.default_value)
        out += " " + default_text(*column.default_value);
    if (column.generated)
        out += " " + generated_text(*column.generated);
    if (column.identity && !serial)
        out += " " + identity_text(*column.identity);
    return out;
}

std::string column_text(const ColumnDefinition& definition) {
    std::string out = column_text(definition.column);
    if (definition.primary_key)
        out += " " + inline_text(*definition.primary_key);
    if (definition.unique)
        out += " " + inline_text(*definition.unique);
    for (const Check& check : definition.checks)
        out += " " + constraint_text(check);
    if (definition.foreign_key)
        out += " " + inline_text(*definition.foreign_key);
    return out;
}

std::string create_table_text(const Table& table, bool if_not_exists) {
    const Attributes& attributes = table.attributes;
    std::vector<std::string> items;
    const std::string parent = attribute_text(attributes, "partition_of");
    for (const Column& column : table.columns)
        items.push_back(column_text(definition_of(table, column)));
    append_table_constraints(items, table);
    return std::string("CREATE ") + (attribute_flag(attributes, "unlogged") ? "UNLOGGED " : "") +
           "TABLE " + (if_not_exists ? "IF NOT EXISTS " : "") + name_text(table.name) +
           (parent.empty() ? "" : " PARTITION OF " + path_text(parent)) +
           items_text(items, !parent.empty()) +
           (parent.empty() ? "" : bound_text(attribute_text(attributes, "values"))) +
           table_options_text(attributes);
}

std::string create_index_text(const QualifiedName& table, const Index& index, bool concurrently,
                              bool if_not_exists) {
    std::string out = index.unique ? "CREATE UNIQUE INDEX " : "CREATE INDEX ";
    if (concurrently)
        out += "CONCURRENTLY ";
    if (if_not_exists)
        out += "IF NOT EXISTS ";
    if (!index.name.empty())
        out += name_text(index.name) + " ";
    const Attributes& attributes = index.attributes;
    const std::string method = attribute_text(attributes, "method");
    out += "ON " + name_text(table) + (method.empty() ? "" : " USING " + name_text(method)) + " " +
           key_parts_text(index.columns) + include_text(attributes) +
           nulls_distinct_text(attributes) + with_text(attributes) + tablespace_text(attributes);
    return out + (index.where.empty() ? "" : " WHERE " + parenthesised(index.where));
}

std::string create_view_text(const View& view, bool replace) {
    const std::string check = attribute_text(view.attributes, "check_option");
    return std::string(replace ? "CREATE OR REPLACE VIEW " : "CREATE VIEW ") +
           name_text(view.name) + (view.columns.empty() ? "" : " " + names_text(view.columns)) +
           with_text(view.attributes) + " AS\n" + view.as +
           (check.empty() ? "" : "\nWITH " + text::upper(check) + " CHECK OPTION");
}

std::string create_enum_text(const EnumType& type) {
    std::vector<std::string> values;
    for (const std::string& value : type.values)
        values.push_back(string_text(value));
    return "CREATE TYPE " + name_text(type.name) + " AS ENUM (" + text::join(values, ", ") + ")";
}

std::string comment_text(const std::string& what, const std::string& comment) {
    return "COMMENT ON " + what + " IS " + (comment.empty() ? "NULL" : string_text(comment));
}

std::vector<std::string> index_statements(const QualifiedName& table, const Index& index,
                                          bool concurrently, bool if_not_exists) {
    std::vector<std::string> out{create_index_text(table, index, concurrently, if_not_exists)};
    const std::string name =
        index.name.empty() ? default_name(Table{.name = table}, index) : index.name;
    if (!index.comment.empty())
        out.push_back(comment_text("INDEX " + name_text(beside(table, name)), index.comment));
    return out;
}

std::vector<std::string> trigger_statements(const QualifiedName& owner, const Trigger& trigger) {
    std::vector<std::string> out{create_trigger_text(owner, trigger)};
    if (const std::string how = enabled_text(owner, trigger); !how.empty())
        out.push_back(how);
    if (!trigger.comment.empty())
        out.push_back(comment_text("TRIGGER " + name_text(trigger.name) + " ON " + name_text(owner),
                                   trigger.comment));
    return out;
}

namespace {

template <class T>
void append_comment(std::vector<std::string>& out, const Table& table, const T& constraint) {
    if (const std::string comment = attribute_text(constraint.attributes, "comment");
        !comment.empty())
        out.push_back(constraint_comment_text(table, constraint, comment));
}

void append_comments(std::vector<std::string>& out, const Table& table) {
    const std::string name = name_text(table.name);
    if (!table.comment.empty())
        out.push_back(comment_text("TABLE " + name, table.comment));
    for (const Column& column : table.columns)
        if (!column.comment.empty())
            out.push_back(
                comment_text("COLUMN " + name + "." + name_text(column.name), column.comment));
    if (table.primary_key)
        append_comment(out, table, *table.primary_key);
    for (const Unique& unique : table.uniques)
        append_comment(out, table, unique);
    for (const Check& check : table.checks)
        append_comment(out, table, check);
    for (const ForeignKey& key : table.foreign_keys)
        append_comment(out, table, key);
}

void append_parts(std::vector<std::string>& out, const Table& table) {
    for (const TablePart& part : table.parts) {
        std::vector<std::string> texts = part_statements(table.name, part);
        if (part.kind == PartKind::exclude) // it stands in CREATE TABLE
            texts.erase(texts.begin());
        append(out, std::move(texts));
    }
}

void append_column_clauses(std::vector<std::string>& out, const Table& table) {
    std::vector<std::string> clauses;
    for (const Column& column : table.columns)
        append(clauses, column_clauses(column, column.attributes));
    if (!clauses.empty())
        out.push_back("ALTER TABLE " + name_text(table.name) +
                      (clauses.size() == 1 ? " " : "\n    ") + text::join(clauses, ",\n    "));
}

void append_grants(std::vector<std::string>& out, const std::string& object,
                   const Attributes& attributes) {
    if (const Node* grants = attribute(attributes, "grant"))
        append(out, grant_statements(object, nullptr, grants));
}

void append_owner(std::vector<std::string>& out, const std::string& object,
                  const Attributes& attributes) {
    if (const std::string owner = attribute_text(attributes, "owner"); !owner.empty())
        out.push_back("ALTER " + object + " OWNER TO " + name_text(owner));
}

} // namespace

std::string constraint_comment_text(const Table& table, const Constraint& constraint,
                                    const std::string& comment) {
    const std::string name = std::visit(
        [&](const auto& each) { return each.name.empty() ? default_name(table, each) : each.name; },
        constraint);
    return comment_text("CONSTRAINT " + name_text(name) + " ON " + name_text(table.name), comment);
}

std::vector<std::string> column_clauses(const Column& column, const Attributes& attributes) {
    const std::string alter = "ALTER COLUMN " + name_text(column.name) + " SET ";
    std::vector<std::string> out;
    if (const std::string storage = attribute_text(attributes, "storage"); !storage.empty())
        out.push_back(alter + "STORAGE " + text::upper(storage));
    if (const std::string method = attribute_text(attributes, "compression"); !method.empty())
        out.push_back(alter + "COMPRESSION " + method);
    if (const std::string target = attribute_text(attributes, "statistics"); !target.empty())
        out.push_back(alter + "STATISTICS " + target);
    return out;
}

std::vector<std::string> table_statements(const Table& table, bool if_not_exists) {
    std::vector<std::string> out{create_table_text(table, if_not_exists)};
    append_unvalidated(out, table, table.checks);
    append_unvalidated(out, table, table.foreign_keys);
    append_column_clauses(out, table);
    append_comments(out, table);
    append_parts(out, table);
    for (const Index& index : table.indexes)
        append(out, index_statements(table.name, index, false, if_not_exists));
    for (const Trigger& trigger : table.triggers)
        append(out, trigger_statements(table.name, trigger));
    append(out, table_settings(table));
    append_owner(out, "TABLE " + name_text(table.name), table.attributes);
    append_grants(out, "TABLE " + name_text(table.name), table.attributes);
    return out;
}

std::vector<std::string> view_statements(const View& view) {
    std::vector<std::string> out{create_view_text(view)};
    if (!view.comment.empty())
        out.push_back(comment_text("VIEW " + name_text(view.name), view.comment));
    for (const Trigger& trigger : view.triggers)
        append(out, trigger_statements(view.name, trigger));
    append_owner(out, "VIEW " + name_text(view.name), view.attributes);
    append_grants(out, "TABLE " + name_text(view.name), view.attributes);
    return out;
}

std::vector<std::string> enum_statements(const EnumType& type) {
    std::vector<std::string> out{create_enum_text(type)};
    if (!type.comment.empty())
        out.push_back(comment_text("TYPE " + name_text(type.name), type.comment));
    append_owner(out, "TYPE " + name_text(type.name), type.attributes);
    append_grants(out, "TYPE " + name_text(type.name), type.attributes);
    return out;
}

} // namespace migrate::postgres
