#include "dialect/sqlite/enum_changes.hpp"

#include "dialect/sqlite/sqlite_enums.hpp"
#include "dialect/sqlite/sqlite_render.hpp"
#include "dialect/sqlite/table_change.hpp"
#include "migrate/error.hpp"
#include "ops/enum_use.hpp"
#include "ops/implied_drops.hpp"
#include "ops/targets.hpp"
#include "sql/quote.hpp"
#include "sql/syntax.hpp"
#include "util/overloaded.hpp"
#include "util/text.hpp"

#include <algorithm>
#include <optional>

namespace migrate::sqlite {

namespace {

std::string quoted(const std::string& text) {
    return sql::quote_string(text, sql::sqlite_syntax());
}

bool same(const std::string& a, const std::string& b) {
    return same_name(a, b, NameFolding::ascii);
}

DropConstraint drop_check(const QualifiedName& table, const std::string& name, bool if_exists) {
    return {table, ConstraintKind::check, name, {}, {}, if_exists};
}

// --- following one operation

template <class... Kinds>
bool is_one_of(const Op& op) {
    return (std::holds_alternative<Kinds>(op) || ...);
}

bool may_change_enums(const Op& op) {
    return is_one_of<CreateTable, DropTable, RenameTable, AlterTable, AddColumn, AlterColumn,
                     RenameColumn, DropColumn, AddConstraint, DropConstraint, AlterConstraint,
                     RenameConstraint, CreateEnum, AlterEnum, RenameEnum, DropEnum>(op);
}

// Names of the checks that it drops, changes or renames.
std::vector<std::string> checks_named_by(const Op& op) {
    using Names = std::vector<std::string>;
    return std::visit(
        Overloaded{
            [](const DropConstraint& c) {
                return c.kind == ConstraintKind::check ? Names{c.name} : Names{};
            },
            [](const AlterConstraint& c) {
                return c.kind == ConstraintKind::check ? Names{c.name} : Names{};
            },
            [](const RenameConstraint& c) { return Names{c.name}; },
            [](const AlterTable& alter) {
                Names names;
                for (const TableClause& clause : alter.clauses)
                    std::ranges::move(
                        std::visit([](const auto& c) { return checks_named_by(Op(c)); }, clause),
                        std::back_inserter(names));
                return names;
            },
            [](const auto&) { return Names{}; },
        },
        op);
}

// Whether the operation ends a check that makes a column one of the enum.
bool ends_check_of(const EnumType& type, const Op& op) {
    const std::string suffix = text::lower("_" + type.name.name);
    return std::ranges::any_of(checks_named_by(op), [&](const std::string& name) {
        return text::starts_with_folded(name, "ck_") && text::lower(name).ends_with(suffix);
    });
}

// The check of an enum that was not lifted, when the column is to have it no longer as its type.
std::optional<DropConstraint> check_left_by(const AlterColumn& op, const Table& table) {
    const Column* column = find_named(table.columns, op.column, NameFolding::ascii);
    if (!op.type || !op.type->from || !column || column->type.kind != TypeKind::text)
        return std::nullopt;
    const std::string prefix = enum_check_name(table.name.name, op.column, "");
    for (const Check& check : table.checks)
        if (text::starts_with_folded(check.name, prefix) &&
            ops::names_enum(*op.type->from, {{}, check.name.substr(prefix.size())},
                            NameFolding::ascii))
            return drop_check(table.name, check.name, false);
    return std::nullopt;
}

// apply() with what it means for enums.
void advance(const Op& op, Database& db) {
    const std::vector<QualifiedName> tables = touched_objects(op);
    Table* table = tables.empty() ? nullptr : find_table(db, tables.front());
    if (table && !checks_named_by(op).empty())
        *table = lowered_table(std::move(*table), db);
    const auto* alter = std::get_if<AlterColumn>(&op);
    const auto left = table && alter ? check_left_by(*alter, *table) : std::nullopt;
    if (left)
        migrate::apply(*left, db, sql::sqlite_syntax());
    migrate::apply(op, db, sql::sqlite_syntax());
    if (may_change_enums(op))
        relift_enums(db);
}

// --- clauses

// Follows the lifted table through the clauses and writes those of the lowered one.
class Lowering {
  public:
    Lowering(const AlterTable& op, const Database& before) : op_(op) {
        state_.folding = before.folding;
        state_.enums = before.enums;
        state_.tables.push_back(ops::table_of(before, op.name));
    }

    AlterTable run() {
        AlterTable result = op_;
        result.clauses.clear();
        for (const TableClause& clause : op_.clauses)
            std::visit(
                [&](const auto& c) {
                    lower(c);
                    advance(Op(c), state_);
                },
                clause);
        result.clauses = std::move(out_);
        return result;
    }

  private:
    const std::string& table() const { return op_.name.name; }

    const EnumType* enum_of_column(const std::string& name) const {
        const Column* column = find_named(state_.tables.front().columns, name, NameFolding::ascii);
        return column ? enum_of(column->type, state_) : nullptr;
    }

