#include "dialect/postgres/postgres_rows.hpp"

#include "dialect/postgres/postgres_ddl.hpp"
#include "dialect/postgres/postgres_probes.hpp"
#include "dialect/postgres/postgres_text.hpp"
#include "sql/syntax.hpp"
#include "util/text.hpp"

namespace migrate::postgres {

namespace {

std::vector<std::string> batch_key(const Backfill& op, const Database& before) {
    if (!op.key.empty())
        return op.key;
    std::vector<std::string> columns;
    if (const Table* table = find_table(before, op.table); table && table->primary_key)
        for (const KeyPart& part : table->primary_key->columns)
            columns.push_back(part.column);
    return columns;
}

// (a, b) compares as a row does.
std::string row_text(const std::vector<std::string>& columns) {
    return columns.size() == 1 ? name_text(columns.front()) : names_text(columns);
}

// The last key of each batch but the last one, as literals.
std::vector<std::string> batch_ends(const Backfill& op, const std::vector<std::string>& key,
                                    Connection& live) {
    std::vector<std::string> names;
    std::vector<std::string> literals;
    for (const std::string& column : key) {
        names.push_back(name_text(column));
        literals.push_back("quote_nullable(" + name_text(column) + ")");
    }
    const std::string order = text::join(names, ", ");
    const std::string numbered = "SELECT " + order + ", row_number() OVER (ORDER BY " + order +
                                 ") AS batch_row FROM " + name_text(op.table) +
                                 RowStatements::where_text({op.where});
    const Result result = live.query("SELECT " + text::join(literals, ", ") + " FROM (" + numbered +
                                     ") AS numbered WHERE batch_row % " + std::to_string(op.batch) +
                                     " = 0 ORDER BY batch_row");
    std::vector<std::string> ends;
    for (const Row& row : result.rows) {
        std::vector<std::string> values;
        for (const Cell& cell : row)
            values.push_back(cell.value_or("NULL"));
        ends.push_back(values.size() == 1 ? values.front() : "(" + text::join(values, ", ") + ")");
    }
    return ends;
}

} // namespace

const RowStatements& row_statements() {
    static const RowStatements statements(sql::postgres_syntax(), postgres_ddl(),
                                          NameFolding::exact, "IS NOT DISTINCT FROM");
    return statements;
}

std::vector<Statement> backfill(const Backfill& op, const Database& before, Connection* live) {
    const std::string head = row_statements().update_text(op.table, op.set);
    const std::vector<std::string> key = batch_key(op, before);
    if (op.batch <= 0 || !live || live->in_transaction() || key.empty())
        return {plain(head + RowStatements::where_text({op.where}))};
    std::vector<Statement> statements;
    std::string from;
    std::vector<std::string> ends = batch_ends(op, key, *live);
    ends.emplace_back(); // the rest, and rows that came meanwhile
    for (const std::string& end : ends) {
        // The last one has also the rows whose key is NULL.
        const std::string above = from.empty() ? ""
                                  : end.empty()
                                      ? "(" + row_text(key) + " <= " + from + ") IS NOT TRUE"
                                      : row_text(key) + " > " + from;
        const std::string below = end.empty() ? "" : row_text(key) + " <= " + end;
        Statement statement = plain(head + RowStatements::where_text({op.where, above, below}));
        if (!end.empty())
            statement.pause_ms = op.pause_ms;
        statements.push_back(std::move(statement));
        from = end;
    }
    return statements;
}

} // namespace migrate::postgres
