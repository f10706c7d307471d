// Steps on indexes and triggers.
#include "forms/attribute_form.hpp"
#include "forms/part_form.hpp"
#include "forms/step.hpp"

#include <array>

namespace migrate::forms {
namespace {

using Parts = std::vector<KeyPart>;
using Events = std::vector<TriggerEvent>;

std::string trimmed(std::string_view text) {
    return read_query(text);
}

Op read_create_index(const Step& step) {
    Target target = read_named_target(step);
    CreateIndex op;
    op.table = std::move(target.object);
    op.index = read_index(step.reader, std::move(target.part), step.object, step.pos());
    op.concurrently = step.fields.flag("concurrently");
    op.if_not_exists = step.fields.flag("if_not_exists");
    return op;
}

Op read_alter_index(const Step& step) {
    Target target = read_named_target(step);
    AlterIndex op;
    op.table = std::move(target.object);
    op.name = std::move(target.part);
    op.columns = read_change<Parts>(step.fields.find("columns"), [&](const Node& node) {
        return read_parts(step.reader, node);
    });
    op.unique = read_flag_change(step, "unique");
    op.where = read_text_change(step, "where", trimmed);
    op.comment = read_text_change(step, "comment");
    op.attributes = read_attribute_changes(step);
    return op;
}

Op read_rename_index(const Step& step) {
    Target target = read_named_target(step);
    return RenameIndex{std::move(target.object), std::move(target.part), step.needed_text("to")};
}

Op read_drop_index(const Step& step) {
    Target target = read_named_target(step);
    return DropIndex{std::move(target.object), std::move(target.part),
                     step.fields.flag("if_exists"), step.fields.flag("concurrently"),
                     step.fields.flag("cascade")};
}

Op read_create_trigger(const Step& step) {
    Target target = read_named_target(step);
    return CreateTrigger{std::move(target.object), read_trigger(step.reader, std::move(target.part),
                                                                step.object, step.pos())};
}

// An empty list of events is "the same ones": then only the time changes.
Events read_side_events(const Step& step, const Node& side) {
    return side.is_array() && side.items().empty() ? Events() : read_events(step.reader, side);
}

constexpr std::array<std::pair<const char*, std::optional<TriggerTiming>>, 4> timings{
    {{"before", TriggerTiming::before},
     {"after", TriggerTiming::after},
     {"instead_of", TriggerTiming::instead_of},
     {"on", std::nullopt}}};

const char* timing_key(const std::optional<TriggerTiming>& timing) {
    for (const auto& [key, known] : timings)
        if (known == timing)
            return key;
    return "on";
}

// before = { from = "insert" }, after = { to = "insert" }; `on` alone changes the events and leaves
// the time as it is.
void read_time_change(const Step& step, AlterTrigger& op) {
    int keys = 0;
    bool only_events = false;
    Change<TriggerTiming> timing;
    Change<Events> events;
    for (const auto& [key, known] : timings) {
        const Node* change = step.fields.find(key);
        if (!change)
            continue;
        ++keys;
        only_events = !known;
        timing.from_given = events.from_given = is_change(*change);
        if (const Node* from = side_of(change, "from")) {
            timing.from = known;
            events.from = read_side_events(step, *from);
        }
        if (const Node* to = side_of(change, "to")) {
            timing.to = known;
            events.to = read_side_events(step, *to);
        }
    }
    if (keys == 0)
        return;
    const bool same_events =
        (!events.from || events.from->empty()) && (!events.to || events.to->empty());
    if (!same_events)
        op.events = events;
    if (keys > 1 || (!only_events && !(timing.from_given && timing.from == timing.to)))
        op.timing = timing;
}

Op read_alter_trigger(const Step& step) {
    Target target = read_named_target(step);
    AlterTrigger op;
    op.owner = std::move(target.object);
    op.name = std::move(target.part);
    read_time_change(step, op);
    op.where = read_text_change(step, "where", trimmed);
    op.body = read_text_change(step, "body");
    op.comment = read_text_change(step, "comment");
    op.attributes = read_attribute_changes(step);
    return op;
}

Op read_rename_trigger(const Step& step) {
    Target target = read_named_target(step);
    return RenameTrigger{std::move(target.object), std::move(target.part), step.needed_text("to")};
}

Op read_drop_trigger(const Step& step) {
    Target target = read_named_target(step);
    return DropTrigger{std::move(target.object), std::move(target.part),
                       step.fields.flag("if_exists"), step.fields.flag("cascade")};
}

void write_time_change(Node& step, const AlterTrigger& op) {
    if (!op.timing) {
        write_change(step, "on", op.events, write_events);
        return;
    }
    const auto events = [&](const std::optional<Events>* side) {
        return side && *side ? write_events(**side) : Node::array();
    };
    const Node to = events(op.events ? &op.events->to : nullptr);
    if (!op.timing->from_given) {
        step.add(timing_key(op.timing->to), to);
        return;
    }
    const Node from = events(op.events ? &op.events->from : nullptr);
    step[timing_key(op.timing->from)].add("from", from);
    step[timing_key(op.timing->to)].add("to", to);
}

constexpr std::array<VerbReader, 8> of_parts{{
    {"create_index", read_create_index},
    {"alter_index", read_alter_index},
    {"rename_index", read_rename_index},
    {"drop_index", read_drop_index},
    {"create_trigger", read_create_trigger},
    {"alter_trigger", read_alter_trigger},
    {"rename_trigger", read_rename_trigger},
    {"drop_trigger", read_drop_trigger},
}};

} // namespace

std::span<const VerbReader> part_readers() {
    return of_parts;
}

Node write(const CreateIndex& op, const FormDialect& dialect) {
    Node step = step_node("create_index", write_target(op.table, op.index.name));
    append(step, index_table(op.index, dialect));
    append_flag(step, "concurrently", op.concurrently);
    append_flag(step, "if_not_exists", op.if_not_exists);
    return step;
}

Node write(const AlterIndex& op, const FormDialect& dialect) {
    Node table = Node::table();
    write_change(table, "columns", op.columns,
                 [&](const Parts& parts) { return write_parts(parts, dialect); });
    write_flag_change(table, "unique", op.unique);
    write_text_change(table, "where", op.where);
    write_text_change(table, "comment", op.comment);
    write_attribute_changes(table, op.attributes, kind_of("index"));
    restore(table, kind_of("index"), {}, dialect);
    Node step = step_node("alter_index", write_target(op.table, op.name));
    append(step, std::move(table));
    return step;
}

Node write(const RenameIndex& op, const FormDialect&) {
    Node step = step_node("rename_index", write_target(op.table, op.name));
    step.add("to", Node::string(op.to));
    return step;
}

Node write(const DropIndex& op, const FormDialect& dialect) {
    Node step = step_node("drop_index", write_target(op.table, op.name));
    append_flag(step, "if_exists", op.if_exists);
    append_flag(step, "concurrently", op.concurrently);
    append_cascade(step, op.cascade, dialect);
    return step;
}

Node write(const CreateTrigger& op, const FormDialect& dialect) {
    Node step = step_node("create_trigger", write_target(op.owner, op.trigger.name));
    append(step, trigger_table(op.trigger, dialect));
    return step;
}

Node write(const AlterTrigger& op, const FormDialect& dialect) {
    Node table = Node::table();
    write_time_change(table, op);
    write_text_change(table, "where", op.where);
    write_text_change(table, "comment", op.comment);
    write_text_change(table, "body", op.body);
    write_attribute_changes(table, op.attributes, kind_of("trigger"));
    restore(table, kind_of("trigger"), {}, dialect);
    Node step = step_node("alter_trigger", write_target(op.owner, op.name));
    append(step, std::move(table));
    return step;
}

Node write(const RenameTrigger& op, const FormDialect&) {
    Node step = step_node("rename_trigger", write_target(op.owner, op.name));
    step.add("to", Node::string(op.to));
    return step;
}

Node write(const DropTrigger& op, const FormDialect& dialect) {
    Node step = step_node("drop_trigger", write_target(op.owner, op.name));
    append_flag(step, "if_exists", op.if_exists);
    append_cascade(step, op.cascade, dialect);
    return step;
}

} // namespace migrate::forms
