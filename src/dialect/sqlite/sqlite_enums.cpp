#include "dialect/sqlite/sqlite_enums.hpp"

#include "dialect/sqlite/sqlite_render.hpp"
#include "migrate/error.hpp"
#include "sql/quote.hpp"
#include "util/text.hpp"

#include <algorithm>

namespace migrate::sqlite {

namespace {

std::string quoted(const std::string& text) {
    return sql::quote_string(text, sql::sqlite_syntax());
}

const ColumnType text_type = parse_type("TEXT");

struct EnumColumn {
    QualifiedName table;
    std::string column;
};

// The columns whose check bears the enum's name.
std::vector<EnumColumn> columns_of(const QualifiedName& type, const Database& db) {
    std::vector<EnumColumn> found;
    for (const Table& table : db.tables)
        for (const Column& column : table.columns)
            if (find_named(table.checks, enum_check_name(table.name.name, column.name, type.name),
                           NameFolding::ascii))
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

// The values afterwards: said by the step, else those of the check with the renamed ones changed.
std::vector<std::string> new_values(const AlterEnum& op, const Database& db) {
    if (op.values && op.values->to)
        return *op.values->to;
    const EnumType* type = find_enum(db, op.name);
    if (!type)
        throw Error(ErrorCode::usage, "the values of the enum " + to_string(op.name) +
                                          " are not known here: SQLite does not store them")
            .help("say all of them in the step: values = [...]");
    std::vector<std::string> values = type->values;
    for (const auto& [from, to] : op.rename_value)
        std::ranges::replace(values, from, to);
    return values;
}

void settle(Column& column, std::vector<Check>& checks, const std::string& table,
            const Database& db) {
    const EnumType* type = enum_of(column.type, db);
    if (!type)
        return;
    const Check check = enum_check(table, column.name, *type);
    column.type = text_type;
    if (!find_named(checks, check.name, NameFolding::ascii))
        checks.push_back(check);
}

void settle_alter(AlterColumn alter, const Database& db, std::vector<TableClause>& clauses) {
    const Table* table = find_table(db, alter.table);
    const EnumType* type = alter.type && alter.type->to ? enum_of(*alter.type->to, db) : nullptr;
    const auto check_of = [&](const std::string& enum_name) {
        const std::string name = enum_check_name(alter.table.name, alter.column, enum_name);
        return table ? find_named(table->checks, name, NameFolding::ascii) : nullptr;
    };
    if (type)
        alter.type->to = text_type;
    if (alter.type && alter.type->from)
        if (const Check* old = check_of(alter.type->from->text))
            clauses.emplace_back(
                DropConstraint{alter.table, ConstraintKind::check, old->name, {}, {}, false});
    clauses.emplace_back(alter);
    if (type)
        clauses.emplace_back(
            AddConstraint{alter.table, enum_check(alter.table.name, alter.column, *type)});
}

} // namespace

std::string enum_check_name(const std::string& table, const std::string& column,
                            const std::string& enum_name) {
    return "ck_" + table + "_" + column + "_" + enum_name;
}

Check enum_check(const std::string& table, const std::string& column, const EnumType& type) {
    std::vector<std::string> values;
    for (const std::string& value : type.values)
        values.push_back(quoted(value));
    Check check;
    check.name = enum_check_name(table, column, type.name.name);
    check.expression = name_text(column) + " IN (" + text::join(values, ", ") + ")";
    check.in_column = column;
    return check;
}

const EnumType* enum_of(const ColumnType& type, const Database& db) {
    const bool may_be =
        type.kind == TypeKind::enumeration || (type.kind == TypeKind::other && !type.native);
    if (!may_be)
        return nullptr;
    for (const EnumType& each : db.enums)
        if (same_name(to_string(each.name), type.text, NameFolding::ascii))
            return &each;
    return nullptr;
}

void adapt_enums(Database& model) {
    for (Table& table : model.tables)
        for (Column& column : table.columns)
            settle(column, table.checks, table.name.name, model);
    model.enums.clear();
}

Table adapted_table(Table table, const Database& db) {
    for (Column& column : table.columns)
        settle(column, table.checks, table.name.name, db);
    return table;
}

AlterTable adapted_clauses(const AlterTable& op, const Database& db) {
    AlterTable result = op;
    result.clauses.clear();
    for (const TableClause& clause : op.clauses) {
        if (const auto* add = std::get_if<AddColumn>(&clause)) {
            AddColumn adapted = *add;
            settle(adapted.definition.column, adapted.definition.checks, op.name.name, db);
            result.clauses.emplace_back(std::move(adapted));
        } else if (const auto* alter = std::get_if<AlterColumn>(&clause)) {
            settle_alter(*alter, db, result.clauses);
        } else {
            result.clauses.push_back(clause);
        }
    }
    return result;
}

std::vector<AlterTable> alter_enum(const AlterEnum& op, const Database& db) {
    const std::vector<EnumColumn> columns =
        op.columns.empty() ? columns_of(op.name, db) : named_columns(op.columns);
    if (columns.empty() && !find_enum(db, op.name))
        throw Error(ErrorCode::usage, "no column of the enum " + to_string(op.name) +
                                          " was found: its checks are called ck_<table>_<column>_" +
                                          op.name.name)
            .help("name the columns in the step: columns = [\"table.column\"]");
    std::vector<AlterTable> changes;
    const EnumType now{
        op.name, columns.empty() ? std::vector<std::string>() : new_values(op, db), {}, {}, {}, {}};
    for (const EnumColumn& each : columns) {
        const std::string name = enum_check_name(each.table.name, each.column, op.name.name);
        AlterTable change;
        change.name = each.table;
        change.clauses.emplace_back(
            DropConstraint{each.table, ConstraintKind::check, name, {}, {}, true});
        if (!op.rename_value.empty() || !op.replace.empty()) {
            AlterColumn rows;
            rows.table = each.table;
            rows.column = each.column;
            rows.using_expression = new_value(op, each.column);
            change.clauses.emplace_back(std::move(rows));
        }
        change.clauses.emplace_back(
            AddConstraint{each.table, enum_check(each.table.name, each.column, now)});
        changes.push_back(std::move(change));
    }
    return changes;
}

std::vector<AlterTable> rename_enum(const RenameEnum& op, const Database& db) {
    std::vector<AlterTable> changes;
    for (const EnumColumn& each : columns_of(op.name, db)) {
        AlterTable change;
        change.name = each.table;
        change.clauses.emplace_back(RenameConstraint{
            each.table, enum_check_name(each.table.name, each.column, op.name.name),
            enum_check_name(each.table.name, each.column, op.to), ConstraintKind::check});
        changes.push_back(std::move(change));
    }
    return changes;
}

} // namespace migrate::sqlite
