#include "dialect/sqlite/sqlite_rows.hpp"

#include "dialect/row_statements.hpp"
#include "dialect/sqlite/sqlite_ddl.hpp"
#include "dialect/sqlite/sqlite_render.hpp"
#include "sql/syntax.hpp"

#include <algorithm>

namespace migrate::sqlite {

namespace {

const RowStatements& rows() {
    static const SqliteDdl ddl;
    static const RowStatements statements(sql::sqlite_syntax(), ddl, NameFolding::ascii, "IS");
    return statements;
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
                                 ") AS n FROM " + name_text(op.table.name) +
                                 RowStatements::where_text({op.where});
    const Result result = live.query("SELECT quote(k) FROM (" + numbered + ") WHERE n % " +
                                     std::to_string(op.batch) + " = 0 ORDER BY k");
    std::vector<std::string> ends;
    for (const Row& row : result.rows)
        ends.push_back(row[0].value_or("NULL"));
    return ends;
}

} // namespace

std::vector<Statement> insert_rows(const InsertRows& op) {
    return rows().insert(op);
}

std::vector<Statement> update_rows(const UpdateRows& op) {
    return rows().update(op);
}

std::vector<Statement> delete_rows(const DeleteRows& op) {
    return rows().remove(op);
}

std::vector<Statement> backfill(const Backfill& op, const Database& before, Connection* live) {
    const std::string head = rows().update_text(op.table, op.set);
    const std::string key = batch_key(op, before);
    if (op.batch <= 0 || !live || live->in_transaction() || key.empty())
        return {plain(head + RowStatements::where_text({op.where}))};
    std::vector<Statement> statements;
    std::string from;
    std::vector<std::string> ends = batch_ends(op, key, *live);
    ends.emplace_back(); // the rest, and rows that came meanwhile
    for (const std::string& end : ends) {
        const std::string above = from.empty() ? "" : key + " > " + from;
        const std::string below = end.empty() ? "" : key + " <= " + end;
        Statement statement = plain(head + RowStatements::where_text({op.where, above, below}));
        if (!end.empty())
            statement.pause_ms = op.pause_ms;
        statements.push_back(std::move(statement));
        from = end;
    }
    return statements;
}

} // namespace migrate::sqlite
