// Steps on views, enums and raw objects.
#include "forms/attribute_form.hpp"
#include "forms/object_form.hpp"
#include "forms/step.hpp"
#include "util/text.hpp"

#include <array>

namespace migrate::forms {
namespace {

using Texts = std::vector<std::string>;

QualifiedName object_in(const Step& step) {
    return step.reader.object_name(step.value());
}

MaybeChange<Texts> read_texts_change(const Step& step, std::string_view key) {
    return read_change<Texts>(step.fields.find(key), read_texts);
}

Op read_create_view(const Step& step) {
    return CreateView{read_view(step.reader, object_in(step), step.object, step.pos())};
}

Op read_alter_view(const Step& step) {
    AlterView op;
    op.name = object_in(step);
    op.as = read_text_change(step, "as", read_query);
    op.columns = read_texts_change(step, "columns");
    op.comment = read_text_change(step, "comment");
    op.attributes = read_attribute_changes(step);
    return op;
}

Op read_rename_view(const Step& step) {
    return RenameView{object_in(step), step.needed_text("to")};
}

Op read_drop_view(const Step& step) {
    return DropView{object_in(step), step.fields.flag("if_exists"), step.fields.flag("cascade")};
}

Op read_create_enum(const Step& step) {
    return CreateEnum{read_enum(step.reader, object_in(step), step.object, step.pos())};
}

std::vector<std::pair<std::string, std::string>> read_pairs(const Step& step,
                                                            std::string_view key) {
    std::vector<std::pair<std::string, std::string>> pairs;
    if (const Node* group = step.fields.find(key))
        for (const Node::Member& member : group->members()) {
            if (!member.value.is_string())
                throw step.reader.error(member.value.pos, std::string(key) + "." + member.key +
                                                              " should be a text in quotes");
            pairs.emplace_back(member.key, member.value.text());
        }
    return pairs;
}

Op read_alter_enum(const Step& step) {
    AlterEnum op;
    op.name = object_in(step);
    op.values = read_texts_change(step, "values");
    op.rename_value = read_pairs(step, "rename_value");
    op.replace = read_pairs(step, "replace");
    op.comment = read_text_change(step, "comment");
    op.attributes = read_attribute_changes(step);
    op.columns = step.fields.texts("columns");
    return op;
}

Op read_rename_enum(const Step& step) {
    return RenameEnum{object_in(step), step.needed_text("to")};
}

Op read_drop_enum(const Step& step) {
    return DropEnum{object_in(step), step.fields.flag("if_exists"), step.fields.flag("cascade")};
}

Op read_create_raw(const Step& step) {
    return CreateRaw{read_raw(step.reader, step.text(), step.object, step.pos())};
}

std::string trimmed(std::string_view text) {
    return std::string(text::trim(text));
}

Op read_alter_raw(const Step& step) {
    AlterRaw op;
    op.name = step.text();
    op.create = read_text_change(step, "create", trimmed);
    op.drop = read_text_change(step, "drop", trimmed);
    return op;
}

Op read_drop_raw(const Step& step) {
    return DropRaw{step.text(), step.fields.sql("drop")};
}

constexpr std::array<VerbReader, 11> of_objects{{
    {"create_view", read_create_view},
    {"alter_view", read_alter_view},
    {"rename_view", read_rename_view},
    {"drop_view", read_drop_view},
    {"create_enum", read_create_enum},
    {"alter_enum", read_alter_enum},
    {"rename_enum", read_rename_enum},
    {"drop_enum", read_drop_enum},
    {"create_raw", read_create_raw},
    {"alter_raw", read_alter_raw},
    {"drop_raw", read_drop_raw},
}};

// A query of several lines ends its last one.
Node query_node(const std::string& query) {
    return Node::string(query + (query.find('\n') != std::string::npos ? "\n" : ""));
}

void write_pairs(Node& step, const char* key,
                 const std::vector<std::pair<std::string, std::string>>& pairs) {
    for (const auto& [name, value] : pairs)
        step[key].add(name, Node::string(value));
}

} // namespace

std::span<const VerbReader> object_readers() {
    return of_objects;
}

Node write(const CreateView& op, const FormDialect& dialect) {
    Node step = step_node("create_view", to_string(op.view.name));
    append(step, write_view(op.view, dialect));
    return step;
}

Node write(const AlterView& op, const FormDialect& dialect) {
    Node table = Node::table();
    write_text_change(table, "comment", op.comment);
    write_change(table, "columns", op.columns, write_texts);
    write_change(table, "as", op.as, query_node);
    write_attribute_changes(table, op.attributes, kind_of("view"));
    restore(table, kind_of("view"), {}, dialect);
    Node step = step_node("alter_view", to_string(op.name));
    append(step, std::move(table));
    return step;
}

Node write(const RenameView& op, const FormDialect&) {
    Node step = step_node("rename_view", to_string(op.name));
    step.add("to", Node::string(op.to));
    return step;
}

Node write(const DropView& op, const FormDialect& dialect) {
    Node step = step_node("drop_view", to_string(op.name));
    append_flag(step, "if_exists", op.if_exists);
    append_cascade(step, op.cascade, dialect);
    return step;
}

Node write(const CreateEnum& op, const FormDialect& dialect) {
    Node step = step_node("create_enum", to_string(op.type.name));
    append(step, write_enum(op.type, dialect));
    return step;
}

Node write(const AlterEnum& op, const FormDialect& dialect) {
    Node table = Node::table();
    write_text_change(table, "comment", op.comment);
    write_change(table, "values", op.values, write_texts);
    write_attribute_changes(table, op.attributes, kind_of("enum"));
    restore(table, kind_of("enum"), {}, dialect);
    Node step = step_node("alter_enum", to_string(op.name));
    append(step, std::move(table));
    write_pairs(step, "rename_value", op.rename_value);
    write_pairs(step, "replace", op.replace);
    if (!op.columns.empty())
        step.add("columns", write_texts(op.columns));
    return step;
}

Node write(const RenameEnum& op, const FormDialect&) {
    Node step = step_node("rename_enum", to_string(op.name));
    step.add("to", Node::string(op.to));
    return step;
}

Node write(const DropEnum& op, const FormDialect& dialect) {
    Node step = step_node("drop_enum", to_string(op.name));
    append_flag(step, "if_exists", op.if_exists);
    append_cascade(step, op.cascade, dialect);
    return step;
}

Node write(const CreateRaw& op, const FormDialect& dialect) {
    Node step = step_node("create_raw", op.object.name);
    append(step, write_raw(op.object, dialect));
    return step;
}

Node write(const AlterRaw& op, const FormDialect&) {
    Node step = step_node("alter_raw", op.name);
    write_text_change(step, "create", op.create);
    write_text_change(step, "drop", op.drop);
    return step;
}

Node write(const DropRaw& op, const FormDialect&) {
    Node step = step_node("drop_raw", op.name);
    if (!op.drop.empty())
        step.add("drop", Node::string(op.drop));
    return step;
}

} // namespace migrate::forms
