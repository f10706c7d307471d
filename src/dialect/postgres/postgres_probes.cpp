#include "dialect/postgres/postgres_probes.hpp"

#include "dialect/postgres/postgres_text.hpp"
#include "util/text.hpp"

namespace migrate::postgres {

namespace {

std::string fill_help(const Column& column) {
    const TypeKind kind = column.type.kind;
    const bool number = kind == TypeKind::smallint || kind == TypeKind::integer ||
                        kind == TypeKind::bigint || kind == TypeKind::numeric ||
                        kind == TypeKind::real || kind == TypeKind::double_precision;
    return std::string("give them a value in the step, for example: fill = ") +
           (number ? "0" : "\"\"");
}

std::string count_where(const QualifiedName& table, const std::string& condition) {
    return "SELECT count(*) FROM " + name_text(table) +
           (condition.empty() ? "" : " WHERE " + condition);
}

std::string shown(const QualifiedName& table, const std::string& column) {
    return to_string(table) + "." + column;
}

} // namespace

Statement plain(std::string sql) {
    Statement out;
    out.sql = std::move(sql);
    return out;
}

Statement no_value_probe(const QualifiedName& table, const Column& column) {
    return {count_where(table, {}), true,
            "{n} {rows} of " + to_string(table) + " {have} no value for the new column " +
                shown(table, column.name) + ", which is NOT NULL",
            fill_help(column)};
}

Statement nulls_probe(const QualifiedName& table, const Column& column) {
    return {count_where(table, name_text(column.name) + " IS NULL"), true,
            "{n} {rows} {have} NULL in " + shown(table, column.name) + ", which becomes NOT NULL",
            fill_help(column)};
}

Statement length_probe(const QualifiedName& table, const std::string& column, int length) {
    const std::string condition =
        "char_length(" + name_text(column) + "::text) > " + std::to_string(length);
    return {count_where(table, condition), true,
            "{n} {rows} of " + to_string(table) + " {have} more than " + std::to_string(length) +
                " characters in " + shown(table, column),
            "shorten them in a step before, or say how in the step: using = \"left(" +
                name_text(column) + ", " + std::to_string(length) + ")\""};
}

Statement check_probe(const QualifiedName& table, const Check& check) {
    const std::string condition = "NOT " + parenthesised(check.expression);
    return {count_where(table, condition), true,
            "{n} {rows} of " + to_string(table) + " {break} the check " +
                (check.name.empty() ? "(" + check.expression + ")" : check.name),
            "correct the rows in a step before: SELECT * FROM " + name_text(table) +
                " WHERE NOT (" + shortened(check.expression, 100) + ")"};
}

Statement duplicates_probe(const QualifiedName& table, const std::string& what,
                           const std::vector<KeyPart>& columns, const std::string& where) {
    std::vector<std::string> keys;
    std::vector<std::string> conditions;
    if (!where.empty())
        conditions.push_back(parenthesised(where));
    for (const KeyPart& part : columns) {
        const std::string value =
            part.column.empty() ? parenthesised(part.expression) : name_text(part.column);
        keys.push_back(part.collation.empty() ? value
                                              : value + " COLLATE " + name_text(part.collation));
        conditions.push_back(value + " IS NOT NULL");
    }
    const std::string list = text::join(keys, ", ");
    const std::string groups = " FROM " + name_text(table) + " WHERE " +
                               text::join(conditions, " AND ") + " GROUP BY " + list +
                               " HAVING count(*) > 1";
    return {"SELECT count(*) FROM (SELECT 1" + groups + ") AS duplicates", true,
            "{n} {values} of (" + list + ") in " + to_string(table) +
                " {occur} more than once: " + what + " cannot hold",
            "find them with: SELECT " + list + ", count(*)" + groups};
}

} // namespace migrate::postgres
