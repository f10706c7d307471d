#include "diff/compare_objects.hpp"

#include "diff/change.hpp"
#include "diff/compare_attributes.hpp"
#include "diff/enum_values.hpp"
#include "diff/retyped.hpp"
#include "diff/spelling.hpp"

#include <algorithm>

namespace migrate::diff {
namespace {

bool comments_count(const Context& context) {
    return context.caps().comments && context.options.compare_comment;
}

// Not given is BEFORE in every database that lets it be left out.
TriggerTiming effective(const std::optional<TriggerTiming>& timing) {
    return timing.value_or(TriggerTiming::before);
}

bool same_events(const Context& context, const std::vector<TriggerEvent>& a,
                 const std::vector<TriggerEvent>& b) {
    return std::ranges::equal(a, b, [&](const TriggerEvent& x, const TriggerEvent& y) {
        return x.kind == y.kind && same_names(context, x.columns, y.columns);
    });
}

std::optional<AlterTrigger> alter_trigger(const Context& context, const QualifiedName& owner,
                                          const Trigger& from, const Trigger& to) {
    AlterTrigger op;
    op.owner = owner;
    op.name = from.name;
    const AlterTrigger untouched = op;
    if (effective(from.timing) != effective(to.timing))
        op.timing = Change<TriggerTiming>{from.timing, to.timing, true};
    if (!same_events(context, from.events, to.events))
        op.events = change_from_default(from.events, to.events);
    const Table* before = context.from_table(owner);
    const Table* after = context.to_table(owner);
    if (before && after ? !same_expression(context, *before, *after, from.where, to.where)
                        : !same_expression(context, from.where, to.where))
        op.where = change_from_default(from.where, to.where);
    if (!same_statement(context, from.body, to.body))
        op.body = change_from_default(from.body, to.body);
    if (comments_count(context) && from.comment != to.comment)
        op.comment = change_from_default(from.comment, to.comment);
    op.attributes = compare_attributes(context, from.attributes, to.attributes);
    if (op == untouched)
        return std::nullopt;
    return op;
}

std::optional<AlterView> alter_view(const Context& context, const View& from, const View& to) {
    AlterView op;
    op.name = from.name;
    const AlterView untouched = op;
    if (!same_statement(context, from.as, to.as))
        op.as = change_from_default(from.as, to.as);
    if (!same_names(context, from.columns, to.columns))
        op.columns = change_from_default(from.columns, to.columns);
    if (comments_count(context) && from.comment != to.comment)
        op.comment = change_from_default(from.comment, to.comment);
    op.attributes = compare_attributes(context, from.attributes, to.attributes);
    if (op == untouched)
        return std::nullopt;
    return op;
}

std::optional<AlterEnum> alter_enum(const Context& context, const EnumType& from,
                                    const EnumType& to) {
    AlterEnum op;
    op.name = from.name;
    const AlterEnum untouched = op;
    if (context.options.renames != Options::Renames::never)
        op.rename_value = renamed_value(from, to);
    if (from.values != to.values && op.rename_value.empty())
        op.values = change_from_default(from.values, to.values);
    if (comments_count(context) && from.comment != to.comment)
        op.comment = change_from_default(from.comment, to.comment);
    op.attributes = compare_attributes(context, from.attributes, to.attributes);
    if (op == untouched)
        return std::nullopt;
    return op;
}

std::vector<std::string> rename_comments(const AlterEnum& op) {
    std::vector<std::string> comments;
    comments.reserve(op.rename_value.size());
    for (const auto& [from, to] : op.rename_value)
        comments.emplace_back("'")
            .append(to)
            .append("' is taken for a new name of '")
            .append(from)
            .append("', which it resembles: rows that have it keep it.");
    return comments;
}

View created(View view) {
    view.renamed_from.clear();
    for (Trigger& trigger : view.triggers)
        trigger.renamed_from.clear();
    return view;
}

void append(std::vector<PlannedOp>& ops, std::vector<PlannedOp> more) {
    ops.insert(ops.end(), std::make_move_iterator(more.begin()),
               std::make_move_iterator(more.end()));
}

template <class T>
const T* find_object(const Context& context, const std::vector<T>& objects,
                     const QualifiedName& name) {
    for (const T& object : objects)
        if (same_name(object.name, name, context.folding()))
            return &object;
    return nullptr;
}

} // namespace

PlannedOp planned(Op op, std::vector<std::string> comments) {
    PlannedOp result;
    result.destructive = is_destructive(op);
    result.op = std::move(op);
    result.comments = std::move(comments);
    return result;
}

std::vector<PlannedOp> compare_triggers(const Context& context, const QualifiedName& owner,
                                        const std::vector<Trigger>& from,
                                        const std::vector<Trigger>& to) {
    std::vector<PlannedOp> ops;
    for (const Trigger& trigger : to) {
        if (const Trigger* old = find_named(from, trigger.name, context.folding())) {
            if (std::optional<AlterTrigger> op = alter_trigger(context, owner, *old, trigger))
                ops.push_back(planned(std::move(*op)));
            continue;
        }
        Trigger made = trigger;
        made.renamed_from.clear();
        ops.push_back(planned(CreateTrigger{owner, std::move(made)}));
    }
    for (const Trigger& trigger : from)
        if (!find_named(to, trigger.name, context.folding()))
            ops.push_back(planned(DropTrigger{owner, trigger.name}));
    return ops;
}

std::vector<PlannedOp> compare_views(const Context& context) {
    std::vector<PlannedOp> ops;
    for (const View& view : context.to.views) {
        const View* old = find_object(context, context.from.views, view.name);
        if (!old) {
            ops.push_back(planned(CreateView{created(view)}));
            continue;
        }
        if (std::optional<AlterView> op = alter_view(context, *old, view))
            ops.push_back(planned(std::move(*op)));
        append(ops, compare_triggers(context, old->name, old->triggers, view.triggers));
    }
    for (const View& view : context.from.views)
        if (!find_object(context, context.to.views, view.name))
            ops.push_back(planned(DropView{view.name}));
    return ops;
}

std::vector<PlannedOp> compare_enums(const Context& context) {
    std::vector<PlannedOp> ops;
    for (const EnumType& type : context.to.enums) {
        const EnumType* old = find_object(context, context.from.enums, type.name);
        if (!old) {
            EnumType made = type;
            made.renamed_from.clear();
            ops.push_back(planned(CreateEnum{std::move(made)}));
        } else if (std::optional<AlterEnum> op = alter_enum(context, *old, type)) {
            std::vector<std::string> comments = rename_comments(*op);
            ops.push_back(planned(std::move(*op), std::move(comments)));
        }
    }
    for (const EnumType& type : context.from.enums)
        if (!find_object(context, context.to.enums, type.name))
            ops.push_back(planned(DropEnum{type.name}));
    return ops;
}

std::vector<PlannedOp> compare_raws(const Context& context) {
    std::vector<PlannedOp> ops;
    for (const RawObject& raw : context.to.raws) {
        const RawObject* old = find_named(context.from.raws, raw.name, context.folding());
        if (!old) {
            ops.push_back(planned(CreateRaw{raw}));
        } else if (!same_statement(context, old->create, raw.create) ||
                   !same_statement(context, old->drop, raw.drop)) {
            AlterRaw op;
            op.name = old->name;
            op.create = change_from_default(old->create, raw.create);
            op.drop = change_from_default(old->drop, raw.drop);
            ops.push_back(planned(std::move(op)));
        }
    }
    for (const RawObject& raw : context.from.raws)
        if (!find_named(context.to.raws, raw.name, context.folding()))
            ops.push_back(planned(DropRaw{raw.name, raw.drop}));
    return ops;
}

} // namespace migrate::diff
