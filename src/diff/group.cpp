// The changes of one table: separate steps, or one ALTER where the database gains by it.
#include "diff/compare_objects.hpp"
#include "diff/compare_tables.hpp"

#include <algorithm>
#include <utility>

namespace migrate::diff {
namespace {

void append(PlannedClauses& clauses, PlannedClauses more) {
    clauses.insert(clauses.end(), std::make_move_iterator(more.begin()),
                   std::make_move_iterator(more.end()));
}

bool has_options(const AlterTable& op) {
    return op.strict || op.without_rowid || op.virtual_module || op.comment ||
           !op.attributes.empty();
}

// Whether the table is copied anyway, so that columns may be put where they belong.
bool copies_table(const TableChanges& changes) {
    return !changes.drop_constraints.empty() || !changes.alter_columns.empty() ||
           !changes.alter_constraints.empty() || !changes.add_constraints.empty() ||
           has_options(changes.options);
}

// The column after which a new one has to stand so that the order is the wanted one; nullopt: at
// the end, where it lands by itself. An empty name means first.
std::optional<std::string> place_of(const Context& context, const TableChanges& changes,
                                    const std::string& name) {
    const std::vector<Column>& wanted = changes.to.columns;
    const auto is_old = [&](const Column& column) {
        return find_named(changes.from.columns, column.name, context.folding()) != nullptr;
    };
    const auto self = std::ranges::find_if(
        wanted, [&](const Column& column) { return context.same(column.name, name); });
    if (std::none_of(self, wanted.end(), is_old))
        return std::nullopt;
    if (self == wanted.begin())
        return std::string();
    const std::string& before = std::prev(self)->name;
    const Column* old = find_named(changes.from.columns, before, context.folding());
    return old ? old->name : before;
}

// On the way down the order has to be what it was; on the way up it is the model's where that costs
// nothing.
bool places_columns(const Context& context, const TableChanges& changes) {
    if (context.caps().placed_columns)
        return true;
    return context.caps().rebuild_places_columns &&
           (context.way == Way::down || copies_table(changes));
}

void place_columns(const Context& context, TableChanges& changes) {
    if (!places_columns(context, changes))
        return;
    for (PlannedClause& planned : changes.add_columns) {
        AddColumn& add = std::get<AddColumn>(planned.clause);
        const auto place = place_of(context, changes, add.definition.column.name);
        if (!place)
            continue;
        add.first = place->empty();
        add.after = *place;
    }
}

// The columns that a key leaves can be NULL only once it has moved.
PlannedClauses take_nulls_behind_key(const Context& context, TableChanges& changes) {
    const bool moves = std::ranges::any_of(changes.alter_constraints, [](const auto& planned) {
        const auto* alter = std::get_if<AlterConstraint>(&planned.clause);
        return alter && alter->kind == ConstraintKind::primary_key && alter->columns;
    });
    PlannedClauses later;
    if (!moves || !changes.from.primary_key)
        return later;
    for (PlannedClause& planned : changes.alter_columns) {
        auto& alter = std::get<AlterColumn>(planned.clause);
        const bool in_key =
            std::ranges::any_of(changes.from.primary_key->columns, [&](const KeyPart& part) {
                return context.same(part.column, alter.column);
            });
        if (!in_key || !alter.nullable || !alter.nullable->to.value_or(false))
            continue;
        AlterColumn null;
        null.table = alter.table;
        null.column = alter.column;
        null.nullable = std::exchange(alter.nullable, std::nullopt);
        later.push_back({std::move(null), {}});
    }
    std::erase_if(changes.alter_columns, [](const PlannedClause& planned) {
        const auto& alter = std::get<AlterColumn>(planned.clause);
        AlterColumn nothing;
        nothing.table = alter.table;
        nothing.column = alter.column;
        return alter == nothing;
    });
    return later;
}

// A foreign key goes before the key or index on which it may stand.
PlannedClauses take_foreign_keys(PlannedClauses& drops) {
    const auto keys = std::ranges::stable_partition(drops, [](const PlannedClause& planned) {
        const auto* drop = std::get_if<DropConstraint>(&planned.clause);
        return !drop || drop->kind != ConstraintKind::foreign_key;
    });
    PlannedClauses taken(std::make_move_iterator(keys.begin()),
                         std::make_move_iterator(keys.end()));
    drops.erase(keys.begin(), keys.end());
    return taken;
}

std::vector<PlannedOp> separate(PlannedClauses clauses) {
    std::vector<PlannedOp> ops;
    for (PlannedClause& planned_clause : clauses) {
        Op op = std::visit([]<class T>(T&& clause) { return Op(std::forward<T>(clause)); },
                           std::move(planned_clause.clause));
        ops.push_back(planned(std::move(op), std::move(planned_clause.comments)));
    }
    return ops;
}

PlannedOp together(AlterTable op, PlannedClauses clauses) {
    std::vector<std::string> comments;
    for (PlannedClause& planned_clause : clauses) {
        for (std::string& comment : planned_clause.comments)
            if (std::ranges::find(comments, comment) == comments.end())
                comments.push_back(std::move(comment));
        op.clauses.push_back(std::move(planned_clause.clause));
    }
    return planned(std::move(op), std::move(comments));
}

} // namespace

std::vector<PlannedOp> group(const Context& context, TableChanges changes) {
    place_columns(context, changes);
    const std::size_t index_changes =
        changes.drop_indexes.size() + changes.alter_indexes.size() + changes.create_indexes.size();
    PlannedClauses nulls = take_nulls_behind_key(context, changes);
    PlannedClauses clauses = take_foreign_keys(changes.drop_constraints);
    for (PlannedClauses* part :
         {&changes.drop_indexes, &changes.drop_constraints, &changes.add_columns,
          &changes.alter_columns, &changes.alter_constraints, &nulls, &changes.add_constraints,
          &changes.alter_indexes, &changes.create_indexes, &changes.drop_columns})
        append(clauses, std::move(*part));

    std::vector<PlannedOp> ops = std::move(changes.ahead);
    const bool options = has_options(changes.options);
    const bool cheaper =
        context.caps().one_alter_is_cheaper && clauses.size() > 1 && clauses.size() > index_changes;
    if (cheaper || (options && context.caps().one_alter_is_cheaper)) {
        ops.push_back(together(std::move(changes.options), std::move(clauses)));
    } else {
        for (PlannedOp& op : separate(std::move(clauses)))
            ops.push_back(std::move(op));
        if (options)
            ops.push_back(planned(std::move(changes.options)));
    }
    for (PlannedOp& op : changes.beside)
        ops.push_back(std::move(op));
    return ops;
}

} // namespace migrate::diff
