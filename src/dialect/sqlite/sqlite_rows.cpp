#include "dialect/sqlite/sqlite_rows.hpp"

#include "dialect/sqlite/sqlite_render.hpp"
#include "migrate/error.hpp"
#include "util/text.hpp"

#include <algorithm>

namespace migrate::sqlite {

namespace {

constexpr std::size_t rows_per_statement = 100;

std::string in_expression(const Value& value) {
    const bool expression = std::holds_alternative<Expression>(value);
    return expression ? "(" + value_text(value) + ")" : value_text(value);
}

std::vector<std::string> columns_of(const RowValues& row) {
    std::vector<std::string> columns;
    for (const auto& [column, value] : row)
        columns.push_back(column);
    return columns;
}

bool is_one_of(const std::vector<std::string>& names, const std::string& name) {
    return std::ranges::any_of(
        names, [&](const std::string& n) { return same_name(n, name, NameFolding::ascii); });
}

// What happens with a row that is there already.
std::string on_conflict_text(const InsertRows& op, const std::vector<std::string>& columns) {
    if (op.on_conflict == InsertRows::OnConflict::fail)
        return {};
    std::string out = "\nON CONFLICT";
    if (!op.key.empty())
        out += " " + names_text(op.key);
    std::vector<std::string> changes;
    if (op.on_conflict == InsertRows::OnConflict::update)
        for (const std::string& column : columns)
            if (!is_one_of(op.key, column))
                changes.push_back(name_text(column) + " = excluded." + name_text(column));
    return out + (changes.empty() ? " DO NOTHING" : " DO UPDATE SET " + text::join(changes, ", "));
}

std::string set_text(const RowValues& set) {
    std::vector<std::string> parts;
    for (const auto& [column, value] : set)
        parts.push_back(name_text(column) + " = " + in_expression(value));
    return " SET " + text::join(parts, ", ");
}

std::string row_condition(const RowValues& row) {
    std::vector<std::string> parts;
    for (const auto& [column, value] : row)
        parts.push_back(name_text(column) + " IS " + in_expression(value)); // NULL is found too
    return text::join(parts, " AND ");
}

std::string where_text(const std::vector<std::string>& conditions) {
    std::vector<std::string> parts;
    for (const std::string& condition : conditions)
        if (!condition.empty())
            parts.push_back(conditions.size() > 1 ? "(" + condition + ")" : condition);
    return parts.empty() ? "" : " WHERE " + text::join(parts, " AND ");
}

Statement plain(std::string sql) {
    return {std::move(sql), false, {}, {}};
}

// The expression whose order the batches follow: never NULL, unlike the key that a person names.
std::string batch_key(const Backfill& op, const Database& before) {
    const Table* table = find_table(before, op.table);
    if (!table || !table->without_rowid)
        return table && find_named(table->columns, "rowid", NameFolding::ascii) ? "_rowid_"
                                                                                : "rowid";
    const std::string column =
        table->primary_key ? single_column(table->primary_key->columns) : std::string();
    return column.empty() ? "" : name_text(column);
}

// The last key of each batch but the last one.
std::vector<std::string> batch_ends(const Backfill& op, const std::string& key, Connection& live) {
    const std::string numbered = "SELECT " + key + " AS k, row_number() OVER (ORDER BY " + key +
                                 ") AS n FROM " + name_text(op.table.name) + where_text({op.where});
    const Result result = live.query("SELECT quote(k) FROM (" + numbered + ") WHERE n % " +
                                     std::to_string(op.batch) + " = 0 ORDER BY k");
    std::vector<std::string> ends;
    for (const Row& row : result.rows)
        ends.push_back(row[0].value_or("NULL"));
    return ends;
}

} // namespace

std::vector<Statement> insert_rows(const InsertRows& op) {
    std::vector<Statement> statements;
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
        const std::string head = "INSERT INTO " + name_text(op.table.name);
        if (columns.empty()) {
            for (std::size_t n = 0; n < rows.size(); ++n)
                statements.push_back(plain(head + " DEFAULT VALUES"));
            continue;
        }
        statements.push_back(plain(head + " " + names_text(columns) + " VALUES\n    " +
                                   text::join(rows, ",\n    ") + on_conflict_text(op, columns)));
    }
    return statements;
}

std::vector<Statement> update_rows(const UpdateRows& op) {
    return {
        plain("UPDATE " + name_text(op.table.name) + set_text(op.set) + where_text({op.where}))};
}

std::vector<Statement> delete_rows(const DeleteRows& op) {
    std::vector<std::string> rows;
    for (const RowValues& row : op.rows)
        rows.push_back("(" + row_condition(row) + ")");
    std::vector<std::string> conditions;
    if (!op.where.empty())
        conditions.push_back(op.where);
    if (!rows.empty())
        conditions.push_back(text::join(rows, " OR "));
    return {plain("DELETE FROM " + name_text(op.table.name) + where_text(conditions))};
}

std::vector<Statement> backfill(const Backfill& op, const Database& before, Connection* live) {
    const std::string head = "UPDATE " + name_text(op.table.name) + set_text(op.set);
    const std::string key = batch_key(op, before);
    if (op.batch <= 0 || !live || live->in_transaction() || key.empty())
        return {plain(head + where_text({op.where}))};
    std::vector<Statement> statements;
    std::string from;
    std::vector<std::string> ends = batch_ends(op, key, *live);
    ends.emplace_back(); // the rest, and rows that came meanwhile
    for (const std::string& end : ends) {
        const std::string above = from.empty() ? "" : key + " > " + from;
        const std::string below = end.empty() ? "" : key + " <= " + end;
        Statement statement = plain(head + where_text({op.where, above, below}));
        if (!end.empty())
            statement.pause_ms = op.pause_ms;
        statements.push_back(std::move(statement));
        from = end;
    }
    return statements;
}

} // namespace migrate::sqlite
