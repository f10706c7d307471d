// Recipes for columns: rows are filled in batches, NOT NULL is proven by a check first.
#include "dialect/postgres/postgres_alter.hpp"
#include "dialect/postgres/postgres_recipe_writer.hpp"
#include "dialect/postgres/postgres_rewrites.hpp"
#include "dialect/postgres/postgres_text.hpp"
#include "sql/syntax.hpp"

#include <algorithm>
#include <utility>

namespace migrate::postgres {

namespace {

constexpr long long rows_of_a_batch = 5000;
constexpr long long pause_between_batches = 100; // milliseconds

const Column* find_column(const Table& table, const std::string& name) {
    return find_named(table.columns, name, NameFolding::exact);
}

const Expression* expression_of(const std::optional<Value>& value) {
    return value ? std::get_if<Expression>(&*value) : nullptr;
}

constexpr const char* rows_that_are_there =
    "The rows that are there. Only those that are NULL, so that it goes on where it was stopped.";

// What the rows that are there get one by one; nothing where one value does for all of them, which
// PostgreSQL keeps beside the table.
std::optional<Value> value_of_each_row(const AddColumn& op) {
    const std::optional<Value>& standard = op.definition.column.default_value;
    if (op.fill)
        return expression_of(op.fill) ? op.fill : std::nullopt;
    const Expression* expression = expression_of(standard);
    return expression && may_be_volatile(expression->sql) ? standard : std::nullopt;
}

// Constraints that would read the rows, or build an index, while the table is locked.
std::vector<Constraint> take_parts(ColumnDefinition& definition, bool has_values) {
    std::vector<Constraint> parts;
    const auto take = [&](auto& part) {
        if (part)
            parts.emplace_back(*part);
        part.reset();
    };
    take(definition.primary_key);
    take(definition.unique);
    for (const Check& check : std::exchange(definition.checks, {}))
        parts.emplace_back(check);
    if (has_values)
        take(definition.foreign_key);
    return parts;
}

// Along which the batches go, where the primary key is none: empty when there is nothing.
std::vector<std::string> key_of(const Table& table) {
    const auto is_whole = [&](const KeyPart& part) {
        const Column* column = find_column(table, part.column);
        return column && !column->nullable;
    };
    for (const Unique& unique : table.uniques) {
        if (!std::ranges::all_of(unique.columns, is_whole))
            continue;
        std::vector<std::string> names;
        for (const KeyPart& part : unique.columns)
            names.push_back(part.column);
        return names;
    }
    return {};
}

AlterColumn alter_of(const QualifiedName& table, const std::string& column) {
    AlterColumn alter;
    alter.table = table;
    alter.column = column;
    return alter;
}

// What the column's definition gets is a step of its own. A part that takes another one's place
// stays where it is: the database has names for all of its parts, so that there is none.
void take_new_parts(AlterColumn& op, std::vector<Constraint>& added) {
    const auto take = [&](auto& change) {
        if (change && change->to && !change->from) {
            added.emplace_back(*change->to);
            change.reset();
        }
    };
    take(op.primary_key);
    take(op.unique);
    take(op.foreign_key);
    if (!op.checks || (op.checks->from && !op.checks->from->empty()))
        return;
    for (const Check& check : op.checks->to.value_or(std::vector<Check>()))
        added.emplace_back(check);
    op.checks.reset();
}

} // namespace

void RecipeWriter::fill(const std::string& column, const Value& value, std::string comment) {
    Backfill op;
    op.table = table_.name;
    op.set = {{column, value}};
    op.where = name_text(column) + " IS NULL";
    if (!table_.primary_key)
        op.key = key_of(table_);
    if (table_.primary_key || !op.key.empty()) {
        op.batch = rows_of_a_batch;
        op.pause_ms = pause_between_batches;
    }
    add_alone(std::move(op), std::move(comment));
}

// Filling comes first: a check holds for every row that is written, so those without a value could
// not be changed any more. What came meanwhile is filled when none can come.
void RecipeWriter::set_not_null(AlterColumn alter, const std::optional<Value>& value) {
    if (value)
        fill(alter.column, *value, rows_that_are_there);
    Check check;
    check.name = free_name(table_.name.name, alter.column, "is_not_null");
    check.expression = name_text(alter.column) + " IS NOT NULL";
    check.validated = false;
    const DropConstraint drop{
        .table = table_.name, .kind = ConstraintKind::check, .name = check.name};
    add(AddConstraint{table_.name, check}, "From now on every row that is written has a value.");
    if (value)
        fill(alter.column, *value, "Rows that came meanwhile.");
    add_alone(ValidateConstraint{table_.name, check.name},
              "Reads the rows while others read and write.");
    add(std::move(alter), "The check is the proof: no row is read while the table is locked.");
    add(drop);
}

void RecipeWriter::operator()(const AddColumn& op) {
    const Column& column = op.definition.column;
    if (column.identity || (column.generated && column.generated->stored))
        return blocks(rewritten_rows);
    AddColumn bare = op;
    const std::optional<Value> value = value_of_each_row(op);
    const bool has_values = value || op.fill || column.default_value;
    const std::vector<Constraint> parts = take_parts(bare.definition, has_values);
    if (parts.empty() && !value)
        return;
    if (value) {
        bare.fill.reset();
        bare.definition.column.default_value.reset();
        bare.definition.column.nullable = true;
        bare.definition.column.not_null_name.clear();
    }
    table_.columns.push_back(bare.definition.column);
    add(std::move(bare), value ? "No row is written yet." : "");
    if (value && column.default_value) {
        AlterColumn alter = alter_of(op.table, column.name);
        alter.default_value = Change<Value>{std::nullopt, column.default_value};
        add(std::move(alter), "For rows that come from now on.");
    }
    if (value && column.nullable) {
        fill(column.name, *value, rows_that_are_there);
    } else if (value) {
        AlterColumn alter = alter_of(op.table, column.name);
        alter.nullable = Change<bool>{true, false};
        if (!column.not_null_name.empty())
            alter.not_null_name = Change<std::string>{std::nullopt, column.not_null_name};
        set_not_null(std::move(alter), value);
    }
    for (const Constraint& part : parts)
        put(part);
}

void RecipeWriter::operator()(const AlterColumn& op) {
    const Column* was = find_column(table_, op.column);
    if (!was)
        return;
    Database after;
    after.folding = before_.folding;
    after.tables.push_back(table_);
    apply(op, after, sql::postgres_syntax());
    const Column& becomes = *find_column(after.tables.front(), op.column);
    if (needs_new_column(*was, becomes) || !op.using_expression.empty() ||
        rewrites_rows(*was, becomes))
        return blocks(rewritten_rows);
    if (was->collation != becomes.collation)
        return blocks("Nobody reads or writes the table while its indexes on the column are "
                      "built anew.");
    AlterColumn rest = op;
    std::vector<Constraint> added;
    take_new_parts(rest, added);
    AlterColumn not_null = alter_of(op.table, op.column);
    const bool proves =
        was->nullable && !becomes.nullable && !is_proven_not_null(table_, op.column);
    if (proves) {
        not_null.nullable = std::exchange(rest.nullable, std::nullopt);
        not_null.not_null_name = std::exchange(rest.not_null_name, std::nullopt);
        rest.fill.reset();
    }
    if (!proves && added.empty())
        return;
    if (rest != alter_of(op.table, op.column))
        add(std::move(rest));
    if (proves)
        set_not_null(std::move(not_null), op.fill);
    for (const Constraint& each : added)
        put(each);
}

} // namespace migrate::postgres
