// Steps on constraints.
#include "forms/attribute_form.hpp"
#include "forms/part_form.hpp"
#include "forms/step.hpp"
#include "forms/table_form.hpp"
#include "util/text.hpp"

#include <array>

namespace migrate::forms {
namespace {

ConstraintKind kind_in(const Step& step) {
    for (const ConstraintKind kind : {ConstraintKind::primary_key, ConstraintKind::unique,
                                      ConstraintKind::check, ConstraintKind::foreign_key})
        if (step.verb.kind == word_of(kind))
            return kind;
    throw step.reader.error(step.written.pos, step.verb.name + " names no kind of constraint");
}

Op read_add(const Step& step) {
    const ConstraintKind kind = kind_in(step);
    Target target;
    if (kind == ConstraintKind::primary_key)
        target.object = step.reader.object_name(step.value());
    else
        target = read_target(step);
    return AddConstraint{
        target.object,
        read_constraint(step.reader, kind, std::move(target.part), step.object, step.pos()),
        step.fields.text("using_index")};
}

std::string lower_match(std::string_view match) {
    const std::string word = text::lower(match);
    return word == "simple" ? std::string() : word;
}

// What a drop of a nameless constraint says of it.
void read_definition(const Step& step, DropConstraint& op) {
    const Reader& reader = step.reader;
    if (const Node* columns = step.fields.find("columns")) {
        std::vector<KeyPart> parts = read_parts(reader, *columns);
        for (const KeyPart& part : parts)
            op.columns.push_back(part.column);
        if (parts != parts_of(op.columns))
            op.parts = std::move(parts);
    }
    op.expression = read_expression(step.fields.text("expression"));
    if (const Node* conflict = step.fields.find("on_conflict"))
        op.conflict = read_conflict(reader, *conflict);
    if (const Node* references = step.fields.find("references")) {
        Reference reference = read_reference(reader, *references);
        op.references_table = std::move(reference.table);
        op.references_columns = std::move(reference.columns);
    }
    if (const Node* action = step.fields.find("on_delete"))
        op.on_delete = read_action(reader, *action);
    if (const Node* action = step.fields.find("on_update"))
        op.on_update = read_action(reader, *action);
    if (const Node* match = step.fields.find("match"))
        op.match = lower_match(match->text());
    op.deferral =
        read_deferral(reader, step.fields.find("deferrable"), step.fields.find("initially"));
}

void write_definition(Node& table, const DropConstraint& op, const FormDialect& dialect) {
    if (!op.parts.empty())
        table.add("columns", write_parts(op.parts, dialect));
    else if (!op.columns.empty())
        table.add("columns", write_texts(op.columns));
    if (!op.expression.empty())
        table.add("expression", Node::string(op.expression));
    const auto add = [&](const char* key, std::string_view word) {
        table.add(key, Node::string(std::string(word)));
    };
    if (op.conflict)
        add("on_conflict", word_of(*op.conflict));
    if (op.references_table)
        add("references", write_reference({*op.references_table, op.references_columns}));
    if (op.on_delete)
        add("on_delete", word_of(*op.on_delete));
    if (op.on_update)
        add("on_update", word_of(*op.on_update));
    if (op.match)
        add("match", op.match->empty() ? "simple" : *op.match);
    write_deferral(table, op.deferral);
    restore(table, kind_of(word_of(op.kind)), {}, dialect);
}

Op read_drop(const Step& step) {
    DropConstraint op;
    op.kind = kind_in(step);
    op.if_exists = step.fields.flag("if_exists");
    op.cascade = step.fields.flag("cascade");
    if (op.kind == ConstraintKind::primary_key) {
        op.table = step.reader.object_name(step.value());
        op.name = step.fields.text("name");
        return op;
    }
    Target target = read_target(step);
    op.table = std::move(target.object);
    op.name = std::move(target.part);
    if (!op.name.empty())
        return op;
    read_definition(step, op);
    if (op.columns.empty() && op.expression.empty())
        throw step.reader
            .error(step.pos(), step.verb.name + " = \"" + step.text() + "\" does not say which one")
            .help("write " + step.verb.name + " = \"" + step.text() + ".NAME\", or say its " +
                  (op.kind == ConstraintKind::check ? "expression" : "columns") +
                  " when it has no name");
    return op;
}

Op read_rename(const Step& step) {
    Target target = read_named_target(step);
    RenameConstraint op;
    op.table = std::move(target.object);
    op.name = std::move(target.part);
    op.to = step.needed_text("to");
    if (!step.verb.kind.empty())
        op.kind = kind_in(step);
    return op;
}

Op read_validate(const Step& step) {
    Target target = read_named_target(step);
    return ValidateConstraint{std::move(target.object), std::move(target.part)};
}

void read_references_change(const Step& step, AlterConstraint& op) {
    const MaybeChange<Reference> change =
        read_change<Reference>(step.fields.find("references"),
                               [&](const Node& node) { return read_reference(step.reader, node); });
    if (!change)
        return;
    op.references_table.emplace();
    op.references_columns.emplace();
    op.references_table->from_given = op.references_columns->from_given = change->from_given;
    if (change->from) {
        op.references_table->from = change->from->table;
        op.references_columns->from = change->from->columns;
    }
    if (change->to) {
        op.references_table->to = change->to->table;
        op.references_columns->to = change->to->columns;
    }
}

MaybeChange<Deferral> read_deferral_change(const Step& step) {
    const Node* deferrable = step.fields.find("deferrable");
    const Node* initially = step.fields.find("initially");
    if (!deferrable && !initially)
        return std::nullopt;
    Change<Deferral> change;
    change.from_given =
        (deferrable && is_change(*deferrable)) || (initially && is_change(*initially));
    change.from =
        read_deferral(step.reader, side_of(deferrable, "from"), side_of(initially, "from"));
    change.to = read_deferral(step.reader, side_of(deferrable, "to"), side_of(initially, "to"));
    return change;
}

void write_deferral_change(Node& table, const MaybeChange<Deferral>& change) {
    if (!change)
        return;
    Node from = Node::table();
    Node to = Node::table();
    write_deferral(from, change->from);
    write_deferral(to, change->to);
    for (const char* key : {"deferrable", "initially"}) {
        const Node* old = from.find(key);
        const Node* now = to.find(key);
        if (old || now)
            table.add(key,
                      change_node(old ? std::optional(*old) : std::nullopt,
                                  now ? std::optional(*now) : std::nullopt, change->from_given));
    }
}

// No conflict clause is "none", and that has no word: the side is left out.
void write_conflict_change(Node& table, MaybeChange<Conflict> change) {
    if (!change)
        return;
    if (change->from == Conflict::none)
        change->from.reset();
    if (change->to == Conflict::none)
        change->to.reset();
    write_change(table, "on_conflict", change,
                 [](Conflict conflict) { return Node::string(std::string(word_of(conflict))); });
}

Op read_alter(const Step& step) {
    const Reader& reader = step.reader;
    AlterConstraint op;
    op.kind = kind_in(step);
    if (op.kind == ConstraintKind::primary_key) {
        op.table = reader.object_name(step.value());
        op.new_name = read_text_change(step, "name");
    } else {
        Target target = read_named_target(step);
        op.table = std::move(target.object);
        op.name = std::move(target.part);
    }
    using Parts = std::vector<KeyPart>;
    op.columns = read_change<Parts>(step.fields.find("columns"),
                                    [&](const Node& node) { return read_parts(reader, node); });
    op.conflict = read_change<Conflict>(step.fields.find("on_conflict"), [&](const Node& node) {
        return read_conflict(reader, node);
    });
    op.expression = read_text_change(step, "expression", read_expression);
    read_references_change(step, op);
    const auto action = [&](const Node& node) { return read_action(reader, node); };
    op.on_delete = read_change<FkAction>(step.fields.find("on_delete"), action);
    op.on_update = read_change<FkAction>(step.fields.find("on_update"), action);
    op.match = read_text_change(step, "match", lower_match);
    op.attributes = read_attribute_changes(step);
    // Only a foreign key has a member for it: elsewhere the same two keys are attributes.
    if (op.kind == ConstraintKind::foreign_key)
        op.deferral = read_deferral_change(step);
    return op;
}

void write_references_change(Node& table, const AlterConstraint& op) {
    if (!op.references_table && !op.references_columns)
        return;
    if (!op.references_table)
        throw Error(ErrorCode::failed,
                    "the changed columns of a foreign key stand without their table");
    MaybeChange<Reference> change;
    change.emplace();
    change->from_given = op.references_table->from_given;
    const auto side = [&](const std::optional<QualifiedName>& name,
                          const std::optional<std::vector<std::string>>* columns) {
        return name ? std::optional(Reference{
                          *name, columns && *columns ? **columns : std::vector<std::string>()})
                    : std::nullopt;
    };
    const auto* columns = op.references_columns ? &*op.references_columns : nullptr;
    change->from = side(op.references_table->from, columns ? &columns->from : nullptr);
    change->to = side(op.references_table->to, columns ? &columns->to : nullptr);
    write_change(table, "references", change, [](const Reference& reference) {
        return Node::string(write_reference(reference));
    });
}

constexpr std::array<VerbReader, 17> of_constraints{{
    {"add_primary_key", read_add},
    {"add_unique", read_add},
    {"add_check", read_add},
    {"add_foreign_key", read_add},
    {"drop_primary_key", read_drop},
    {"drop_unique", read_drop},
    {"drop_check", read_drop},
    {"drop_foreign_key", read_drop},
    {"alter_primary_key", read_alter},
    {"alter_unique", read_alter},
    {"alter_check", read_alter},
    {"alter_foreign_key", read_alter},
    {"rename_constraint", read_rename},
    {"rename_unique", read_rename},
    {"rename_check", read_rename},
    {"rename_foreign_key", read_rename},
    {"validate", read_validate},
}};

std::string_view word_of_constraint(const Constraint& constraint) {
    return word_of(static_cast<ConstraintKind>(constraint.index()));
}

std::string name_of(const Constraint& constraint) {
    if (std::holds_alternative<PrimaryKey>(constraint))
        return {}; // a key of the step
    return std::visit([](const auto& one) { return one.name; }, constraint);
}

} // namespace

std::span<const VerbReader> constraint_readers() {
    return of_constraints;
}

Node write(const AddConstraint& op, const FormDialect& dialect) {
    Node step = step_node("add_" + std::string(word_of_constraint(op.constraint)),
                          write_target(op.table, name_of(op.constraint)));
    append(step, constraint_table(op.constraint, dialect));
    if (!op.using_index.empty())
        step[dialect.prefixes.back()]["using_index"] = Node::string(op.using_index);
    return step;
}

Node write(const DropConstraint& op, const FormDialect& dialect) {
    const bool primary_key = op.kind == ConstraintKind::primary_key;
    Node step = step_node("drop_" + std::string(word_of(op.kind)),
                          write_target(op.table, primary_key ? "" : op.name));
    if (primary_key && !op.name.empty())
        step.add("name", Node::string(op.name));
    if (op.name.empty() && !primary_key) {
        Node definition = Node::table();
        write_definition(definition, op, dialect);
        append(step, std::move(definition));
    }
    append_flag(step, "if_exists", op.if_exists);
    append_cascade(step, op.cascade, dialect);
    return step;
}

Node write(const AlterConstraint& op, const FormDialect& dialect) {
    const std::string kind(word_of(op.kind));
    Node table = Node::table();
    write_text_change(table, "name", op.new_name);
    write_change(table, "columns", op.columns,
                 [&](const std::vector<KeyPart>& parts) { return write_parts(parts, dialect); });
    write_conflict_change(table, op.conflict);
    write_text_change(table, "expression", op.expression);
    write_references_change(table, op);
    const auto action = [](FkAction one) { return Node::string(std::string(word_of(one))); };
    write_change(table, "on_delete", op.on_delete, action);
    write_change(table, "on_update", op.on_update, action);
    write_text_change(table, "match", op.match);
    write_deferral_change(table, op.deferral);
    write_attribute_changes(table, op.attributes, kind_of(kind));
    restore(table, kind_of(kind), {}, dialect);
    Node step = step_node("alter_" + kind, write_target(op.table, op.name));
    append(step, std::move(table));
    return step;
}

Node write(const RenameConstraint& op, const FormDialect&) {
    // A primary key's name is no part of its verbs' value.
    const bool own_verb = op.kind && *op.kind != ConstraintKind::primary_key;
    const std::string verb =
        own_verb ? "rename_" + std::string(word_of(*op.kind)) : std::string("rename_constraint");
    Node step = step_node(verb, write_target(op.table, op.name));
    step.add("to", Node::string(op.to));
    return step;
}

Node write(const ValidateConstraint& op, const FormDialect&) {
    return step_node("validate", write_target(op.table, op.name));
}

} // namespace migrate::forms
