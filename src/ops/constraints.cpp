#include "ops/constraints.hpp"

#include "migrate/error.hpp"
#include "ops/targets.hpp"
#include "sql/normalize.hpp"
#include "util/overloaded.hpp"
#include "util/text.hpp"

#include <algorithm>
#include <tuple>

namespace migrate::ops {
namespace {

std::string shown(const Table& table, const std::string& name) {
    return to_string(table.name) + "." + name;
}

// Every name that a constraint of the table has.
std::vector<std::string> constraint_names(const Table& table) {
    std::vector<std::string> names;
    if (table.primary_key)
        names.push_back(table.primary_key->name);
    for (const Unique& unique : table.uniques)
        names.push_back(unique.name);
    for (const Check& check : table.checks)
        names.push_back(check.name);
    for (const ForeignKey& key : table.foreign_keys)
        names.push_back(key.name);
    std::erase(names, std::string());
    return names;
}

void refuse_existing(const Table& table, const std::string& name, NameFolding folding) {
    for (const std::string& known : constraint_names(table))
        if (!name.empty() && same_name(known, name, folding))
            throw Error(ErrorCode::usage,
                        "there is a constraint " + shown(table, name) + " already");
}

std::vector<std::string> columns_of(const std::vector<KeyPart>& parts) {
    std::vector<std::string> columns;
    for (const KeyPart& part : parts)
        columns.push_back(part.column);
    return columns;
}

const char* kind_name(ConstraintKind kind) {
    switch (kind) {
    case ConstraintKind::primary_key:
        return "primary key";
    case ConstraintKind::unique:
        return "unique constraint";
    case ConstraintKind::check:
        return "check";
    case ConstraintKind::foreign_key:
        return "foreign key";
    }
    return "constraint";
}

template <class T>
void set(T& target, const MaybeChange<T>& change) {
    if (change)
        target = change->to.value_or(T());
}

void alter(PrimaryKey& key, const AlterConstraint& op) {
    set(key.name, op.new_name);
    set(key.columns, op.columns);
    set(key.conflict, op.conflict);
    apply_changes(key.attributes, op.attributes);
    if (op.columns) // one in the column is changed with the column
        key.in_column = false;
}

void alter(Unique& unique, const AlterConstraint& op) {
    set(unique.columns, op.columns);
    set(unique.conflict, op.conflict);
    apply_changes(unique.attributes, op.attributes);
    if (unique.columns.size() != 1)
        unique.in_column = false;
}

void alter(Check& check, const AlterConstraint& op) {
    set(check.expression, op.expression);
    apply_changes(check.attributes, op.attributes);
}

void alter(ForeignKey& key, const AlterConstraint& op) {
    if (op.columns)
        key.columns = columns_of(op.columns->to.value_or(std::vector<KeyPart>()));
    set(key.table, op.references_table);
    set(key.referred, op.references_columns);
    set(key.on_delete, op.on_delete);
    set(key.on_update, op.on_update);
    set(key.match, op.match);
    if (op.deferral)
        key.deferral = op.deferral->to;
    apply_changes(key.attributes, op.attributes);
    if (key.columns.size() != 1)
        key.in_column = false;
}

template <class T>
void alter_named(std::vector<T>& items, const Table& table, const AlterConstraint& op,
                 NameFolding folding) {
    if (T* found = find_named(items, op.name, folding))
        return alter(*found, op);
    no_such(kind_name(op.kind), shown(table, op.name), op.name, constraint_names(table));
}

template <class T>
bool rename_named(std::vector<T>& items, const RenameConstraint& op, NameFolding folding) {
    T* found = find_named(items, op.name, folding);
    if (found)
        found->name = op.to;
    return found != nullptr;
}

} // namespace

void add_constraint(Table& table, const Constraint& constraint, NameFolding folding) {
    std::visit([&](const auto& c) { refuse_existing(table, c.name, folding); }, constraint);
    std::visit(Overloaded{
                   [&](const PrimaryKey& key) {
                       if (table.primary_key)
                           throw Error(ErrorCode::usage, "table " + to_string(table.name) +
                                                             " has a primary key already")
                               .help("change it with alter_primary_key");
                       table.primary_key = key;
                   },
                   [&](const Unique& unique) { table.uniques.push_back(unique); },
                   [&](const Check& check) { table.checks.push_back(check); },
                   [&](const ForeignKey& key) { table.foreign_keys.push_back(key); },
               },
               constraint);
}

void drop_constraint(Table& table, const DropConstraint& op, const sql::Syntax& syntax,
                     NameFolding folding) {
    if (take_constraint(table, op, syntax, folding) || op.if_exists)
        return;
    std::string what = op.name;
    if (what.empty())
        what = op.expression.empty() ? "(" + text::join(op.columns, ", ") + ")"
                                     : "(" + op.expression + ")";
    no_such(kind_name(op.kind), shown(table, what), what, constraint_names(table));
}

void alter_constraint(Table& table, const AlterConstraint& op, NameFolding folding) {
    switch (op.kind) {
    case ConstraintKind::primary_key:
        if (!table.primary_key)
            throw Error(ErrorCode::usage, "table " + to_string(table.name) + " has no primary key")
                .help("add one with add_primary_key");
        return alter(*table.primary_key, op);
    case ConstraintKind::unique:
        return alter_named(table.uniques, table, op, folding);
    case ConstraintKind::check:
        return alter_named(table.checks, table, op, folding);
    case ConstraintKind::foreign_key:
        return alter_named(table.foreign_keys, table, op, folding);
    }
}

void rename_constraint(Table& table, const RenameConstraint& op, NameFolding folding) {
    refuse_existing(table, op.to, folding);
    if (table.primary_key && same_name(table.primary_key->name, op.name, folding)) {
        table.primary_key->name = op.to;
        return;
    }
    if (!rename_named(table.uniques, op, folding) && !rename_named(table.checks, op, folding) &&
        !rename_named(table.foreign_keys, op, folding))
        no_such("constraint", shown(table, op.name), op.name, constraint_names(table));
}

} // namespace migrate::ops