    void lower(const AddColumn& op) {
        AddColumn lowered = op;
        lower_definition(lowered.definition, table(), state_);
        out_.emplace_back(std::move(lowered));
    }

    void lower(const AlterColumn& op) {
        const EnumType* was = enum_of_column(op.column);
        const EnumType* is = was;
        AlterColumn lowered = op;
        if (op.type && op.type->to)
            is = enum_of(*op.type->to, state_);
        if (is && op.type)
            lowered.type->to = parse_type("TEXT");
        if (was && was != is)
            out_.emplace_back(
                drop_check(op_.name, enum_check_name(table(), op.column, was->name.name), false));
        else if (auto left = check_left_by(op, state_.tables.front()))
            out_.emplace_back(*std::move(left));
        if (is && was == is && op.checks) // which replace all that stand in the column
            lowered.checks->to = with_check(op.checks->to, enum_check(table(), op.column, *is));
        out_.emplace_back(std::move(lowered));
        if (is && was != is)
            out_.emplace_back(AddConstraint{op_.name, enum_check(table(), op.column, *is)});
    }

    static std::vector<Check> with_check(const std::optional<std::vector<Check>>& checks,
                                         const Check& check) {
        std::vector<Check> list = checks.value_or(std::vector<Check>());
        list.push_back(check);
        return list;
    }

    void lower(const RenameColumn& op) {
        out_.emplace_back(op);
        const EnumType* type = enum_of_column(op.column);
        if (type && !same(op.column, op.to))
            out_.emplace_back(RenameConstraint{
                op_.name, enum_check_name(table(), op.column, type->name.name),
                enum_check_name(table(), op.to, type->name.name), ConstraintKind::check});
    }

    template <class Clause>
    void lower(const Clause& op) {
        out_.emplace_back(op);
    }

