#include "diff/compare_attributes.hpp"
#include "diff/compare_columns.hpp"
#include "diff/compare_keys.hpp"
#include "diff/key_changes.hpp"
#include "diff/spelling.hpp"

namespace migrate::diff {
namespace {

bool same_key_name(const Context& context, const PrimaryKey& from, const PrimaryKey& to) {
    if (!context.caps().constraint_names || (to.name.empty() && context.way == Way::up))
        return true;
    return context.same(from.name, to.name);
}

// Whether it matters where a key of one column stands: SQLite's INTEGER PRIMARY KEY DESC is no
// rowid in its column, and is one behind the columns.
bool place_counts(const Context& context, const TableChanges& changes, const PrimaryKey& key) {
    if (key.columns.size() != 1 || !key.columns.front().desc)
        return false;
    const Column* column =
        find_named(changes.to.columns, key.columns.front().column, context.folding());
    if (!column)
        return false;
    Table moved = changes.to;
    moved.primary_key->in_column = !key.in_column;
    const Types& types = context.dialect.types();
    return types.fills_itself(moved, *column) != types.fills_itself(changes.to, *column);
}

void move_primary_key(const Context& context, TableChanges& changes, const PrimaryKey& from,
                      const PrimaryKey& to) {
    drop(context, changes, from);
    const std::string column = home(to);
    if (column.empty())
        return add(changes, to);
    const Column& target = *find_named(changes.to.columns, column, context.folding());
    alteration_of(changes, target).primary_key = {std::nullopt, to, true};
}

void alter_primary_key(const Context& context, TableChanges& changes, const PrimaryKey& from,
                       const PrimaryKey& to) {
    const bool columns = same_parts(context, changes.from, from.columns, changes.to, to.columns);
    const std::string column = home(from);
    const bool in_its_column = from.name.empty() && to.name.empty() &&
                               same_home(context, column, home(to)) &&
                               is_kept(context, changes, column);
    // An alter_primary_key that changes columns puts the key behind them.
    const bool moves =
        from.in_column != to.in_column || (to.in_column && !columns && !in_its_column);
    if (moves && place_counts(context, changes, to))
        return move_primary_key(context, changes, from, to);
    const bool conflict = same_conflict(context, from.conflict, to.conflict);
    const bool name = same_key_name(context, from, to);
    AttributeChanges attributes = compare_attributes(context, from.attributes, to.attributes);
    if (columns && conflict && name && attributes.empty())
        return;
    if (in_its_column) {
        alteration_of(changes, from_column(context, changes, column)).primary_key =
            change(from, to);
        return;
    }
    const AlterConstraint untouched = altered(changes, ConstraintKind::primary_key, {});
    AlterConstraint op = untouched;
    op.columns = change_if(columns, from.columns, to.columns);
    op.conflict = change_if(conflict, from.conflict, to.conflict);
    op.new_name = change_if(name, from.name, to.name);
    op.attributes = std::move(attributes);
    finish(changes, std::move(op), untouched);
}

void remove_primary_key(const Context& context, TableChanges& changes, const PrimaryKey& key) {
    const std::string column = home(key);
    if (goes_with_column(context, changes, key))
        return;
    if (key.name.empty() && !column.empty())
        alteration_of(changes, from_column(context, changes, column)).primary_key = {
            key, std::nullopt, true};
    else
        drop(context, changes, key);
}

void add_primary_key(const Context& context, TableChanges& changes, const PrimaryKey& key) {
    const std::string column = home(key);
    if (!column.empty() && !find_named(changes.from.columns, column, context.folding()))
        return; // its column brings it
    if (!column.empty() && (key.name.empty() || place_counts(context, changes, key)))
        alteration_of(changes, from_column(context, changes, column)).primary_key = {std::nullopt,
                                                                                     key, true};
    else
        add(changes, key);
}

} // namespace

void compare_primary_key(const Context& context, TableChanges& changes) {
    const auto& from = changes.from.primary_key;
    const auto& to = changes.to.primary_key;
    if (from && to)
        alter_primary_key(context, changes, *from, *to);
    else if (from)
        remove_primary_key(context, changes, *from);
    else if (to)
        add_primary_key(context, changes, *to);
}

} // namespace migrate::diff
