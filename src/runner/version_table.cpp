#include "runner/version_table.hpp"

#include "runner/crash_point.hpp"
#include "sql/quote.hpp"
#include "sql/writer.hpp"

#include <algorithm>

namespace migrate::runner {

bool table_exists(Connection& connection, const std::string& quoted_table,
                  const std::string& quoted_column) {
    const std::string sql = "SELECT " + quoted_column + " FROM " + quoted_table + " WHERE 1 = 0";
    return if_there(connection, [&] { return connection.query(sql); }).has_value();
}

std::string own_table(Connection& connection, const Dialect& dialect, const std::string& schema,
                      const std::string& version_table, const char* suffix) {
    return sql::SqlWriter(dialect.syntax())
        .name(schema.empty() ? dialect.schema_of(connection, version_table) : schema,
              version_table + suffix)
        .str();
}

VersionTable::VersionTable(Connection& connection, const Dialect& dialect,
                           const std::string& schema, const std::string& name)
    : connection_(connection),
      table_(name),
      quoted_(own_table(connection, dialect, schema, name)),
      column_(sql::quote_name("version_num", dialect.syntax())) {
    const std::string key = sql::quote_name(name + "_pkc", dialect.syntax());
    definition_ = quoted_ + " (\n    " + column_ + " VARCHAR(32) NOT NULL,\n    CONSTRAINT " + key +
                  " PRIMARY KEY (" + column_ + ")\n)";
    select_sql_ = "SELECT " + column_ + " FROM " + quoted_;
    insert_sql_ = "INSERT INTO " + quoted_ + " (" + column_ + ") VALUES (?)";
    update_sql_ = "UPDATE " + quoted_ + " SET " + column_ + " = ? WHERE " + column_ + " = ?";
    delete_sql_ = "DELETE FROM " + quoted_ + " WHERE " + column_ + " = ?";
}

bool VersionTable::exists() {
    return table_exists(connection_, quoted_, column_);
}

void VersionTable::create(IfThere there) {
    MIGRATE_CRASH_POINT("before the version table");
    connection_.execute((there == IfThere::keep ? "CREATE TABLE IF NOT EXISTS " : "CREATE TABLE ") +
                        definition_);
    MIGRATE_CRASH_POINT("after the version table");
}

std::vector<std::string> VersionTable::rows() {
    std::vector<std::string> rows;
    for (Row& row : connection_.query(select_sql_).rows)
        rows.push_back(std::move(row.front()).value_or(""));
    std::ranges::sort(rows);
    return rows;
}

std::vector<std::string> VersionTable::rows_if_there() {
    return if_there(connection_, [this] { return rows(); }).value_or(std::vector<std::string>());
}

void VersionTable::expect_one(std::int64_t affected, const std::string& row) {
    if (affected == 1)
        return;
    throw Error(ErrorCode::failed, "the row " + row + " of " + table_ + " was there " +
                                       std::to_string(affected) + " times, expected once")
        .note("another program changed the version table in the meantime")
        .can_retry();
}

void VersionTable::change(const VersionChange& change) {
    for (const std::string& row : change.removed) {
        MIGRATE_CRASH_POINT("before a version row goes");
        const Param params[] = {row};
        expect_one(connection_.execute(delete_sql_, params), row);
    }
    if (change.updated) {
        MIGRATE_CRASH_POINT("before a version row moves");
        const Param params[] = {change.updated->second, change.updated->first};
        expect_one(connection_.execute(update_sql_, params), change.updated->first);
    }
    for (const std::string& row : change.added) {
        MIGRATE_CRASH_POINT("before a version row comes");
        const Param params[] = {row};
        expect_one(connection_.execute(insert_sql_, params), row);
    }
    MIGRATE_CRASH_POINT("after the version rows");
}

} // namespace migrate::runner
