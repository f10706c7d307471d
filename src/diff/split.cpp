#include "diff/split.hpp"

#include "diff/compare_objects.hpp"
#include "ops/constraints.hpp"

namespace migrate::diff {
namespace {

std::vector<PlannedOp> split_view(const Context& context, const AlterView& op,
                                  const std::vector<std::string>& comments) {
    const View* old = find_view(context.from, op.name);
    const View* now = find_view(context.to, op.name);
    if (!old || !now)
        return {};
    View view = *now;
    view.renamed_from.clear();
    view.triggers = old->triggers; // their own changes are steps of their own
    return {planned(DropView{op.name}, comments), planned(CreateView{std::move(view)})};
}

std::vector<PlannedOp> split_trigger(const Context& context, const AlterTrigger& op,
                                     const std::vector<std::string>& comments) {
    const std::vector<Trigger>* triggers = nullptr;
    if (const Table* table = find_table(context.to, op.owner))
        triggers = &table->triggers;
    else if (const View* view = find_view(context.to, op.owner))
        triggers = &view->triggers;
    const Trigger* now = triggers ? find_named(*triggers, op.name, context.folding()) : nullptr;
    if (!now)
        return {};
    Trigger trigger = *now;
    trigger.renamed_from.clear();
    return {planned(DropTrigger{op.owner, op.name}, comments),
            planned(CreateTrigger{op.owner, std::move(trigger)})};
}

// What may read other tables.
bool stands_alone(const TablePart& part) {
    return part.kind == PartKind::rule || part.kind == PartKind::policy;
}

std::vector<PlannedOp> split_table(const Context& context, const CreateTable& op,
                                   const std::vector<std::string>& comments) {
    CreateTable table = op;
    std::vector<PlannedOp> later;
    for (Trigger& trigger : table.table.triggers)
        later.push_back(planned(CreateTrigger{op.table.name, std::move(trigger)}));
    table.table.triggers.clear();
    for (TablePart& part : table.table.parts)
        if (stands_alone(part))
            later.push_back(planned(AddPart{op.table.name, part}));
    std::erase_if(table.table.parts, stands_alone);
    if (!context.caps().forward_references) {
        for (ForeignKey& key : table.table.foreign_keys) {
            key.in_column = false;
            later.push_back(planned(AddConstraint{op.table.name, std::move(key)}));
        }
        table.table.foreign_keys.clear();
    }
    if (later.empty())
        return {};
    later.insert(later.begin(), planned(std::move(table), comments));
    return later;
}

std::vector<PlannedOp> split_drop(const Context& context, const DropTable& op,
                                  const std::vector<std::string>& comments) {
    const Table* table = context.from_table(op.name);
    if (!table)
        return {};
    std::vector<PlannedOp> ops;
    for (const Trigger& trigger : table->triggers)
        ops.push_back(planned(DropTrigger{op.name, trigger.name}));
    for (const TablePart& part : table->parts)
        if (stands_alone(part))
            ops.push_back(planned(DropPart{op.name, part.kind, part.name}));
    if (!context.caps().forward_references)
        for (const ForeignKey& key : table->foreign_keys)
            ops.push_back(planned(ops::drop_of(*table, key, context.folding())));
    if (ops.empty())
        return {};
    ops.push_back(planned(op, comments));
    return ops;
}

std::vector<PlannedOp> split_alter(const AlterTable& op, const std::vector<std::string>& comments) {
    if (op.clauses.size() < 2)
        return {};
    std::vector<PlannedOp> ops;
    for (const TableClause& clause : op.clauses)
        ops.push_back(planned(std::visit([](const auto& c) { return Op(c); }, clause)));
    AlterTable options = op;
    options.clauses.clear();
    if (options.strict || options.without_rowid || options.virtual_module || options.comment ||
        !options.attributes.empty())
        ops.push_back(planned(std::move(options)));
    ops.front().comments = comments;
    return ops;
}

} // namespace

std::vector<PlannedOp> split(const Context& context, const PlannedOp& op, int effort) {
    if (const auto* view = std::get_if<AlterView>(&op.op); view && effort == 0)
        return split_view(context, *view, op.comments);
    if (const auto* trigger = std::get_if<AlterTrigger>(&op.op); trigger && effort == 0)
        return split_trigger(context, *trigger, op.comments);
    if (const auto* table = std::get_if<CreateTable>(&op.op); table && effort == 1)
        return split_table(context, *table, op.comments);
    if (const auto* table = std::get_if<DropTable>(&op.op); table && effort == 1)
        return split_drop(context, *table, op.comments);
    if (const auto* alter = std::get_if<AlterTable>(&op.op); alter && effort == last_effort)
        return split_alter(*alter, op.comments);
    return {};
}

} // namespace migrate::diff
