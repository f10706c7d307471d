#include "diff/compare_columns.hpp"

#include "diff/compare_attributes.hpp"
#include "diff/fill.hpp"
#include "diff/spelling.hpp"

#include <algorithm>

namespace migrate::diff {
namespace {

// By place where the lists agree, which is nearly always, else by looking.
const Column* counterpart(const Context& context, const std::vector<Column>& columns,
                          std::size_t place, const std::string& name) {
    if (place < columns.size() && context.same(columns[place].name, name))
        return &columns[place];
    return find_named(columns, name, context.folding());
}

bool same_type(const Context& context, const Column& a, const Column& b) {
    if (a.type == b.type && a.identity == b.identity && a.autoincrement == b.autoincrement)
        return true;
    return context.dialect.types().same(a, b);
}

bool same_null(const Context& context, const Table& a_table, const Column& a, const Table& b_table,
               const Column& b) {
    const Types& types = context.dialect.types();
    return a.nullable == b.nullable ||
           (types.implied_not_null(a_table, a) && types.implied_not_null(b_table, b));
}

Conflict effective(Conflict conflict) {
    return conflict == Conflict::none ? Conflict::abort : conflict;
}

bool same_generated(const Context& context, const std::optional<Generated>& a,
                    const std::optional<Generated>& b) {
    if (!a || !b)
        return !a && !b;
    return a->stored == b->stored && same_expression(context, a->expression, b->expression);
}

template <class T>
std::optional<T> unless_empty(const T& value) {
    return value == T() ? std::nullopt : std::optional<T>(value);
}

template <class T>
Change<T> change(std::optional<T> from, std::optional<T> to) {
    return {std::move(from), std::move(to), true};
}

std::string narrowing_note(const Context& context, const Column& from, const Column& to) {
    if (!context.caps().enforces_length || from.type.kind != to.type.kind)
        return {};
    const std::vector<int>& was = from.type.arguments;
    const std::vector<int>& is = to.type.arguments;
    const bool narrower = is.size() > was.size() ||
                          (is.size() == was.size() &&
                           std::ranges::mismatch(is, was, std::greater_equal<>()).in1 != is.end());
    return narrower ? "Values that do not fit " + to.type.text + " stop this step." : std::string();
}

class ColumnComparer {
  public:
    ColumnComparer(const Context& context, TableChanges& changes, const Column& from,
                   const Column& to)
        : context_(context),
          changes_(changes),
          from_(from),
          to_(to) {}

    void run() {
        compare_type();
        compare_null();
        compare_value();
        compare_rest();
        if (alter_ == AlterColumn())
            return;
        alter_.table = changes_.from.name;
        alter_.column = from_.name;
        changes_.alter_columns.push_back({std::move(alter_), std::move(comments_)});
    }

  private:
    void compare_type() {
        if (!context_.options.compare_type || same_type(context_, from_, to_))
            return;
        alter_.type = change<ColumnType>(from_.type, to_.type);
        if (std::string note = narrowing_note(context_, from_, to_); !note.empty())
            comments_.push_back(std::move(note));
    }

    void compare_null() {
        if (!same_null(context_, changes_.from, from_, changes_.to, to_) || restores_null()) {
            alter_.nullable = change<bool>(from_.nullable, to_.nullable);
            if (!to_.nullable)
                alter_.fill = fill_for_nulls(context_, changes_.to, from_, to_, comments_);
        }
        compare_not_null_name();
        compare_not_null_conflict();
    }

    // A key is NOT NULL by itself; where that is also written, it is gone on the way back.
    bool restores_null() const {
        return context_.way == Way::down && to_.nullable && !from_.nullable &&
               (!from_.not_null_name.empty() || from_.not_null_conflict != Conflict::none);
    }

    void compare_not_null_name() {
        if (!context_.caps().constraint_names || to_.nullable ||
            context_.same(from_.not_null_name, to_.not_null_name) ||
            (to_.not_null_name.empty() && context_.way == Way::up) || !writes_not_null())
            return;
        alter_.not_null_name =
            change(unless_empty(from_.not_null_name), unless_empty(to_.not_null_name));
    }

    void compare_not_null_conflict() {
        if (!context_.caps().conflict_clauses || to_.nullable ||
            effective(from_.not_null_conflict) == effective(to_.not_null_conflict) ||
            !writes_not_null())
            return;
        alter_.not_null_conflict =
            change(unless_empty(from_.not_null_conflict), unless_empty(to_.not_null_conflict));
    }

    // Its name and conflict clause need NOT NULL to be spelled out, but where NULL never happens.
    bool writes_not_null() {
        if (!from_.nullable || alter_.nullable)
            return true;
        if (context_.dialect.types().fills_itself(changes_.to, to_))
            return false;
        alter_.nullable = change<bool>(true, false);
        return true;
    }

