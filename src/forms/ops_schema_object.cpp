// Steps on the objects and parts of tables that only some databases have: one reader for each
// action, whatever the kind.
#include "forms/attribute_form.hpp"
#include "forms/schema_object_form.hpp"
#include "forms/step.hpp"
#include "schema/words.hpp"

namespace migrate::forms {
namespace {

ObjectName object_in(const Step& step) {
    return read_object_name(step.reader, *object_kind(step.verb.kind), step.value());
}

Op read_create_object(const Step& step) {
    return CreateObject{read_object(step.reader, object_in(step), step.object, step.pos()),
                        step.fields.flag("if_not_exists"), step.fields.flag("with_data", true)};
}

Op read_alter_object(const Step& step) {
    AlterObject op;
    op.name = object_in(step);
    op.attributes = read_attribute_changes(step);
    op.comment = read_text_change(step, "comment");
    if (const Node* restart = step.fields.find("restart"))
        op.restart = read_integer(step.reader, *restart);
    op.with_data = step.fields.flag("with_data", true);
    return op;
}

Op read_rename_object(const Step& step) {
    return RenameObject{object_in(step), step.needed_text("to")};
}

Op read_drop_object(const Step& step) {
    return DropObject{object_in(step), step.fields.flag("if_exists"), step.fields.flag("cascade")};
}

Op read_refresh(const Step& step) {
    return RefreshView{step.reader.object_name(step.value()), step.fields.flag("concurrently"),
                       step.fields.flag("with_data", true)};
}

PartKind part_in(const Step& step) {
    return *part_kind(step.verb.kind);
}

Op read_add_part(const Step& step) {
    Target target =
        part_in(step) == PartKind::exclude ? read_target(step) : read_named_target(step);
    return AddPart{std::move(target.object),
                   read_table_part(step.reader, part_in(step), std::move(target.part), step.object,
                                   step.pos()),
                   step.fields.flag("if_not_exists")};
}

Op read_alter_part(const Step& step) {
    Target target = read_named_target(step);
    return AlterPart{std::move(target.object), part_in(step), std::move(target.part),
                     read_attribute_changes(step), read_text_change(step, "comment")};
}

Op read_rename_part(const Step& step) {
    Target target = read_named_target(step);
    return RenamePart{std::move(target.object), part_in(step), std::move(target.part),
                      step.needed_text("to")};
}

Op read_drop_part(const Step& step) {
    Target target = read_named_target(step);
    return DropPart{std::move(target.object), part_in(step), std::move(target.part),
                    step.fields.flag("if_exists"), step.fields.flag("cascade")};
}

Op read_attach(const Step& step) {
    Target target = read_named_target(step);
    return AttachPartition{std::move(target.object), std::move(target.part),
                           step.needed_text("values")};
}

Op read_detach(const Step& step) {
    Target target = read_named_target(step);
    return DetachPartition{std::move(target.object), std::move(target.part),
                           step.fields.flag("concurrently")};
}

ReadStep reader_of(Action action, bool is_part) {
    switch (action) {
    case Action::create:
    case Action::add:
        return is_part ? read_add_part : read_create_object;
    case Action::alter:
        return is_part ? read_alter_part : read_alter_object;
    case Action::rename:
        return is_part ? read_rename_part : read_rename_object;
    case Action::drop:
        return is_part ? read_drop_part : read_drop_object;
    case Action::other:
        break;
    }
    return nullptr;
}

std::vector<VerbReader> build_readers() {
    std::vector<VerbReader> readers{{"refresh_materialized_view", read_refresh},
                                    {"attach_partition", read_attach},
                                    {"detach_partition", read_detach}};
    for (const VerbInfo& verb : verbs())
        if (object_kind(verb.kind) || part_kind(verb.kind))
            readers.push_back(
                {verb.name, reader_of(verb.action, part_kind(verb.kind).has_value())});
    return readers;
}

// --- writing

Node step_of(const char* action, std::string_view kind, std::string target) {
    return step_node(action + std::string(kind), std::move(target));
}

const char* made(PartKind kind) {
    return kind == PartKind::exclude || kind == PartKind::partition ? "add_" : "create_";
}

void append_data(Node& step, bool with_data) {
    if (!with_data)
        step.add("with_data", Node::boolean(false));
}

Node changes_of(const auto& op, std::string_view word, const FormDialect& dialect) {
    const Kind& kind = kind_of(word);
    Node table = Node::table();
    write_text_change(table, "comment", op.comment);
    write_attribute_changes(table, op.attributes, kind);
    restore(table, kind, {}, dialect);
    return table;
}

} // namespace

std::span<const VerbReader> schema_object_readers() {
    static const std::vector<VerbReader> all = build_readers();
    return all;
}

Node write(const CreateObject& op, const FormDialect& dialect) {
    Node step = step_of("create_", word_of(op.object.kind), to_string(name_of(op.object)));
    append(step, write_object(op.object, dialect));
    append_data(step, op.with_data);
    append_flag(step, "if_not_exists", op.if_not_exists);
    return step;
}

Node write(const AlterObject& op, const FormDialect& dialect) {
    Node step = step_of("alter_", word_of(op.name.kind), to_string(op.name));
    append(step, changes_of(op, word_of(op.name.kind), dialect));
    if (op.restart)
        step.add("restart", Node::integer(std::to_string(*op.restart)));
    append_data(step, op.with_data);
    return step;
}

Node write(const RenameObject& op, const FormDialect&) {
    Node step = step_of("rename_", word_of(op.name.kind), to_string(op.name));
    step.add("to", Node::string(op.to));
    return step;
}

Node write(const DropObject& op, const FormDialect& dialect) {
    Node step = step_of("drop_", word_of(op.name.kind), to_string(op.name));
    append_flag(step, "if_exists", op.if_exists);
    append_cascade(step, op.cascade, dialect);
    return step;
}

Node write(const RefreshView& op, const FormDialect&) {
    Node step = step_node("refresh_materialized_view", to_string(op.name));
    append_flag(step, "concurrently", op.concurrently);
    append_data(step, op.with_data);
    return step;
}

Node write(const AddPart& op, const FormDialect& dialect) {
    Node step =
        step_of(made(op.part.kind), word_of(op.part.kind), write_target(op.table, op.part.name));
    append(step, table_part_table(op.part, dialect));
    append_flag(step, "if_not_exists", op.if_not_exists);
    return step;
}

Node write(const AlterPart& op, const FormDialect& dialect) {
    Node step = step_of("alter_", word_of(op.kind), write_target(op.table, op.name));
    append(step, changes_of(op, word_of(op.kind), dialect));
    return step;
}

Node write(const RenamePart& op, const FormDialect&) {
    Node step = step_of("rename_", word_of(op.kind), write_target(op.table, op.name));
    step.add("to", Node::string(op.to));
    return step;
}

Node write(const DropPart& op, const FormDialect& dialect) {
    Node step = step_of("drop_", word_of(op.kind), write_target(op.table, op.name));
    append_flag(step, "if_exists", op.if_exists);
    append_cascade(step, op.cascade, dialect);
    return step;
}

Node write(const AttachPartition& op, const FormDialect&) {
    Node step = step_node("attach_partition", write_target(op.table, op.partition));
    step.add("values", Node::string(op.values));
    return step;
}

Node write(const DetachPartition& op, const FormDialect&) {
    Node step = step_node("detach_partition", write_target(op.table, op.partition));
    append_flag(step, "concurrently", op.concurrently);
    return step;
}

} // namespace migrate::forms
