// Which constraint a drop means.
#include "migrate/error.hpp"
#include "ops/constraints.hpp"
#include "schema/words.hpp"
#include "sql/normalize.hpp"
#include "util/overloaded.hpp"
#include "util/text.hpp"

#include <algorithm>

namespace migrate::ops {
namespace {

bool stands_in_column(const Check& check) {
    return !check.in_column.empty();
}
template <class T>
bool stands_in_column(const T& part) {
    return part.in_column;
}

std::vector<std::string> columns_of(const std::vector<KeyPart>& parts) {
    std::vector<std::string> columns;
    for (const KeyPart& part : parts)
        columns.push_back(part.column);
    return columns;
}

std::vector<KeyPart> parts_of(const std::vector<std::string>& columns) {
    std::vector<KeyPart> parts(columns.size());
    for (std::size_t i = 0; i < columns.size(); ++i)
        parts[i].column = columns[i];
    return parts;
}

Conflict effective(Conflict conflict) {
    return conflict == Conflict::none ? Conflict::abort : conflict;
}
Deferral effective(const std::optional<Deferral>& deferral) {
    return deferral.value_or(Deferral::not_deferrable);
}

template <class T>
bool fits(const std::optional<T>& said, const T& value) {
    return !said || *said == value;
}

// The definitions, for the list of those that could be meant.
std::string shown(const Unique& unique) {
    std::vector<std::string> parts;
    for (const KeyPart& part : unique.columns)
        parts.push_back(part.column + (part.collation.empty() ? "" : " COLLATE " + part.collation) +
                        (part.desc ? " DESC" : ""));
    return "UNIQUE (" + text::join(parts, ", ") + ")" +
           (unique.conflict == Conflict::none ? "" : " ON CONFLICT ") +
           std::string(sql_words(unique.conflict));
}
std::string shown(const Check& check) {
    return "CHECK (" + check.expression + ")";
}
std::string shown(const ForeignKey& key) {
    std::string out =
        "FOREIGN KEY (" + text::join(key.columns, ", ") + ") REFERENCES " + to_string(key.table);
    if (!key.referred.empty())
        out += " (" + text::join(key.referred, ", ") + ")";
    if (key.on_delete != FkAction::no_action)
        out.append(" ON DELETE ").append(sql_words(key.on_delete));
    if (key.on_update != FkAction::no_action)
        out.append(" ON UPDATE ").append(sql_words(key.on_update));
    if (!key.match.empty())
        out += " MATCH " + key.match;
    if (effective(key.deferral) != Deferral::not_deferrable)
        out += " DEFERRABLE";
    return out;
}

class Finder {
  public:
    Finder(const Table& table, const DropConstraint& op, const SameExpression& same_expression,
           NameFolding folding)
        : table_(table),
          op_(op),
          same_expression_(same_expression),
          folding_(folding) {}

    // A name decides alone, else the definition does. Of two with the same definition the nameless
    // one is meant, as the other could be called by its name, and that outside of a column's
    // definition, as alter_column reaches the other.
    template <class T>
    const T* find(const std::vector<T>& items) const {
        if (!op_.name.empty())
            return find_named(items, op_.name, folding_);
        std::vector<const T*> found;
        for (const T& item : items)
            if (is_meant(item))
                found.push_back(&item);
        keep_if_any(found, [](const T& item) { return item.name.empty(); });
        if (differ(found))
            keep_if_any(found, [&](const T& item) { return is_meant_exactly(item); });
        if (differ(found))
            refuse(found);
        keep_if_any(found, [](const T& item) { return !stands_in_column(item); });
        return found.empty() ? nullptr : found.front();
    }

    bool same_definition(const Unique& a, const Unique& b) const {
        return same_parts(a.columns, b.columns) && effective(a.conflict) == effective(b.conflict);
    }
    bool same_definition(const Check& a, const Check& b) const {
        return same_expression_(a.expression, b.expression);
    }
    bool same_definition(const ForeignKey& a, const ForeignKey& b) const {
        return same_names(a.columns, b.columns) && same_name(a.table, b.table, folding_) &&
               same_names(a.referred, b.referred) && a.on_delete == b.on_delete &&
               a.on_update == b.on_update && a.match == b.match &&
               effective(a.deferral) == effective(b.deferral);
    }

