#include "dialect/postgres/postgres_recipes.hpp"

#include "dialect/postgres/postgres_alter.hpp"
#include "dialect/postgres/postgres_connection.hpp"
#include "dialect/postgres/postgres_enums.hpp"
#include "dialect/postgres/postgres_names.hpp"
#include "dialect/postgres/postgres_recipe_writer.hpp"
#include "dialect/postgres/postgres_rewrites.hpp"
#include "dialect/postgres/postgres_settings.hpp"
#include "ops/constraints.hpp"
#include "ops/targets.hpp"
#include "sql/syntax.hpp"
#include "util/overloaded.hpp"

#include <algorithm>
#include <utility>

namespace migrate::postgres {

namespace {

constexpr int detaches_concurrently = 140000; // the first version that can

constexpr const char* no_index_beside = "PostgreSQL builds no index of a partitioned table beside "
                                        "its writers: they wait until it is built.";

QualifiedName table_of(const Op& op) {
    const std::vector<QualifiedName> names = touched_objects(op);
    return names.empty() ? QualifiedName() : names.front();
}

// None for a materialized view.
Table copy_of(const Database& db, const QualifiedName& name) {
    if (const Table* table = find_table(db, name))
        return *table;
    Table table;
    table.name = name;
    return table;
}

bool is_enforced(const Attributes& attributes) {
    return attribute_flag(attributes, "enforced", true);
}

// As PostgreSQL would choose it.
std::string chosen_name(const Table& table, const Constraint& constraint, const Database& db) {
    Table with = table;
    ops::add_constraint(with, constraint, NameFolding::exact);
    name_parts(with, db);
    return std::visit(Overloaded{
                          [&](const PrimaryKey&) { return with.primary_key->name; },
                          [&](const Unique&) { return with.uniques.back().name; },
                          [&](const Check&) { return with.checks.back().name; },
                          [&](const ForeignKey&) { return with.foreign_keys.back().name; },
                      },
                      constraint);
}

template <class T>
bool has_named(const std::vector<T>& parts, const std::string& name) {
    return find_named(parts, name, NameFolding::exact) != nullptr;
}

bool has_name(const Table& table, const std::string& name) {
    return table.name.name == name || (table.primary_key && table.primary_key->name == name) ||
           has_named(table.uniques, name) || has_named(table.checks, name) ||
           has_named(table.foreign_keys, name) || has_named(table.indexes, name);
}

void forget_home(PrimaryKey& key) {
    key.in_column = false;
}
void forget_home(Unique& unique) {
    unique.in_column = false;
}
void forget_home(ForeignKey& key) {
    key.in_column = false;
}
void forget_home(Check& check) {
    check.in_column.clear();
}

// What an index has to say for a constraint that takes it over.
Attributes index_attributes(const Attributes& constraint) {
    Attributes out;
    for (const char* key : {"include", "nulls_distinct", "with"})
        if (const Node* value = attribute(constraint, key))
            set_attribute(out, key, *value);
    return out;
}

const Table* parent_of(const Database& db, const Table& partition) {
    const std::string parent = attribute_text(partition.attributes, "partition_of");
    const auto found = std::ranges::find_if(db.tables, [&](const Table& table) {
        return to_string(table.name) == parent && table.name.schema == partition.name.schema;
    });
    return parent.empty() || found == db.tables.end() ? nullptr : &*found;
}

std::vector<const Table*> partitions_of(const Database& db, const QualifiedName& parent) {
    std::vector<const Table*> partitions;
    for (const Table& table : db.tables)
        if (attribute_text(table.attributes, "partition_of") == to_string(parent))
            partitions.push_back(&table);
    return partitions;
}

bool is_partitioned(const Table& table) {
    return !attribute_text(table.attributes, "partition_by").empty();
}

bool has_default_partition(const Database& db, const Table& parent) {
    return std::ranges::any_of(partitions_of(db, parent.name), [](const Table* partition) {
        return attribute_text(partition->attributes, "values") == "DEFAULT";
    });
}

bool can_detach_beside_others(Connection* live) {
    const auto* connection = dynamic_cast<const PostgresConnection*>(live);
    return !connection || connection->server_version() >= detaches_concurrently;
}

class PostgresRecipes final : public Recipes {
  public:
    Recipe recipe_for(const PlannedOp& step, const Database& before,
                      Connection* live) const override {
        return RecipeWriter(step, before, live).write();
    }
};

} // namespace

const Recipes& postgres_recipes() {
    static const PostgresRecipes recipes;
    return recipes;
}

RecipeWriter::RecipeWriter(const PlannedOp& step, const Database& before, Connection* live)
    : step_(step),
      before_(before),
      live_(live),
      table_(copy_of(before, table_of(step.op))) {
}

Recipe RecipeWriter::write() {
    std::visit(*this, static_cast<const OpKinds&>(step_.op));
    if (!recipe_.steps.empty()) {
        std::vector<std::string>& comments = recipe_.steps[commented_].comments;
        comments.insert(comments.begin(), step_.comments.begin(), step_.comments.end());
        if (!recipe_.blocks.empty())
            recipe_.steps.front().comments.push_back(recipe_.blocks);
    }
    return std::move(recipe_);
}

void RecipeWriter::add(Op op, std::string comment) {
    PlannedOp step{.op = std::move(op)};
    if (!comment.empty())
        step.comments.push_back(std::move(comment));
    recipe_.steps.push_back(std::move(step));
}

void RecipeWriter::add_alone(Op op, std::string comment) {
    add(std::move(op), std::move(comment));
    recipe_.steps.back().alone = true;
}

bool RecipeWriter::is_taken(const std::string& name) const {
    return has_name(table_, name) || std::ranges::any_of(before_.tables, [&](const Table& table) {
               return table.name.schema == table_.name.schema && has_name(table, name);
           });
}

std::string RecipeWriter::free_name(const std::string& first, const std::string& second,
                                    const std::string& label) const {
    std::string name = made_name(first, second, label);
    for (int pass = 1; is_taken(name); ++pass)
        name = made_name(first, second, label + std::to_string(pass));
    return name;
}

// --- indexes

// The comment waits for a step in a transaction: a step outside is done or not, never half.
void RecipeWriter::build(CreateIndex op) {
    const std::string comment = std::exchange(op.index.comment, {});
    op.concurrently = true;
    const QualifiedName table = op.table;
    const std::string name = op.index.name;
    add_alone(std::move(op), "Built while others write to the table.");
    if (comment.empty())
        return;
    AlterIndex alter{.table = table, .name = name};
    alter.comment = Change<std::string>{std::nullopt, comment};
    add(std::move(alter));
}

void RecipeWriter::build(const std::string& name, const std::vector<KeyPart>& columns,
                         const Attributes& attributes) {
    Index index;
    index.name = name;
    index.columns = columns;
    index.unique = true;
    index.attributes = index_attributes(attributes);
    build({.table = table_.name, .index = std::move(index)});
}

// PostgreSQL takes an index of a partition that is the same for a part of its table's.
void RecipeWriter::build_by_partition(const CreateIndex& op) {
    const std::vector<const Table*> partitions = partitions_of(before_, op.table);
    if (std::ranges::any_of(partitions, [](const Table* each) { return is_partitioned(*each); }))
        return blocks(no_index_beside);
    for (const Table* partition : partitions) {
        CreateIndex part{.table = partition->name, .index = op.index};
        part.index.comment.clear();
        part.index.name = default_name(*partition, op.index);
        for (int pass = 1; is_taken(part.index.name); ++pass)
            part.index.name =
                made_name(default_name(*partition, op.index), {}, std::to_string(pass));
        build(std::move(part));
    }
    if (!partitions.empty())
        add(op, "Takes the indexes of the partitions for its parts, and builds none.");
}

void RecipeWriter::operator()(const CreateIndex& op) {
    if (is_partitioned(table_))
        build_by_partition(op);
    else if (!op.concurrently && !op.index.name.empty())
        build(op);
}

void RecipeWriter::operator()(const AlterIndex& op) {
    const bool in_place = !op.columns && !op.unique && !op.where && index_stays(op.attributes);
    if (in_place)
        return;
    if (is_partitioned(table_))
        return blocks(no_index_beside);
    Database after = before_;
    apply(op, after, sql::postgres_syntax());
    const std::string old = free_name(op.name, {}, "old");
    add(RenameIndex{op.table, op.name, old}, "It serves queries until the new one is built.");
    build({.table = op.table, .index = ops::index_of(after, op.table, op.name)});
    drop_beside({.table = op.table, .name = old});
}

void RecipeWriter::operator()(const DropIndex& op) {
    if (op.concurrently || op.cascade || is_partitioned(table_))
        return;
    drop_beside(op);
}

// A drop that was stopped leaves an index that is none any more, which the next run drops.
void RecipeWriter::drop_beside(DropIndex op) {
    op.concurrently = true;
    op.if_exists = true;
    add_alone(std::move(op), "Lets those who read by it finish; nobody waits for it.");
}

// --- constraints

void RecipeWriter::operator()(const AddConstraint& op) {
    if (op.using_index.empty())
        put(op.constraint);
}

void RecipeWriter::put(const Constraint& constraint) {
    std::visit(
        [&](auto each) {
            forget_home(each);
            if (each.name.empty())
                each.name = chosen_name(table_, constraint, before_);
            put(std::move(each));
        },
        constraint);
}

void RecipeWriter::put(PrimaryKey key) {
    for (const KeyPart& part : key.columns)
        if (const Column* column = find_named(table_.columns, part.column, NameFolding::exact);
            column && column->nullable && !is_partitioned(table_)) {
            AlterColumn alter{.table = table_.name, .column = column->name};
            alter.nullable = Change<bool>{true, false};
            set_not_null(std::move(alter), std::nullopt);
        }
    put_key(std::move(key));
}

void RecipeWriter::put(Unique unique) {
    put_key(std::move(unique));
}

// The index takes the constraint's name from the start.
template <class Key>
void RecipeWriter::put_key(Key key) {
    if (is_partitioned(table_)) {
        blocks(no_index_beside);
        return add(AddConstraint{table_.name, std::move(key)});
    }
    const std::string name = key.name;
    build(name, key.columns, key.attributes);
    add(AddConstraint{table_.name, std::move(key), name}, "Takes the index over, as it is.");
}

void RecipeWriter::put(Check check) {
    put_unproven(std::move(check));
}

void RecipeWriter::put(ForeignKey key) {
    if (is_partitioned(table_)) {
        blocks("PostgreSQL reads the rows of a partitioned table when it adds a foreign key: "
               "writers of both tables wait.");
        return add(AddConstraint{table_.name, std::move(key)});
    }
    put_unproven(std::move(key));
}

template <class Proven>
void RecipeWriter::put_unproven(Proven constraint) {
    if (!constraint.validated || !is_enforced(constraint.attributes))
        return add(AddConstraint{table_.name, std::move(constraint)});
    constraint.validated = false;
    const std::string name = constraint.name;
    if (recipe_.steps.empty())
        commented_ = 1;
    add(AddConstraint{table_.name, std::move(constraint)},
        "Holds for what is written from now on; no row is read.");
    add_alone(ValidateConstraint{table_.name, name},
              "Reads the rows that were there, while others read and write.");
}

void RecipeWriter::operator()(const AlterConstraint& op) {
    const auto was = constraint_named(table_, op.kind, op.name);
    if (!was)
        return;
    ops::alter_constraint(table_, op, NameFolding::exact);
    const auto becomes = constraint_named(table_, op.kind, op.name);
    if (!becomes || changes_in_place(*was, *becomes))
        return;
    if (op.kind == ConstraintKind::unique || op.kind == ConstraintKind::primary_key)
        return exchange_key(*was, *becomes);
    add(DropConstraint{.table = table_.name, .kind = op.kind, .name = op.name});
    put(*becomes);
    commented_ = recipe_.steps.size() - 1;
}

// A new index under another name; the constraint gives it the right one.
void RecipeWriter::exchange_key(const Constraint& was, const Constraint& becomes) {
    if (is_partitioned(table_))
        return blocks(no_index_beside);
    if (is_referred_to(was))
        return blocks("Nobody reads or writes the table while the index is built: foreign keys "
                      "refer to the key that it replaces.");
    const std::string name = name_of(table_, was);
    const std::string index = free_name(name, {}, "new");
    std::visit(
        [&](const auto& each) {
            if constexpr (requires { each.columns.front().column; })
                build(index, each.columns, each.attributes);
        },
        becomes);
    const bool key = std::holds_alternative<PrimaryKey>(was);
    add(DropConstraint{.table = table_.name,
                       .kind = key ? ConstraintKind::primary_key : ConstraintKind::unique,
                       .name = key ? std::string() : name});
    add(AddConstraint{table_.name, becomes, index}, "Takes the new index over, and names it.");
}

bool RecipeWriter::is_referred_to(const Constraint& constraint) const {
    return std::ranges::any_of(before_.tables, [&](const Table& other) {
        return std::ranges::any_of(other.foreign_keys, [&](const ForeignKey& key) {
            return needs_key(key, table_, constraint);
        });
    });
}

void RecipeWriter::operator()(const ValidateConstraint& op) {
    add_alone(op, "Reads the rows while others read and write.");
}

// --- tables and types

// DROP TABLE of a partition locks the whole table.
void RecipeWriter::operator()(const DropTable& op) {
    const Table* parent = parent_of(before_, table_);
    if (!parent || has_default_partition(before_, *parent) || !can_detach_beside_others(live_))
        return;
    add_alone(DetachPartition{parent->name, op.name.name, true},
              "Others go on using " + to_string(parent->name) + "; dropping would lock it whole.");
    add(op);
    recipe_.steps.back().destructive = step_.destructive;
    commented_ = 1;
}

void RecipeWriter::operator()(const AddPart& op) {
    if (op.part.kind == PartKind::exclude)
        blocks("Nobody reads or writes the table while the index is built: an exclusion "
               "constraint takes none that is there.");
}

void RecipeWriter::operator()(const AlterTable& op) {
    if (std::ranges::any_of(op.attributes, [](const AttributeChange& change) {
            return change.key == "unlogged" || change.key == "tablespace" ||
                   change.key == "access_method";
        }))
        blocks(rewritten_rows);
}

void RecipeWriter::operator()(const AlterObject& op) {
    const AttributeChange* checks =
        op.name.kind == ObjectKind::domain ? find_change(op.attributes, "check") : nullptr;
    if (checks && checks->to)
        blocks("Writers of the tables that have the domain wait while their rows are read, to "
               "validate a check as much as to add it.");
}

void RecipeWriter::operator()(const AlterEnum& op) {
    if (needs_new_type(op, before_))
        blocks("Nobody reads or writes the tables that have it while their rows are written "
               "anew; there is no recipe.");
}

} // namespace migrate::postgres
