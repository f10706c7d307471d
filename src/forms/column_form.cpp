#include "forms/column_form.hpp"

#include "forms/attribute_form.hpp"
#include "forms/part_form.hpp"
#include "util/text.hpp"

#include <algorithm>

namespace migrate::forms {
namespace {

bool has_own_override(const Overrides& overrides, std::string_view key,
                      const FormDialect& dialect) {
    return std::ranges::any_of(overrides, [&](const Override& override) {
        return override.key == key &&
               std::ranges::find(dialect.prefixes, override.dialect) != dialect.prefixes.end();
    });
}

// A native type that reads as a portable one must stand under the prefix anyway: when no other type
// stands beside it there is nothing to remember.
void forget_needless_type(Column& column, const FormDialect& dialect) {
    const auto alone = [](const Override& override) {
        return override.dialect.empty() && override.key == "type" && override.value.is_null();
    };
    if (!needs_prefix(column.type) || dialect.prefixes.size() != 1 ||
        std::ranges::none_of(column.overrides, alone))
        return;
    std::erase_if(column.overrides, [&](const Override& override) {
        return alone(override) ||
               (override.key == "type" && override.dialect == dialect.prefixes.front());
    });
}

void read_not_null(const Reader& reader, const Node& value, Column& column) {
    Fields fields = fields_of(reader, value, kind_of("not_null"));
    column.not_null_name = fields.text("name");
    if (const Node* conflict = fields.find("on_conflict"))
        column.not_null_conflict = read_conflict(reader, *conflict);
    set_attribute(column.attributes, "not_null", not_null_attribute(fields));
}

void read_generated(const Fields& fields, Column& column) {
    const Node* stored = fields.find("stored");
    const Node* generated = fields.find("generated");
    if (stored && !generated)
        throw fields.reader().error(stored->pos, "\"stored\" needs \"generated\" beside it");
    if (generated)
        column.generated = Generated{read_expression(generated->text()), fields.flag("stored")};
}

void read_values(const Fields& fields, Column& column) {
    const Reader& reader = fields.reader();
    if (const Node* value = fields.find("default"))
        column.default_value = read_value(reader, *value);
    if (const Node* identity = fields.find("identity"))
        column.identity = read_identity(reader, *identity);
    read_generated(fields, column);
    column.attributes = read_attributes(fields, kind_of("column"));
    if (const Node* not_null = fields.find("not_null"))
        read_not_null(reader, *not_null, column);
    column.nullable = fields.flag("null", true);
    column.autoincrement = fields.flag("autoincrement");
    column.collation = fields.text("collation");
    column.comment = fields.text("comment");
    column.renamed_from = fields.text("renamed_from");
}

void read_column_index(const Reader& reader, const std::string& column, const Node& value,
                       ColumnDefinition& definition) {
    if (value.is_boolean() && !value.as_boolean())
        return;
    Index index;
    KeyPart part;
    part.column = column;
    index.in_column = true;
    index.declared_at = reader.at(value.pos);
    if (value.is_table()) {
        Fields fields = fields_of(reader, value, kind_of("column_index"));
        index.name = fields.text("name");
        part.desc = fields.flag("desc");
        part.collation = fields.text("collation");
        index.unique = fields.flag("unique");
        index.where = fields.sql("where");
        index.comment = fields.text("comment");
        index.renamed_from = fields.text("renamed_from");
        index.attributes = read_attributes(fields, kind_of("column_index"));
        index.overrides = std::move(fields.overrides());
    }
    index.columns.push_back(std::move(part));
    definition.index = std::move(index);
}

// An option of a foreign key beside `references`, or without one.
void read_references(const Fields& fields, const std::string& column,
                     ColumnDefinition& definition) {
    const Node* references = fields.find("references");
    for (const char* option : {"on_delete", "on_update", "deferrable", "initially", "match",
                               "validated", "enforced", "on_delete_columns"}) {
        const Node* given = fields.find(option);
        if (given && !references)
            throw fields.reader().error(given->pos, std::string("\"") + option +
                                                        "\" needs \"references\" beside it");
        if (given && references->is_table())
            throw fields.reader().error(
                given->pos, std::string("\"") + option +
                                "\" belongs into the table that \"references\" is here");
    }
    if (!references)
        return;
    definition.foreign_key = read_column_reference(fields.reader(), column, *references);
    if (references->is_string())
        read_foreign_key_options(fields, *definition.foreign_key);
}

Node write_column_index(const Index& index, const FormDialect& dialect) {
    Node table = Node::table();
    const auto put = [&](const char* key, const std::string& text) {
        if (!text.empty())
            table.add(key, Node::string(text));
    };
    const KeyPart& part = index.columns.front();
    put("name", index.name);
    if (part.desc)
        table.add("desc", Node::boolean(true));
    put("collation", part.collation);
    if (index.unique)
        table.add("unique", Node::boolean(true));
    put("where", index.where);
    put("comment", index.comment);
    put("renamed_from", index.renamed_from);
    write_attributes(table, index.attributes, kind_of("column_index"));
    restore(table, kind_of("column_index"), index.overrides, dialect);
    return table.members().empty() ? Node::boolean(true) : table;
}

void write_not_null(Node& table, const Column& column, const FormDialect& dialect) {
    Node details = Node::table();
    if (!column.not_null_name.empty())
        details.add("name", Node::string(column.not_null_name));
    if (column.not_null_conflict != Conflict::none)
        details.add("on_conflict", Node::string(std::string(word_of(column.not_null_conflict))));
    if (const Node* rest = attribute(column.attributes, "not_null"))
        append(details, *rest);
    if (details.members().empty())
        return;
    restore(details, kind_of("not_null"), {}, dialect);
    table.add("not_null", std::move(details));
}

void write_values(Node& table, const Column& column) {
    if (column.default_value)
        table.add("default", write_value(*column.default_value));
    if (column.identity)
        table.add("identity", write_identity(*column.identity));
    if (column.autoincrement)
        table.add("autoincrement", Node::boolean(true));
    if (column.generated) {
        table.add("generated", Node::string(column.generated->expression));
        if (column.generated->stored)
            table.add("stored", Node::boolean(true));
    }
    const auto put = [&](const char* key, const std::string& text) {
        if (!text.empty())
            table.add(key, Node::string(text));
    };
    put("collation", column.collation);
    put("comment", column.comment);
    put("renamed_from", column.renamed_from);
    write_attributes(table, column.attributes, kind_of("column"));
}

void write_foreign_key(Node& table, const ForeignKey& key, const FormDialect& dialect) {
    table.add("references", write_column_reference(key, dialect));
    if (!table.members().back().value.is_table())
        return;
    // Without a name or words for other databases the options stand beside `references`.
    if (!key.name.empty() || !key.overrides.empty() || attribute(key.attributes, "comment"))
        return;
    table.members().back().value = Node::string(write_reference({key.table, key.referred}));
    write_foreign_key_options(table, key);
}

void write_parts_of_column(Node& table, const ColumnDefinition& definition,
                           const FormDialect& dialect) {
    if (definition.primary_key)
        table.add("primary_key", write_column_primary_key(*definition.primary_key, dialect));
    if (definition.unique)
        table.add("unique", write_column_unique(*definition.unique, dialect));
    if (!definition.checks.empty())
        table.add("check", write_column_checks(definition.checks, dialect));
    if (definition.foreign_key)
        write_foreign_key(table, *definition.foreign_key, dialect);
    if (definition.index)
        table.add("index", write_column_index(*definition.index, dialect));
}

bool is_integer(TypeKind kind) {
    return kind == TypeKind::smallint || kind == TypeKind::integer || kind == TypeKind::bigint;
}

} // namespace

Node not_null_attribute(const Fields& fields) {
    const Kind& kind = kind_of("not_null");
    Node rest = Node::table();
    for (const Key& key : kind.keys)
        if (const Node* value = key.attribute ? fields.find(key.name) : nullptr)
            rest.add(std::string(key.name), *value);
    return rest.members().empty() ? Node() : rest;
}

std::string write_type(const ColumnType& type) {
    const ColumnType spelled = parse_type(type.text);
    const bool same = spelled.kind == type.kind && spelled.arguments == type.arguments &&
                      spelled.with_time_zone == type.with_time_zone;
    return type.native || same || type.kind == TypeKind::enumeration ? type.text
                                                                     : portable_spelling(type);
}

bool needs_prefix(const ColumnType& type) {
    const TypeKind plain = parse_type(type.text).kind;
    return type.native && plain != TypeKind::other && plain != TypeKind::none;
}

bool null_by_default(const Column& column, bool in_primary_key, const PrimaryKey* own_key,
                     bool without_rowid, const FormDialect& dialect) {
    if (!in_primary_key)
        return true;
    if (!dialect.rowid_alias || !own_key || without_rowid || own_key->columns.front().desc)
        return false;
    return text::equals_folded(column.type.text, "integer") ||
           (column.identity && is_integer(column.type.kind));
}

bool null_by_default(const ColumnDefinition& definition, const FormDialect& dialect) {
    const PrimaryKey* key = definition.primary_key ? &*definition.primary_key : nullptr;
    return null_by_default(definition.column, key != nullptr, key, false, dialect);
}

ColumnForm read_column(const Reader& reader, std::string name, const Node& node, NodePos pos) {
    Fields fields = fields_of(reader, node, kind_of("column"));
    ColumnForm form;
    ColumnDefinition& definition = form.definition;
    Column& column = definition.column;
    column.name = std::move(name);
    column.declared_at = reader.at(pos);
    const Node* type = fields.find("type");
    if (!type)
        throw reader
            .error(node.pos.line > 0 ? node.pos : pos,
                   "column \"" + column.name + "\" needs a type")
            .help("write type = \"...\"" +
                  std::string(reader.dialect.rowid_alias ? "; a column without one has type = \"\""
                                                         : ""));
    column.type = has_own_override(fields.overrides(), "type", reader.dialect)
                      ? native_type(type->text())
                      : parse_type(type->text());
    read_values(fields, column);
    form.says_null = fields.find("null") != nullptr;
    if (const Node* key = fields.find("primary_key"))
        definition.primary_key = read_column_primary_key(reader, column.name, *key);
    if (const Node* unique = fields.find("unique"))
        definition.unique = read_column_unique(reader, column.name, *unique);
    if (const Node* checks = fields.find("check"))
        definition.checks = read_column_checks(reader, column.name, *checks);
    read_references(fields, column.name, definition);
    if (const Node* index = fields.find("index"))
        read_column_index(reader, column.name, *index, definition);
    column.overrides = std::move(fields.overrides());
    forget_needless_type(column, reader.dialect);
    if (!form.says_null)
        column.nullable = null_by_default(definition, reader.dialect);
    return form;
}

Node write_column(const ColumnDefinition& definition, bool by_default, const FormDialect& dialect) {
    const Column& column = definition.column;
    Node table = Node::table();
    table.add("type", Node::string(write_type(column.type)));
    if (column.nullable != by_default)
        table.add("null", Node::boolean(column.nullable));
    write_values(table, column);
    write_parts_of_column(table, definition, dialect);
    write_not_null(table, column, dialect);
    Overrides overrides = column.overrides;
    if (needs_prefix(column.type) && !has_own_override(overrides, "type", dialect)) {
        overrides.push_back({dialect.prefixes.back(), "type", Node::string(column.type.text)});
        overrides.push_back({"", "type", Node()});
    }
    restore(table, kind_of("column"), overrides, dialect);
    return table;
}

} // namespace migrate::forms