  private:
    template <class T, class Wanted>
    static void keep_if_any(std::vector<const T*>& found, Wanted wanted) {
        if (std::ranges::any_of(found, [&](const T* item) { return wanted(*item); }))
            std::erase_if(found, [&](const T* item) { return !wanted(*item); });
    }

    template <class T>
    bool differ(const std::vector<const T*>& found) const {
        return std::ranges::any_of(
            found, [&](const T* item) { return !same_definition(*item, *found.front()); });
    }

    bool same_names(const std::vector<std::string>& a, const std::vector<std::string>& b) const {
        return std::ranges::equal(
            a, b, [&](const auto& x, const auto& y) { return same_name(x, y, folding_); });
    }
    bool same_parts(const std::vector<KeyPart>& a, const std::vector<KeyPart>& b) const {
        return std::ranges::equal(a, b, [&](const KeyPart& x, const KeyPart& y) {
            return same_name(x.column, y.column, folding_) && x.expression == y.expression &&
                   x.desc == y.desc && same_name(x.collation, y.collation, folding_);
        });
    }

    bool is_meant(const Unique& unique) const {
        return same_names(columns_of(unique.columns), op_.columns) &&
               (!op_.conflict || effective(*op_.conflict) == effective(unique.conflict));
    }
    bool is_meant(const Check& check) const {
        return same_expression_(check.expression, op_.expression);
    }
    bool is_meant(const ForeignKey& key) const {
        return same_names(key.columns, op_.columns) &&
               (!op_.references_table || same_name(key.table, *op_.references_table, folding_)) &&
               (op_.references_columns.empty() ||
                same_names(key.referred, op_.references_columns)) &&
               fits(op_.on_delete, key.on_delete) && fits(op_.on_update, key.on_update) &&
               fits(op_.match, key.match) && fits(op_.deferral, effective(key.deferral));
    }

    // Where more than one is: what is left out is nothing there.
    bool is_meant_exactly(const Unique& unique) const {
        return same_parts(unique.columns, op_.parts.empty() ? parts_of(op_.columns) : op_.parts);
    }
    bool is_meant_exactly(const Check&) const { return true; }
    bool is_meant_exactly(const ForeignKey& key) const {
        return op_.references_table && same_names(key.referred, op_.references_columns);
    }

    template <class T>
    [[noreturn]] void refuse(const std::vector<const T*>& found) const {
        constexpr bool foreign_key = std::is_same_v<T, ForeignKey>;
        const std::string by = op_.columns.empty() ? op_.expression : text::join(op_.columns, ", ");
        Error error(ErrorCode::usage, "table " + to_string(table_.name) + " has several " +
                                          (foreign_key ? "foreign keys" : "unique constraints") +
                                          " of (" + by + ")");
        for (const T* item : found)
            error.note((item->name.empty() ? "" : item->name + ": ") + shown(*item));
        if (!found.front()->name.empty())
            throw error.help("name the one that is meant");
        throw error.help(foreign_key
                             ? "say what only the one that is meant has: references = \"" +
                                   shown_target(*found.front()) +
                                   "\", on_delete, on_update, "
                                   "match or deferrable"
                             : std::string("say the collation and order of its columns as in the "
                                           "table, or its on_conflict"));
    }

    template <class T>
    static std::string shown_target(const T& item) {
        if constexpr (std::is_same_v<T, ForeignKey>)
            return to_string(item.table) +
                   (item.referred.empty() ? "" : "(" + text::join(item.referred, ", ") + ")");
        else
            return {};
    }

