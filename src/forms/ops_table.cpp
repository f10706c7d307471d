// Steps that make, drop and rename tables, and columns.
#include "forms/attribute_form.hpp"
#include "forms/column_form.hpp"
#include "forms/part_form.hpp"
#include "forms/step.hpp"
#include "forms/table_form.hpp"
#include "toml/reader.hpp"

#include <algorithm>
#include <array>

namespace migrate::forms {
namespace {

Op read_create_table(const Step& step) {
    CreateTable op;
    op.table =
        read_table(step.reader, step.reader.object_name(step.value()), step.object, step.pos());
    op.if_not_exists = step.fields.flag("if_not_exists");
    return op;
}

Op read_drop_table(const Step& step) {
    return DropTable{step.reader.object_name(step.value()), step.fields.flag("if_exists"),
                     step.fields.flag("cascade")};
}

Op read_rename_table(const Step& step) {
    return RenameTable{step.reader.object_name(step.value()), step.needed_text("to")};
}

Op read_add_column(const Step& step) {
    Target target = read_named_target(step);
    AddColumn op;
    op.table = std::move(target.object);
    op.definition =
        read_column(step.reader, std::move(target.part), step.object, step.pos()).definition;
    if (const Node* fill = step.fields.find("fill"))
        op.fill = read_value(step.reader, *fill);
    op.after = step.fields.text("after");
    op.first = step.fields.flag("first");
    op.if_not_exists = step.fields.flag("if_not_exists");
    return op;
}

Op read_rename_column(const Step& step) {
    Target target = read_named_target(step);
    return RenameColumn{std::move(target.object), std::move(target.part), step.needed_text("to")};
}

Op read_drop_column(const Step& step) {
    Target target = read_named_target(step);
    return DropColumn{std::move(target.object), std::move(target.part),
                      step.fields.flag("if_exists"), step.fields.flag("cascade")};
}

Op read_alter_column(const Step& step);

constexpr std::array<VerbReader, 4> of_tables{{{"create_table", read_create_table},
                                               {"drop_table", read_drop_table},
                                               {"rename_table", read_rename_table},
                                               {"alter_table", read_alter_table}}};

constexpr std::array<VerbReader, 4> of_columns{{{"add_column", read_add_column},
                                                {"alter_column", read_alter_column},
                                                {"rename_column", read_rename_column},
                                                {"drop_column", read_drop_column}}};

// --- alter_column

// True if the type stands under a prefix of the database at hand: then it is native.
bool has_own_type(const Step& step) {
    for (const std::string& prefix : step.reader.dialect.prefixes)
        if (const Node* own = step.source.find(prefix); own && own->find("type"))
            return true;
    return false;
}

// `generated` and `stored` are one change; what `stored` says alone counts for both sides.
MaybeChange<Generated> read_generated_change(const Step& step) {
    const Node* stored = step.fields.find("stored");
    const Node* generated = step.fields.find("generated");
    if (stored && !generated)
        throw step.reader.error(stored->pos, "\"stored\" changes with \"generated\": say both");
    MaybeChange<Generated> change = read_change<Generated>(
        generated, [](const Node& node) { return Generated{read_expression(node.text()), false}; });
    if (!change || !stored)
        return change;
    const auto is_stored = [&](const char* side) {
        const Node* said = is_change(*stored) ? stored->find(side) : stored;
        return said && said->as_boolean();
    };
    if (change->from)
        change->from->stored = is_stored("from");
    if (change->to)
        change->to->stored = is_stored("to");
    return change;
}

constexpr std::array<const char*, 7> reference_options{
    "on_delete", "on_update", "match", "deferrable", "initially", "enforced", "on_delete_columns"};

// One side of a changed foreign key: `references` and the options beside it.
std::optional<ForeignKey> read_reference_side(const Step& step, const std::string& column,
                                              const char* side) {
    const Node* references = side_of(step.fields.find("references"), side);
    if (!references || references->is_boolean())
        return std::nullopt;
    if (references->is_table())
        return read_column_reference(step.reader, column, *references);
    Node table = Node::table();
    table.pos = references->pos;
    table.add("references", *references);
    for (const char* option : reference_options)
        if (const Node* said = side_of(step.fields.find(option), side))
            table.add(option, *said);
    return read_column_reference(step.reader, column, table);
}

MaybeChange<ForeignKey> read_reference_change(const Step& step, const std::string& column) {
    const Node* references = step.fields.find("references");
    for (const char* option : reference_options)
        if (const Node* said = step.fields.find(option); said && !references)
            throw step.reader
                .error(said->pos,
                       std::string("\"") + option + "\" changes with \"references\": say both")
                .help("a foreign key with a name changes by alter_foreign_key = \"table.NAME\"");
    if (!references)
        return std::nullopt;
    Change<ForeignKey> change;
    change.from_given = is_change(*references);
    change.from = read_reference_side(step, column, "from");
    change.to = read_reference_side(step, column, "to");
    return change;
}

// What one side of a changed NOT NULL says.
struct NotNull {
    std::optional<std::string> name;
    std::optional<Conflict> conflict;
    Node rest; // an attribute
};

NotNull read_not_null(const Reader& reader, const Node& side) {
    const Fields fields = fields_of(reader, side, kind_of("not_null"));
    NotNull said;
    if (const Node* name = fields.find("name"))
        said.name = name->text();
    if (const Node* conflict = fields.find("on_conflict"))
        said.conflict = read_conflict(reader, *conflict);
    said.rest = not_null_attribute(fields);
    return said;
}

std::optional<Node> optional_node(const Node& node) {
    return node.is_null() ? std::nullopt : std::optional(node);
}

// A key that neither side says does not change; where they say nothing at all, the clause goes.
void read_not_null_change(const Step& step, AlterColumn& op) {
    const auto change = read_change<NotNull>(step.fields.find("not_null"), [&](const Node& node) {
        return read_not_null(step.reader, node);
    });
    if (!change)
        return;
    const NotNull from = change->from.value_or(NotNull());
    const NotNull to = change->to.value_or(NotNull());
    const bool named = from.name || to.name;
    if (named)
        op.not_null_name = Change<std::string>{from.name, to.name, change->from_given};
    const bool has_rest = !from.rest.is_null() || !to.rest.is_null();
    if (has_rest)
        op.attributes.push_back(
            {"not_null", optional_node(from.rest), optional_node(to.rest), change->from_given});
    std::ranges::sort(op.attributes, {}, &AttributeChange::key);
    if ((!named && !has_rest) || from.conflict || to.conflict)
        op.not_null_conflict = Change<Conflict>{from.conflict, to.conflict, change->from_given};
}

std::optional<Node> not_null_side(const std::optional<std::string>& name,
                                  const std::optional<Conflict>& conflict,
                                  const std::optional<Node>& rest, const FormDialect& dialect) {
    Node details = Node::table();
    if (name && !name->empty())
        details.add("name", Node::string(*name));
    if (conflict && *conflict != Conflict::none)
        details.add("on_conflict", Node::string(std::string(word_of(*conflict))));
    if (rest)
        append(details, *rest);
    if (details.members().empty())
        return std::nullopt;
    restore(details, kind_of("not_null"), {}, dialect);
    return details;
}

void write_not_null_change(Node& table, const AlterColumn& op, const FormDialect& dialect) {
    const AttributeChange* rest = find_change(op.attributes, "not_null");
    if (!op.not_null_name && !op.not_null_conflict && !rest)
        return;
    const auto name = op.not_null_name.value_or(Change<std::string>());
    const auto conflict = op.not_null_conflict.value_or(Change<Conflict>());
    const std::optional<Node> from =
        not_null_side(name.from, conflict.from, rest ? rest->from : std::nullopt, dialect);
    std::optional<Node> to =
        not_null_side(name.to, conflict.to, rest ? rest->to : std::nullopt, dialect);
    const bool from_given = name.from_given && conflict.from_given && (!rest || rest->from_given);
    if (!from && !to && from_given)
        return;
    if (!to && !from_given)
        to = Node::table();
    table.add("not_null", change_node(from, std::move(to), from_given));
}

void read_changed_parts(const Step& step, AlterColumn& op) {
    const Reader& reader = step.reader;
    op.primary_key =
        read_change<PrimaryKey>(step.fields.find("primary_key"), [&](const Node& side) {
            return read_column_primary_key(reader, op.column, side);
        });
    op.unique = read_change<Unique>(step.fields.find("unique"), [&](const Node& side) {
        return read_column_unique(reader, op.column, side);
    });
    using Checks = std::vector<Check>;
    op.checks = read_change<Checks>(step.fields.find("check"), [&](const Node& side) {
        Checks checks = read_column_checks(reader, op.column, side);
        return checks.empty() ? std::nullopt : std::optional<Checks>(std::move(checks));
    });
    op.foreign_key = read_reference_change(step, op.column);
}

Op read_alter_column(const Step& step) {
    const Reader& reader = step.reader;
    Target target = read_named_target(step);
    AlterColumn op;
    op.table = std::move(target.object);
    op.column = std::move(target.part);
    const bool own_type = has_own_type(step);
    op.type = read_change<ColumnType>(step.fields.find("type"), [&](const Node& node) {
        return own_type ? native_type(node.text()) : parse_type(node.text());
    });
    op.nullable = read_flag_change(step, "null");
    op.default_value = read_change<Value>(
        step.fields.find("default"), [&](const Node& node) { return read_value(reader, node); });
    op.generated = read_generated_change(step);
    op.identity = read_change<Identity>(step.fields.find("identity"), [&](const Node& node) {
        return read_identity(reader, node);
    });
    op.autoincrement = read_flag_change(step, "autoincrement");
    op.collation = read_text_change(step, "collation");
    op.comment = read_text_change(step, "comment");
    op.attributes = read_attribute_changes(step);
    read_not_null_change(step, op);
    read_changed_parts(step, op);
    op.using_expression = step.fields.sql("using");
    if (const Node* fill = step.fields.find("fill"))
        op.fill = read_value(reader, *fill);
    return op;
}

void write_generated_change(Node& table, const MaybeChange<Generated>& change) {
    if (!change)
        return;
    write_change(table, "generated", change,
                 [](const Generated& side) { return Node::string(side.expression); });
    const bool from = change->from && change->from->stored;
    const bool to = change->to && change->to->stored;
    if (!from && !to)
        return;
    if (from == to || !change->from || !change->to)
        table.add("stored", Node::boolean(true));
    else
        table.add("stored", change_node(Node::boolean(from), Node::boolean(to), true));
}

void write_type_change(Node& table, const MaybeChange<ColumnType>& change, Overrides& overrides) {
    write_change(table, "type", change,
                 [](const ColumnType& type) { return Node::string(write_type(type)); });
    const bool native = change && ((change->from && needs_prefix(*change->from)) ||
                                   (change->to && needs_prefix(*change->to)));
    if (native)
        overrides.push_back({"", "type", Node()});
}

} // namespace

std::span<const VerbReader> table_readers() {
    return of_tables;
}

std::span<const VerbReader> column_readers() {
    return of_columns;
}

Node write(const CreateTable& op, const FormDialect& dialect) {
    Node step = step_node("create_table", to_string(op.table.name));
    append_flag(step, "if_not_exists", op.if_not_exists);
    append(step, write_table(op.table, dialect));
    return step;
}

Node write(const DropTable& op, const FormDialect& dialect) {
    Node step = step_node("drop_table", to_string(op.name));
    append_flag(step, "if_exists", op.if_exists);
    append_cascade(step, op.cascade, dialect);
    return step;
}

Node write(const RenameTable& op, const FormDialect&) {
    Node step = step_node("rename_table", to_string(op.name));
    step.add("to", Node::string(op.to));
    return step;
}

Node write(const AddColumn& op, const FormDialect& dialect) {
    Node step = step_node("add_column", write_target(op.table, op.definition.column.name));
    append(step, write_column(op.definition, null_by_default(op.definition, dialect), dialect));
    if (op.fill)
        step.add("fill", write_value(*op.fill));
    // Only some databases place a column: below their prefix.
    if (!op.after.empty())
        step[dialect.prefixes.front()]["after"] = Node::string(op.after);
    if (op.first)
        step[dialect.prefixes.front()]["first"] = Node::boolean(true);
    append_flag(step, "if_not_exists", op.if_not_exists);
    return step;
}

Node write(const AlterColumn& op, const FormDialect& dialect) {
    Node table = Node::table();
    Overrides overrides;
    write_type_change(table, op.type, overrides);
    if (!overrides.empty())
        overrides.push_back({dialect.prefixes.back(), "type", Node()});
    write_flag_change(table, "null", op.nullable);
    write_not_null_change(table, op, dialect);
    write_change(table, "default", op.default_value, write_value);
    write_generated_change(table, op.generated);
    write_change(table, "identity", op.identity, write_identity);
    write_flag_change(table, "autoincrement", op.autoincrement);
    write_text_change(table, "collation", op.collation);
    write_text_change(table, "comment", op.comment);
    write_attribute_changes(table, op.attributes, kind_of("column"));
    write_change(table, "primary_key", op.primary_key,
                 [&](const PrimaryKey& key) { return write_column_primary_key(key, dialect); });
    write_change(table, "unique", op.unique,
                 [&](const Unique& unique) { return write_column_unique(unique, dialect); });
    write_change(table, "check", op.checks, [&](const std::vector<Check>& checks) {
        return write_column_checks(checks, dialect);
    });
    write_change(table, "references", op.foreign_key,
                 [&](const ForeignKey& key) { return write_column_reference(key, dialect); });
    restore(table, kind_of("column"), overrides, dialect);
    Node step = step_node("alter_column", write_target(op.table, op.column));
    append(step, std::move(table));
    if (!op.using_expression.empty())
        step.add("using", Node::string(op.using_expression));
    if (op.fill)
        step.add("fill", write_value(*op.fill));
    return step;
}

Node write(const RenameColumn& op, const FormDialect&) {
    Node step = step_node("rename_column", write_target(op.table, op.column));
    step.add("to", Node::string(op.to));
    return step;
}

Node write(const DropColumn& op, const FormDialect& dialect) {
    Node step = step_node("drop_column", write_target(op.table, op.column));
    append_flag(step, "if_exists", op.if_exists);
    append_cascade(step, op.cascade, dialect);
    return step;
}

} // namespace migrate::forms
