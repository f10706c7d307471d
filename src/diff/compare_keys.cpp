#include "diff/compare_keys.hpp"

#include "diff/compare_attributes.hpp"
#include "diff/compare_columns.hpp"
#include "diff/compare_objects.hpp"
#include "diff/key_changes.hpp"
#include "diff/match_parts.hpp"
#include "diff/retyped.hpp"
#include "diff/spelling.hpp"
#include "util/text.hpp"

#include <algorithm>

namespace migrate::diff {
namespace {

std::vector<std::string> names_of(const std::vector<KeyPart>& parts) {
    std::vector<std::string> names;
    names.reserve(parts.size());
    for (const KeyPart& part : parts)
        names.push_back(part.column);
    return names;
}

std::vector<KeyPart> parts_of(const std::vector<std::string>& columns) {
    std::vector<KeyPart> parts(columns.size());
    for (std::size_t i = 0; i < columns.size(); ++i)
        parts[i].column = columns[i];
    return parts;
}

// Whether the part comes in the definition of a column that is added (definition_of).
bool comes_with_column(const Context& context, const TableChanges& changes, const Check& part) {
    const std::string column = home(part);
    return !column.empty() && !find_named(changes.from.columns, column, context.folding());
}
template <class T>
bool comes_with_column(const Context& context, const TableChanges& changes,
                       const std::vector<T>& parts, const T& part) {
    const std::string column = home(part);
    if (column.empty() || find_named(changes.from.columns, column, context.folding()))
        return false;
    const auto first = std::ranges::find_if(
        parts, [&](const T& other) { return same_home(context, home(other), column); });
    return &*first == &part;
}

bool comes_with_column(const Context& context, const TableChanges& changes,
                       const std::vector<Check>& /*checks*/, const Check& check) {
    return comes_with_column(context, changes, check);
}

// A part keeps its name and leaves a column that goes, or enters one that comes: what the column
// does to it is no alteration. True if that has been planned.
template <class T>
bool changes_columns(const Context& context, TableChanges& changes, std::vector<T> Table::* parts,
                     const T& from, const T& to) {
    const bool comes = comes_with_column(context, changes, changes.to.*parts, to);
    if (!comes && !goes_with_column(context, changes, from))
        return false;
    drop(context, changes, from);
    if (!comes)
        add(changes, to);
    return true;
}

// An alteration of a column replaces all parts of a kind that are written in it: it can only be
// used for one that has no others beside it.
template <class T>
bool is_alone(const Context& context, const std::vector<T>& parts, const std::string& column) {
    return std::ranges::count_if(
               parts, [&](const T& part) { return same_home(context, home(part), column); }) < 2;
}
template <class T>
bool alters_column(const Context& context, const TableChanges& changes,
                   std::vector<T> Table::* parts, const T& part) {
    const std::string column = home(part);
    return part.name.empty() && !column.empty() &&
           find_named(changes.from.columns, column, context.folding()) &&
           is_alone(context, changes.from.*parts, column) &&
           is_alone(context, changes.to.*parts, column);
}

// --- unique

std::string duplicates_note(const Context& context, const TableChanges& changes,
                            const std::vector<KeyPart>& parts) {
    if (context.way == Way::down)
        return {};
    return "Rows with equal values in " + to_string(changes.to.name) + " (" +
           text::join(names_of(parts), ", ") + ") stop this step.";
}

std::vector<std::string> unless_empty(std::string note) {
    std::vector<std::string> notes;
    if (!note.empty())
        notes.push_back(std::move(note));
    return notes;
}

void alter_unique(const Context& context, TableChanges& changes, const Unique& from,
                  const Unique& to) {
    const AlterConstraint untouched = altered(changes, ConstraintKind::unique, from.name);
    AlterConstraint op = untouched;
    const bool columns = same_parts(context, changes.from, from.columns, changes.to, to.columns);
    op.columns = change_if(columns, from.columns, to.columns);
    op.conflict =
        change_if(same_conflict(context, from.conflict, to.conflict), from.conflict, to.conflict);
    op.attributes = compare_attributes(context, from.attributes, to.attributes);
    finish(changes, std::move(op), untouched,
           columns ? std::vector<std::string>()
                   : unless_empty(duplicates_note(context, changes, to.columns)));
}

void remove_unique(const Context& context, TableChanges& changes, const Unique& unique) {
    if (goes_with_column(context, changes, unique))
        return;
    if (alters_column(context, changes, &Table::uniques, unique))
        alteration_of(changes, from_column(context, changes, home(unique))).unique = {
            unique, std::nullopt, true};
    else
        drop(context, changes, unique);
}

void add_unique(const Context& context, TableChanges& changes, const Unique& unique) {
    if (comes_with_column(context, changes, changes.to.uniques, unique))
        return;
    std::vector<std::string> comments =
        unless_empty(duplicates_note(context, changes, unique.columns));
    if (!alters_column(context, changes, &Table::uniques, unique))
        return add(changes, unique, std::move(comments));
    MaybeChange<Unique>& slot =
        alteration_of(changes, from_column(context, changes, home(unique))).unique;
    if (slot && slot->to)
        return add(changes, unique, std::move(comments));
    slot = {slot ? slot->from : std::nullopt, unique, true};
}

// --- checks

// One that is not valid yet is validated; one that is cannot be made unsure but by making it again.
// True if that has been planned.
template <class T>
bool changes_validity(const Context& context, TableChanges& changes, const T& from, const T& to) {
    if (!context.caps().unvalidated_constraints)
        return false;
    if (from.validated && !to.validated) {
        drop(context, changes, from);
        add(changes, to);
        return true;
    }
    if (!from.validated && to.validated)
        changes.validations.push_back(planned(ValidateConstraint{changes.from.name, from.name}));
    return false;
}

void alter_check(const Context& context, TableChanges& changes, const Check& from,
                 const Check& to) {
    if (changes_validity(context, changes, from, to))
        return;
    const AlterConstraint untouched = altered(changes, ConstraintKind::check, from.name);
    AlterConstraint op = untouched;
    const bool same =
        same_expression(context, changes.from, changes.to, from.expression, to.expression);
    if (!same && (mentions_retyped(context, changes.from, changes.to, from.expression) ||
                  mentions_retyped(context, changes.from, changes.to, to.expression))) {
        drop(context, changes, from);
        add(changes, to);
        return;
    }
    op.expression = change_if(same, from.expression, to.expression);
    op.attributes = compare_attributes(context, from.attributes, to.attributes);
    finish(changes, std::move(op), untouched,
           unless_empty(context.way == Way::up && !same ? "Rows that break it stop this step."
                                                        : std::string()));
}

// What a column's definition holds, before and after: the list is replaced as a whole.
struct ColumnChecks {
    std::vector<Check> from, to;
};

ColumnChecks checks_in(const Context& context, const TableChanges& changes,
                       const std::string& column, const Matches<Check>& matches) {
    const auto is_in = [&](const std::vector<const Check*>& list, const Check& check) {
        return std::ranges::find(list, &check) != list.end();
    };
    ColumnChecks lists;
    for (const Check& check : changes.from.checks) {
        if (!same_home(context, check.in_column, column))
            continue;
        if (check.name.empty() || !is_in(matches.removed, check))
            lists.from.push_back(check);
        if (!is_in(matches.removed, check))
            lists.to.push_back(check);
    }
    for (const Check* check : matches.added)
        if (check->name.empty() && same_home(context, check->in_column, column))
            lists.to.push_back(*check);
    return lists;
}

void alter_column_checks(const Context& context, TableChanges& changes, const Check& changed,
                         const Matches<Check>& matches) {
    AlterColumn& alter = alteration_of(changes, from_column(context, changes, changed.in_column));
    if (alter.checks)
        return;
    ColumnChecks lists = checks_in(context, changes, changed.in_column, matches);
    alter.checks = change_if(false, lists.from, lists.to);
}

bool is_column_check(const Context& context, const TableChanges& changes, const Check& check) {
    return check.name.empty() && !check.in_column.empty() &&
           is_kept(context, changes, check.in_column);
}

// --- foreign keys

bool same_target(const Context& context, const ForeignKey& from, const ForeignKey& to) {
    return same_name(from.table, to.table, context.folding()) &&
           same_names(context, referred_columns(from, context.from_table(from.table)),
                      referred_columns(to, context.to_table(to.table)));
}

std::string_view effective_match(const std::string& match) {
    return match.empty() ? std::string_view("simple") : std::string_view(match);
}

bool same_foreign_key(const Context& context, const ForeignKey& from, const ForeignKey& to) {
    return same_names(context, from.columns, to.columns) && same_target(context, from, to) &&
           from.on_delete == to.on_delete && from.on_update == to.on_update &&
           text::equals_folded(effective_match(from.match), effective_match(to.match)) &&
           from.deferral.value_or(Deferral::not_deferrable) ==
               to.deferral.value_or(Deferral::not_deferrable) &&
           same_attributes(context, from.attributes, to.attributes);
}

void alter_foreign_key(const Context& context, TableChanges& changes, const ForeignKey& from,
                       const ForeignKey& to) {
    if (changes_validity(context, changes, from, to) || same_foreign_key(context, from, to))
        return;
    AlterConstraint op = altered(changes, ConstraintKind::foreign_key, from.name);
    op.columns = change_if(same_names(context, from.columns, to.columns), parts_of(from.columns),
                           parts_of(to.columns));
    const bool target = same_target(context, from, to);
    op.references_table = change_if(target, from.table, to.table);
    if (!target)
        op.references_columns = change(from.referred, to.referred);
    op.on_delete = change_if(from.on_delete == to.on_delete, from.on_delete, to.on_delete);
    op.on_update = change_if(from.on_update == to.on_update, from.on_update, to.on_update);
    op.match =
        change_if(text::equals_folded(effective_match(from.match), effective_match(to.match)),
                  from.match, to.match);
    const Deferral was = from.deferral.value_or(Deferral::not_deferrable);
    const Deferral is = to.deferral.value_or(Deferral::not_deferrable);
    op.deferral = change_if(was == is, was, is);
    op.attributes = compare_attributes(context, from.attributes, to.attributes);
    changes.alter_constraints.push_back({std::move(op), {}});
}

void remove_foreign_key(const Context& context, TableChanges& changes, const ForeignKey& key) {
    if (goes_with_column(context, changes, key))
        return;
    if (alters_column(context, changes, &Table::foreign_keys, key))
        alteration_of(changes, from_column(context, changes, home(key))).foreign_key = {
            key, std::nullopt, true};
    else
        drop(context, changes, key);
}

void add_foreign_key(const Context& context, TableChanges& changes, const ForeignKey& key) {
    if (comes_with_column(context, changes, changes.to.foreign_keys, key))
        return;
    if (!alters_column(context, changes, &Table::foreign_keys, key))
        return add(changes, key);
    MaybeChange<ForeignKey>& slot =
        alteration_of(changes, from_column(context, changes, home(key))).foreign_key;
    if (slot && slot->to)
        return add(changes, key);
    slot = {slot ? slot->from : std::nullopt, key, true};
}

// --- foreign keys that stay, and stand on what does not

std::vector<std::string> sorted_names(const Context& context,
                                      const std::vector<std::string>& names) {
    std::vector<std::string> sorted;
    for (const std::string& name : names)
        sorted.push_back(context.fold(name));
    std::ranges::sort(sorted);
    return sorted;
}

// A primary key, unique constraint or unique index, as far as a foreign key needs it.
struct Key {
    char kind;
    std::string name;
    std::vector<std::string> columns;
};

// A unique constraint of the model need have no name: the database has given it one.
bool same_key(const Key& a, const Key& b) {
    return a.kind == b.kind && a.columns == b.columns &&
           (a.name == b.name || a.name.empty() || b.name.empty());
}

std::vector<Key> keys_over(const Context& context, const Table& table,
                           const std::vector<std::string>& columns) {
    std::vector<Key> keys;
    const auto take = [&](char kind, const std::string& name, const std::vector<KeyPart>& parts) {
        if (sorted_names(context, names_of(parts)) == columns)
            keys.push_back({kind, context.fold(name), names_of(parts)});
    };
    if (table.primary_key)
        take('p', {}, table.primary_key->columns);
    for (const Unique& unique : table.uniques)
        take('u', unique.name, unique.columns);
    for (const Index& index : table.indexes)
        if (index.unique && index.where.empty())
            take('i', index.name, index.columns);
    return keys;
}

bool loses_a_key(const Context& context, const ForeignKey& key) {
    const Table* was = context.from_table(key.table);
    const Table* is = context.to_table(key.table);
    if (!was || !is)
        return false;
    const auto columns = sorted_names(context, referred_columns(key, was));
    const std::vector<Key> left = keys_over(context, *is, columns);
    return std::ranges::any_of(keys_over(context, *was, columns), [&](const Key& each) {
        return std::ranges::none_of(left, [&](const Key& kept) { return same_key(each, kept); });
    });
}

bool changes_family(const Context& context, const Table* from, const Table* to,
                    const std::vector<std::string>& columns) {
    return from && to && std::ranges::any_of(columns, [&](const std::string& name) {
               const Column* was = find_named(from->columns, name, context.folding());
               const Column* is = find_named(to->columns, name, context.folding());
               return was && is && !context.dialect.types().same(*was, *is) &&
                      !same_family(was->type, is->type);
           });
}

// They are dropped before the key or the type changes, and added on what there is then.
void free_keys(const Context& context, TableChanges& changes,
               const std::vector<const ForeignKey*>& removed) {
    for (const ForeignKey& key : changes.from.foreign_keys) {
        if (std::ranges::find(removed, &key) != removed.end())
            continue;
        const ForeignKey* stays = find_named(changes.to.foreign_keys, key.name, context.folding());
        const bool pinned =
            loses_a_key(context, key) ||
            changes_family(context, &changes.from, &changes.to, key.columns) ||
            changes_family(context, context.from_table(key.table), context.to_table(key.table),
                           referred_columns(key, context.from_table(key.table)));
        if (!stays || !pinned || !same_foreign_key(context, key, *stays))
            continue;
        drop(context, changes, key);
        add(changes, *stays);
    }
}

} // namespace

void compare_uniques(const Context& context, TableChanges& changes) {
    if (changes.from.uniques.empty() && changes.to.uniques.empty())
        return;
    const auto matches = match_parts(
        context, changes.from.uniques, changes.to.uniques, [&](const Unique& a, const Unique& b) {
            return same_conflict(context, a.conflict, b.conflict) &&
                   same_attributes(context, a.attributes, b.attributes) &&
                   same_parts(context, changes.from, a.columns, changes.to, b.columns);
        });
    for (const auto& [from, to] : matches.same_name)
        if (!changes_columns(context, changes, &Table::uniques, *from, *to))
            alter_unique(context, changes, *from, *to);
    for (const Unique* unique : matches.removed)
        remove_unique(context, changes, *unique);
    for (const Unique* unique : matches.added)
        add_unique(context, changes, *unique);
}

void compare_checks(const Context& context, TableChanges& changes) {
    if (changes.from.checks.empty() && changes.to.checks.empty())
        return;
    const auto matches = match_parts(
        context, changes.from.checks, changes.to.checks, [&](const Check& a, const Check& b) {
            return same_expression(context, changes.from, changes.to, a.expression, b.expression) &&
                   same_attributes(context, a.attributes, b.attributes);
        });
    for (const auto& [from, to] : matches.same_name)
        if (!changes_columns(context, changes, &Table::checks, *from, *to))
            alter_check(context, changes, *from, *to);
    for (const Check* check : matches.removed) {
        if (is_column_check(context, changes, *check))
            alter_column_checks(context, changes, *check, matches);
        else if (!goes_with_column(context, changes, *check))
            drop(context, changes, *check);
    }
    for (const Check* check : matches.added) {
        if (is_column_check(context, changes, *check))
            alter_column_checks(context, changes, *check, matches);
        else if (!comes_with_column(context, changes, *check))
            add(changes, *check,
                unless_empty(context.way == Way::up ? "Rows that break it stop this step."
                                                    : std::string()));
    }
}

void compare_foreign_keys(const Context& context, TableChanges& changes) {
    if (changes.from.foreign_keys.empty() && changes.to.foreign_keys.empty())
        return;
    const auto matches = match_parts(
        context, changes.from.foreign_keys, changes.to.foreign_keys,
        [&](const ForeignKey& a, const ForeignKey& b) { return same_foreign_key(context, a, b); });
    for (const auto& [from, to] : matches.same_name)
        if (!changes_columns(context, changes, &Table::foreign_keys, *from, *to))
            alter_foreign_key(context, changes, *from, *to);
    if (context.caps().references_pin_keys)
        free_keys(context, changes, matches.removed);
    for (const ForeignKey* key : matches.removed)
        remove_foreign_key(context, changes, *key);
    for (const ForeignKey* key : matches.added)
        add_foreign_key(context, changes, *key);
}

std::vector<std::string> referred_columns(const ForeignKey& key, const Table* target) {
    if (!key.referred.empty() || !target || !target->primary_key)
        return key.referred;
    return names_of(target->primary_key->columns);
}

} // namespace migrate::diff