    const AlterTable& op_;
    Database state_;
    std::vector<TableClause> out_;
};

// --- enums

struct EnumColumn {
    QualifiedName table;
    std::string column;
};

std::vector<EnumColumn> columns_of(const QualifiedName& name, const Database& db) {
    const EnumType* type = find_enum(db, name);
    std::vector<EnumColumn> found;
    for (const Table& table : db.tables)
        for (const Column& column : table.columns)
            if (type && enum_of(column.type, db) == type)
                found.push_back({table.name, column.name});
    return found;
}

std::vector<EnumColumn> named_columns(const std::vector<std::string>& paths) {
    std::vector<EnumColumn> found;
    for (const std::string& path : paths) {
        std::vector<std::string> parts = parse_path(path);
        if (parts.size() != 2)
            throw Error(ErrorCode::usage, "\"" + path + "\" is no column: write table.column");
        found.push_back({{{}, parts[0]}, parts[1]});
    }
    return found;
}

// What a row's value becomes.
std::string new_value(const AlterEnum& op, const std::string& column) {
    std::string out = "CASE " + name_text(column);
    for (const auto& [from, to] : op.rename_value)
        out += " WHEN " + quoted(from) + " THEN " + quoted(to);
    for (const auto& [from, to] : op.replace)
        out += " WHEN " + quoted(from) + " THEN " + quoted(to);
    return out + " ELSE " + name_text(column) + " END";
}

// The values afterwards: said by the step, else those from before with the renamed ones changed.
std::vector<std::string> new_values(const AlterEnum& op, const EnumType* type) {
    if (op.values && op.values->to)
        return *op.values->to;
    if (!type)
        throw Error(ErrorCode::usage, "the values of the enum " + to_string(op.name) +
                                          " are not known here: no column has it as its type")
            .help("say all of them in the step: values = [...]");
    std::vector<std::string> values = type->values;
    for (const auto& [from, to] : op.rename_value)
        std::ranges::replace(values, from, to);
    return values;
}

// One change for each table, whatever the number of its columns.
AlterTable& change_of(std::vector<AlterTable>& changes, const QualifiedName& table) {
    const auto found = std::ranges::find(changes, table, &AlterTable::name);
    if (found != changes.end())
        return *found;
    changes.emplace_back().name = table;
    return changes.back();
}

void rename_check(std::vector<AlterTable>& changes, const QualifiedName& table, std::string from,
                  std::string to) {
    if (!same(from, to))
        change_of(changes, table)
            .clauses.emplace_back(
                RenameConstraint{table, std::move(from), std::move(to), ConstraintKind::check});
}

// --- following

AlterTable without_implied_drops(const AlterTable& op, const Database& db) {
    return ops::without_implied_drops(op, only_table(db, op.name), sql::sqlite_syntax());
}

// One clause after the other: those about checks need the lowered table, those about types the
// lifted one.
void advance_clauses(const AlterTable& op, Database& db) {
    AlterTable rest = without_implied_drops(op, db);
    for (const TableClause& clause : rest.clauses)
        std::visit([&](const auto& c) { advance(Op(c), db); }, clause);
    rest.clauses.clear();
    migrate::apply(Op(rest), db, sql::sqlite_syntax());
}

bool is_known(const CreateEnum& op, const Database& db) {
    const EnumType* known = find_enum(db, op.type.name);
    return known && known->values == op.type.values;
}

// An enum that is not lifted is changed by the checks of the columns that the step names.
void follow_named_columns(const AlterEnum& op, Database& db) {
    for (const AlterTable& change : alter_enum(op, db))
        follow(change, db);
    lift_enums(db);
}

std::vector<EnumType> used_enums(const Database& db) {
    std::vector<EnumType> used = db.enums;
    std::erase_if(used, [&](const EnumType& type) { return !ops::is_used(type, db); });
    return used;
}

bool is_unlifted(const EnumType& type, const Database& db) {
    return std::ranges::any_of(unlifted_enums(db),
                               [&](const std::string& name) { return same(name, type.name.name); });
}

// Those that the operation ended, by their checks or by a check that contradicts them. One whose
// columns have just got other types stays: the next step may take it.
void forget_ended(const std::vector<EnumType>& used, const Op& op, Database& db) {
    for (const EnumType& type : used)
        if (!ops::is_used(type, db) && (ends_check_of(type, op) || is_unlifted(type, db)))
            std::erase_if(db.enums, [&](const EnumType& each) { return each.name == type.name; });
}

// Steps on tables and checks make no enum by themselves: when one is named that the schema does not
// know, it may hold the checks.
Database with_enum(const QualifiedName& name, Database db) {
    if (!find_enum(db, name))
        lift_enums(db);
    return db;
}

} // namespace

AlterTable lowered_clauses(const AlterTable& op, const Database& before) {
    const AlterTable rest = without_implied_drops(op, before);
    return Lowering(rest, before).run();
}

std::vector<AlterTable> alter_enum(const AlterEnum& op, const Database& schema) {
    const Database db = with_enum(op.name, schema);
    const EnumType* type = find_enum(db, op.name);
    const std::vector<EnumColumn> columns =
        op.columns.empty() ? columns_of(op.name, db) : named_columns(op.columns);
    if (columns.empty() && !type)
        throw Error(ErrorCode::usage, "no column of the enum " + to_string(op.name) +
                                          " was found: its checks are called ck_<table>_<column>_" +
                                          op.name.name)
            .help("name the columns in the step: columns = [\"table.column\"]");
    std::vector<AlterTable> changes;
    if (columns.empty())
        return changes;
    const EnumType now{op.name, new_values(op, type), {}, {}, {}, {}};
    const bool converts = !op.rename_value.empty() || !op.replace.empty();
    if (type && type->values == now.values && !converts) // only a comment, which is not stored
        return changes;
    for (const EnumColumn& each : columns) {
        std::vector<TableClause>& clauses = change_of(changes, each.table).clauses;
        const Check check = enum_check(each.table.name, each.column, now);
        clauses.emplace_back(drop_check(each.table, check.name, true));
        if (converts) {
            AlterColumn rows;
            rows.table = each.table;
            rows.column = each.column;
            rows.using_expression = new_value(op, each.column);
            clauses.emplace_back(std::move(rows));
        }
        clauses.emplace_back(AddConstraint{each.table, check});
    }
    return changes;
}

std::vector<AlterTable> rename_enum(const RenameEnum& op, const Database& schema) {
    const Database db = with_enum(op.name, schema);
    std::vector<AlterTable> changes;
    for (const EnumColumn& each : columns_of(op.name, db))
        rename_check(changes, each.table,
                     enum_check_name(each.table.name, each.column, op.name.name),
                     enum_check_name(each.table.name, each.column, op.to));
    return changes;
}

std::vector<AlterTable> rename_enum_checks(const RenameTable& op, const Database& db) {
    std::vector<AlterTable> changes;
    if (const Table* table = find_table(db, op.name))
        for (const Column& column : table->columns)
            if (const EnumType* type = enum_of(column.type, db))
                rename_check(changes, table->name,
                             enum_check_name(table->name.name, column.name, type->name.name),
                             enum_check_name(op.to, column.name, type->name.name));
    return changes;
}

void follow(const Op& op, Database& db) {
    const auto* create = std::get_if<CreateEnum>(&op);
    const auto* drop = std::get_if<DropEnum>(&op);
    if ((create && is_known(*create, db)) || (drop && !find_enum(db, drop->name)))
        return;
    const auto* alter = std::get_if<AlterEnum>(&op);
    if (alter && !alter->columns.empty() && !find_enum(db, alter->name))
        return follow_named_columns(*alter, db);
    const auto* rename = std::get_if<RenameEnum>(&op);
    if ((alter && !find_enum(db, alter->name)) || (rename && !find_enum(db, rename->name)))
        lift_enums(db);
    const std::vector<EnumType> used = used_enums(db);
    if (const auto* table = std::get_if<AlterTable>(&op))
        advance_clauses(*table, db);
    else
        advance(op, db);
    forget_ended(used, op, db);
}

std::string user_of_enum(const QualifiedName& name, const Database& db) {
    const std::vector<EnumColumn> columns = columns_of(name, db);
    return columns.empty() ? std::string()
                           : to_string(columns.front().table) + "." + columns.front().column;
}

} // namespace migrate::sqlite
