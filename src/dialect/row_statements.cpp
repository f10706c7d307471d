#include "dialect/row_statements.hpp"

#include "sql/quote.hpp"
#include "util/text.hpp"

#include <algorithm>

namespace migrate {

namespace {

constexpr std::size_t rows_per_statement = 100;

std::vector<std::string> columns_of(const RowValues& row) {
    std::vector<std::string> columns;
    for (const auto& [column, value] : row)
        columns.push_back(column);
    return columns;
}

Statement plain(std::string sql) {
    return {std::move(sql), false, {}, {}};
}

} // namespace

std::string RowStatements::name(std::string_view name) const {
    return sql::quote_name_if_needed(name, syntax_);
}

std::string RowStatements::name(const QualifiedName& name) const {
    return (name.schema.empty() ? "" : this->name(name.schema) + ".") + this->name(name.name);
}

std::string RowStatements::names(const std::vector<std::string>& names) const {
    std::vector<std::string> quoted;
    for (const std::string& each : names)
        quoted.push_back(name(each));
    return "(" + text::join(quoted, ", ") + ")";
}

std::string RowStatements::in_expression(const Value& value) const {
    const bool expression = std::holds_alternative<Expression>(value);
    return expression ? "(" + ddl_.render_value(value) + ")" : ddl_.render_value(value);
}

bool RowStatements::is_one_of(const std::vector<std::string>& names,
                              const std::string& name) const {
    return std::ranges::any_of(
        names, [&](const std::string& each) { return same_name(each, name, folding_); });
}

// What happens with a row that is there already.
std::string RowStatements::on_conflict(const InsertRows& op,
                                       const std::vector<std::string>& columns) const {
    if (op.on_conflict == InsertRows::OnConflict::fail)
        return {};
    std::string out = "\nON CONFLICT";
    if (!op.key.empty())
        out += " " + names(op.key);
    std::vector<std::string> changes;
    if (op.on_conflict == InsertRows::OnConflict::update)
        for (const std::string& column : columns)
            if (!is_one_of(op.key, column))
                changes.push_back(name(column) + " = excluded." + name(column));
    return out + (changes.empty() ? " DO NOTHING" : " DO UPDATE SET " + text::join(changes, ", "));
}

std::string RowStatements::row_condition(const RowValues& row) const {
    std::vector<std::string> parts;
    for (const auto& [column, value] : row)
        parts.push_back(name(column) + " " + same_ + " " + in_expression(value));
    return text::join(parts, " AND ");
}

std::string RowStatements::where_text(const std::vector<std::string>& conditions) {
    std::vector<std::string> parts;
    for (const std::string& condition : conditions)
        if (!condition.empty())
            parts.push_back(conditions.size() > 1 ? "(" + condition + ")" : condition);
    return parts.empty() ? "" : " WHERE " + text::join(parts, " AND ");
}

std::string RowStatements::update_text(const QualifiedName& table, const RowValues& set) const {
    std::vector<std::string> parts;
    for (const auto& [column, value] : set)
        parts.push_back(name(column) + " = " + in_expression(value));
    return "UPDATE " + name(table) + " SET " + text::join(parts, ", ");
}

std::vector<Statement> RowStatements::insert(const InsertRows& op) const {
    std::vector<Statement> statements;
    const std::string head = "INSERT INTO " + name(op.table);
    for (std::size_t i = 0; i < op.rows.size();) {
        const std::vector<std::string> columns = columns_of(op.rows[i]);
        std::vector<std::string> rows;
        for (; i < op.rows.size() && columns_of(op.rows[i]) == columns &&
               rows.size() < rows_per_statement;
             ++i) {
            std::vector<std::string> values;
            for (const auto& [column, value] : op.rows[i])
                values.push_back(in_expression(value));
            rows.push_back("(" + text::join(values, ", ") + ")");
        }
        if (columns.empty()) {
            for (std::size_t n = 0; n < rows.size(); ++n)
                statements.push_back(plain(head + " DEFAULT VALUES"));
            continue;
        }
        statements.push_back(plain(head + " " + names(columns) + " VALUES\n    " +
                                   text::join(rows, ",\n    ") + on_conflict(op, columns)));
    }
    return statements;
}

std::vector<Statement> RowStatements::update(const UpdateRows& op) const {
    return {plain(update_text(op.table, op.set) + where_text({op.where}))};
}

std::vector<Statement> RowStatements::remove(const DeleteRows& op) const {
    std::vector<std::string> rows;
    for (const RowValues& row : op.rows)
        rows.push_back("(" + row_condition(row) + ")");
    std::vector<std::string> conditions;
    if (!op.where.empty())
        conditions.push_back(op.where);
    if (!rows.empty())
        conditions.push_back(text::join(rows, " OR "));
    return {plain("DELETE FROM " + name(op.table) + where_text(conditions))};
}

} // namespace migrate
