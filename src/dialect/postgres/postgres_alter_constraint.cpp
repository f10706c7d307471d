// Constraints of TableChanger.
#include "dialect/postgres/postgres_alter.hpp"
#include "dialect/postgres/postgres_attributes.hpp"
#include "dialect/postgres/postgres_names.hpp"
#include "dialect/postgres/postgres_probes.hpp"
#include "dialect/postgres/postgres_render.hpp"
#include "ops/constraints.hpp"
#include "ops/targets.hpp"
#include "sql/normalize.hpp"
#include "util/overloaded.hpp"

#include <algorithm>

namespace migrate::postgres {

namespace {

std::optional<Constraint> constraint_meant(const Table& table, const DropConstraint& op) {
    const auto same = [](std::string_view a, std::string_view b) {
        return sql::same_expression(a, b, sql::postgres_syntax());
    };
    return ops::constraint_to_drop(table, op, same, NameFolding::exact);
}

std::vector<std::string> plain_columns(const std::vector<KeyPart>& parts) {
    std::vector<std::string> columns;
    for (const KeyPart& part : parts)
        columns.push_back(part.column);
    std::ranges::sort(columns);
    return columns;
}

// The columns of a key that foreign keys may refer to; none for other constraints.
std::vector<std::string> key_columns(const Constraint& constraint) {
    if (const auto* key = std::get_if<PrimaryKey>(&constraint))
        return plain_columns(key->columns);
    if (const auto* unique = std::get_if<Unique>(&constraint))
        return plain_columns(unique->columns);
    return {};
}

bool says_the_same_but_name(PrimaryKey a, const PrimaryKey& b) {
    a.name = b.name;
    return a == b;
}

bool only_defers_otherwise(const Constraint& was, const Constraint& becomes) {
    const auto* a = std::get_if<ForeignKey>(&was);
    const auto* b = std::get_if<ForeignKey>(&becomes);
    if (!a || !b)
        return false;
    ForeignKey like = *a;
    like.deferral = b->deferral;
    return like == *b;
}

std::string comment_of(const Constraint& constraint) {
    return std::visit([](const auto& each) { return attribute_text(each.attributes, "comment"); },
                      constraint);
}

// All but the comment is the same.
bool only_comments_otherwise(const Constraint& was, const Constraint& becomes) {
    Constraint like = was;
    std::visit(
        [&](auto& each) {
            const std::string comment = comment_of(becomes);
            set_attribute(each.attributes, "comment",
                          comment.empty() ? Node() : Node::string(comment));
        },
        like);
    return like == becomes;
}

} // namespace

std::optional<Constraint> constraint_named(const Table& table, ConstraintKind kind,
                                           const std::string& name) {
    if (kind == ConstraintKind::primary_key)
        return table.primary_key ? std::optional<Constraint>(*table.primary_key) : std::nullopt;
    return constraint_meant(table, {.table = table.name, .kind = kind, .name = name});
}

bool needs_key(const ForeignKey& key, const Table& table, const Constraint& constraint) {
    if (key.table != table.name)
        return false;
    if (key.referred.empty())
        return std::holds_alternative<PrimaryKey>(constraint);
    std::vector<std::string> referred = key.referred;
    std::ranges::sort(referred);
    return referred == key_columns(constraint);
}

bool changes_in_place(const Constraint& was, const Constraint& becomes) {
    const auto* key = std::get_if<PrimaryKey>(&was);
    return only_comments_otherwise(was, becomes) || only_defers_otherwise(was, becomes) ||
           (key && says_the_same_but_name(*key, std::get<PrimaryKey>(becomes)));
}

std::string name_of(const Table& table, const Constraint& constraint) {
    return std::visit(
        [&](const auto& each) { return each.name.empty() ? default_name(table, each) : each.name; },
        constraint);
}

// --- what the rows must not be. Only what can be told from the table as it is before the step.

bool TableChanger::is_untouched(const std::string& column) const {
    const Column* was = find_named(original_.columns, column, NameFolding::exact);
    const Column* is = find_named(table().columns, column, NameFolding::exact);
    return was && is && *was == *is;
}

bool TableChanger::are_untouched(const std::vector<KeyPart>& parts) const {
    if (original_.name != out_.table()) // a materialized view
        return false;
    return std::ranges::all_of(parts, [&](const KeyPart& part) {
        return part.column.empty() ? original_.columns == table().columns
                                   : is_untouched(part.column);
    });
}

void TableChanger::probe(const PrimaryKey& key) {
    if (!are_untouched(key.columns))
        return;
    for (const KeyPart& part : key.columns)
        if (const Column* column = find_named(original_.columns, part.column, NameFolding::exact);
            column && column->nullable)
            out_.probe(nulls_probe(out_.table(), *column));
    out_.probe(duplicates_probe(out_.table(), "the primary key", key.columns, {}));
}

void TableChanger::probe(const Unique& unique) {
    if (are_untouched(unique.columns))
        out_.probe(duplicates_probe(out_.table(), "the unique constraint " + unique.name,
                                    unique.columns, {}));
}

void TableChanger::probe(const Check& check) {
    if (check.validated && original_.columns == table().columns)
        out_.probe(check_probe(out_.table(), check));
}

// --- the changes

void TableChanger::add_constraint(const Constraint& constraint) {
    std::visit([&](const auto& each) { probe(each); }, constraint);
    out_.clause("ADD " + constraint_text(constraint));
    const std::string comment = comment_of(constraint);
    if (!comment.empty())
        out_.statement(constraint_comment_text(table(), constraint, comment));
}

void TableChanger::drop_constraint(const Constraint& constraint) {
    out_.clause("DROP CONSTRAINT " + name_text(name_of(table(), constraint)));
}

// Foreign keys of other tables that need the key are dropped with it, and find what there is then.
void TableChanger::replace_constraint(const Constraint& was, const Constraint& becomes) {
    std::vector<std::string> add_again;
    for (const Table& other : db_.tables)
        for (const ForeignKey& key : other.foreign_keys) {
            if (!needs_key(key, table(), was))
                continue;
            const std::string head = "ALTER TABLE " + name_text(other.name);
            out_.statement(head + " DROP CONSTRAINT " + name_text(name_of(other, key)));
            add_again.push_back(head + " ADD " + constraint_text(key));
        }
    drop_constraint(was);
    add_constraint(becomes);
    out_.statements(std::move(add_again));
}

// The index takes the constraint's name.
void TableChanger::operator()(const AddConstraint& op) {
    if (op.using_index.empty())
        return add_constraint(op.constraint);
    const bool key = std::holds_alternative<PrimaryKey>(op.constraint);
    const std::string how =
        std::visit([](const auto& each) { return deferral_text(each.attributes); }, op.constraint);
    out_.clause("ADD CONSTRAINT " + name_text(name_of(table(), op.constraint)) +
                (key ? " PRIMARY KEY" : " UNIQUE") + " USING INDEX " + name_text(op.using_index) +
                how);
    if (const std::string comment = comment_of(op.constraint); !comment.empty())
        out_.statement(constraint_comment_text(table(), op.constraint, comment));
}

void TableChanger::operator()(const DropConstraint& op) {
    const auto found = constraint_meant(table(), op);
    if (found && !op.if_exists && !op.cascade)
        return drop_constraint(*found);
    const std::string name = found ? name_of(table(), *found) : op.name;
    if (!name.empty())
        out_.clause(std::string("DROP CONSTRAINT ") + (op.if_exists ? "IF EXISTS " : "") +
                    name_text(name) + (op.cascade ? " CASCADE" : ""));
}

void TableChanger::operator()(const AlterConstraint& op) {
    const auto was = constraint_named(table(), op.kind, op.name);
    if (!was)
        return; // apply() says so
    Table changed = table();
    ops::alter_constraint(changed, op, NameFolding::exact);
    const auto changed_to = constraint_named(changed, op.kind, op.name);
    if (!changed_to)
        return;
    const Constraint& becomes = *changed_to;
    const std::string name = name_text(name_of(table(), *was));
    if (*was == becomes)
        return;
    if (only_comments_otherwise(*was, becomes))
        return out_.statement(constraint_comment_text(table(), *was, comment_of(becomes)));
    if (const auto* key = std::get_if<PrimaryKey>(&*was);
        key && says_the_same_but_name(*key, std::get<PrimaryKey>(becomes)))
        out_.statement("ALTER TABLE " + name_text(op.table) + " RENAME CONSTRAINT " + name +
                       " TO " + name_text(name_of(changed, becomes)));
    else if (only_defers_otherwise(*was, becomes)) {
        const std::string how = deferral_text(std::get<ForeignKey>(becomes).deferral);
        out_.clause("ALTER CONSTRAINT " + name + (how.empty() ? " NOT DEFERRABLE" : how));
    } else
        replace_constraint(*was, becomes);
}

void TableChanger::operator()(const RenameConstraint& op) {
    out_.statement("ALTER TABLE " + name_text(op.table) + " RENAME CONSTRAINT " +
                   name_text(op.name) + " TO " + name_text(op.to));
}

} // namespace migrate::postgres