    void compare_value() {
        if (!same_generated(context_, from_.generated, to_.generated))
            alter_.generated = change(from_.generated, to_.generated);
        if (context_.options.compare_default &&
            !same_default(context_, from_.default_value, to_.default_value))
            alter_.default_value = change(from_.default_value, to_.default_value);
        if (context_.caps().identity && from_.identity != to_.identity)
            alter_.identity = change(from_.identity, to_.identity);
        if (from_.autoincrement != to_.autoincrement)
            alter_.autoincrement = change<bool>(from_.autoincrement, to_.autoincrement);
    }

    void compare_rest() {
        if (!same_collation(context_, from_.collation, to_.collation))
            alter_.collation = change(unless_empty(from_.collation), unless_empty(to_.collation));
        if (context_.caps().comments && context_.options.compare_comment &&
            from_.comment != to_.comment)
            alter_.comment = change(unless_empty(from_.comment), unless_empty(to_.comment));
        alter_.attributes = compare_attributes(context_, from_.attributes, to_.attributes);
    }

    const Context& context_;
    TableChanges& changes_;
    const Column& from_;
    const Column& to_;
    AlterColumn alter_;
    std::vector<std::string> comments_;
};

void add_column(const Context& context, TableChanges& changes, const Column& column) {
    const bool new_key = !changes.from.primary_key.has_value();
    AddColumn add;
    add.table = changes.from.name;
    add.definition = definition_of(context, changes.to, column, new_key);
    std::vector<std::string> comments;
    add.fill = fill_for_new(context, changes.to, add.definition, comments);
    changes.add_columns.push_back({std::move(add), std::move(comments)});
}

// A generated column goes before those that it may read, and comes after them. Where columns are
// placed, they come in the order of the table.
void sort_generated(const Context& context, TableChanges& changes) {
    std::ranges::stable_partition(changes.drop_columns, [&](const PlannedClause& planned) {
        const auto& drop = std::get<DropColumn>(planned.clause);
        return find_named(changes.from.columns, drop.column, context.folding())
            ->generated.has_value();
    });
    if (!context.caps().placed_columns && !context.caps().rebuild_places_columns)
        std::ranges::stable_partition(changes.add_columns, [](const PlannedClause& planned) {
            return !std::get<AddColumn>(planned.clause).definition.column.generated;
        });
}

} // namespace

void compare_columns(const Context& context, TableChanges& changes) {
    const std::vector<Column>& from = changes.from.columns;
    const std::vector<Column>& to = changes.to.columns;
    std::size_t kept = 0;
    for (std::size_t i = 0; i < to.size(); ++i) {
        if (const Column* old = counterpart(context, from, i, to[i].name)) {
            ColumnComparer(context, changes, *old, to[i]).run();
            ++kept;
        } else {
            add_column(context, changes, to[i]);
        }
    }
    for (std::size_t i = 0; i < from.size() && kept < from.size(); ++i)
        if (!counterpart(context, to, i, from[i].name))
            changes.drop_columns.push_back(
                {DropColumn{changes.from.name, from[i].name},
                 context.drop_comment(shown(changes.from.name, from[i].name))});
    sort_generated(context, changes);
}

ColumnDefinition definition_of(const Context& context, const Table& table, const Column& column,
                               bool with_primary_key) {
    const auto only_this = [&](const std::vector<KeyPart>& parts) {
        return parts.size() == 1 && context.same(parts[0].column, column.name);
    };
    ColumnDefinition definition;
    definition.column = column;
    definition.column.renamed_from.clear();
    if (with_primary_key && table.primary_key && table.primary_key->in_column &&
        only_this(table.primary_key->columns))
        definition.primary_key = table.primary_key;
    for (const Unique& unique : table.uniques)
        if (unique.in_column && only_this(unique.columns) && !definition.unique)
            definition.unique = unique;
    for (const Check& check : table.checks)
        if (!check.in_column.empty() && context.same(check.in_column, column.name))
            definition.checks.push_back(check);
    for (const ForeignKey& key : table.foreign_keys)
        if (key.in_column && key.columns.size() == 1 && context.same(key.columns[0], column.name) &&
            !definition.foreign_key)
            definition.foreign_key = key;
    return definition;
}

AlterColumn& alteration_of(TableChanges& changes, const Column& column) {
    for (PlannedClause& planned : changes.alter_columns)
        if (auto* alter = std::get_if<AlterColumn>(&planned.clause); alter->column == column.name)
            return *alter;
    AlterColumn alter;
    alter.table = changes.from.name;
    alter.column = column.name;
    changes.alter_columns.push_back({std::move(alter), {}});
    return std::get<AlterColumn>(changes.alter_columns.back().clause);
}

bool is_kept(const Context& context, const TableChanges& changes, std::string_view column) {
    return find_named(changes.from.columns, column, context.folding()) &&
           find_named(changes.to.columns, column, context.folding());
}

} // namespace migrate::diff