    const Table& table_;
    const DropConstraint& op_;
    const SameExpression& same_expression_;
    NameFolding folding_;
};

SameExpression by_syntax(const sql::Syntax& syntax) {
    return [&syntax](std::string_view a, std::string_view b) {
        return sql::same_expression(a, b, syntax);
    };
}

// --- saying no more than it takes

void say_more(DropConstraint&, const Check&, int) {
}
void say_more(DropConstraint& drop, const Unique& unique, int step) {
    if (step == 0)
        drop.parts = unique.columns;
    else
        drop.conflict = effective(unique.conflict);
}
void say_more(DropConstraint& drop, const ForeignKey& key, int step) {
    if (step == 0) {
        drop.references_table = key.table;
        drop.references_columns = key.referred;
        return;
    }
    drop.on_delete = key.on_delete;
    drop.on_update = key.on_update;
    drop.match = key.match;
    drop.deferral = effective(key.deferral);
}

template <class T>
bool is_found(const std::vector<T>& items, const T& wanted, const Finder& finder) {
    try {
        const T* found = finder.find(items);
        return !found || finder.same_definition(*found, wanted);
    } catch (const Error&) {
        return false;
    }
}

const std::vector<Unique>& items_like(const Table& table, const Unique&) {
    return table.uniques;
}
const std::vector<Check>& items_like(const Table& table, const Check&) {
    return table.checks;
}
const std::vector<ForeignKey>& items_like(const Table& table, const ForeignKey&) {
    return table.foreign_keys;
}

DropConstraint by_definition(const PrimaryKey& key) {
    return {.kind = ConstraintKind::primary_key, .name = key.name};
}
DropConstraint by_definition(const Unique& unique) {
    return {.kind = ConstraintKind::unique, .columns = columns_of(unique.columns)};
}
DropConstraint by_definition(const Check& check) {
    return {.kind = ConstraintKind::check, .expression = check.expression};
}
DropConstraint by_definition(const ForeignKey& key) {
    return {.kind = ConstraintKind::foreign_key, .columns = key.columns};
}

template <class T>
DropConstraint drop_of_one(const Table& table, const T& constraint, NameFolding folding) {
    DropConstraint drop = by_definition(constraint);
    drop.table = table.name;
    if (!constraint.name.empty()) {
        drop.name = constraint.name;
        drop.columns.clear();
        drop.expression.clear();
        return drop;
    }
    if constexpr (!std::is_same_v<T, PrimaryKey>) {
        const SameExpression same = std::equal_to<std::string_view>();
        for (int step = 0; step < 2; ++step)
            if (!is_found(items_like(table, constraint), constraint,
                          Finder(table, drop, same, folding)))
                say_more(drop, constraint, step);
    }
    return drop;
}

} // namespace

std::optional<Constraint> constraint_to_drop(const Table& table, const DropConstraint& op,
                                             const SameExpression& same_expression,
                                             NameFolding folding) {
    const Finder finder(table, op, same_expression, folding);
    const auto as_constraint = [](const auto* found) {
        return found ? std::optional<Constraint>(*found) : std::nullopt;
    };
    switch (op.kind) {
    case ConstraintKind::primary_key:
        return as_constraint(table.primary_key ? &*table.primary_key : nullptr);
    case ConstraintKind::unique:
        return as_constraint(finder.find(table.uniques));
    case ConstraintKind::check:
        return as_constraint(finder.find(table.checks));
    case ConstraintKind::foreign_key:
        return as_constraint(finder.find(table.foreign_keys));
    }
    return std::nullopt;
}

DropConstraint drop_of(const Table& table, const Constraint& constraint, NameFolding folding) {
    return std::visit([&](const auto& one) { return drop_of_one(table, one, folding); },
                      constraint);
}

bool take_constraint(Table& table, const DropConstraint& op, const sql::Syntax& syntax,
                     NameFolding folding) {
    const SameExpression same_expression = by_syntax(syntax);
    const Finder finder(table, op, same_expression, folding);
    const auto take = [&](auto& items) {
        const auto* found = finder.find(items);
        if (found)
            items.erase(items.begin() + (found - items.data()));
        return found != nullptr;
    };
    switch (op.kind) {
    case ConstraintKind::primary_key: {
        const bool there = table.primary_key.has_value();
        table.primary_key.reset();
        return there;
    }
    case ConstraintKind::unique:
        return take(table.uniques);
    case ConstraintKind::check:
        return take(table.checks);
    case ConstraintKind::foreign_key:
        return take(table.foreign_keys);
    }
    return false;
}

} // namespace migrate::ops
