#include "property/pair_build.hpp"

#include "sql/splitter.hpp"

namespace migrate::test {
namespace {

std::string insert_text(const KeyedSchema& schema, const Table& table, const RowText& row,
                        const std::string& overriding) {
    std::string columns;
    std::string values;
    for (const Column& column : table.columns) {
        const auto value = row.find(column.name);
        if (column.generated || value == row.end())
            continue;
        columns += (columns.empty() ? "" : ", ") + resolve_sql(column.name, schema);
        values += (values.empty() ? "" : ", ") + value->second;
    }
    const std::string into = "INSERT INTO " + resolve_sql(table.name.name, schema);
    return columns.empty() ? into + " DEFAULT VALUES"
                           : into + " (" + columns + ")" + overriding + " VALUES (" + values + ")";
}

} // namespace

void run_script(Connection& connection, const Dialect& dialect, const std::string& script) {
    for (const sql::Piece& piece : sql::split(script, dialect.syntax()))
        connection.execute(piece.sql);
}

Database without_triggers(Database schema) {
    for (Table& table : schema.tables)
        table.triggers.clear();
    for (View& view : schema.views)
        view.triggers.clear();
    return schema;
}

void create_triggers(Connection& connection, const Dialect& dialect, const Database& schema) {
    const auto create = [&](const QualifiedName& owner, const Trigger& trigger) {
        for (const Statement& statement :
             dialect.ddl().render(CreateTrigger{owner, trigger}, schema, &connection))
            connection.execute(statement.sql);
    };
    for (const Table& table : schema.tables)
        for (const Trigger& trigger : table.triggers)
            create(table.name, trigger);
    for (const View& view : schema.views)
        for (const Trigger& trigger : view.triggers)
            create(view.name, trigger);
}

bool insert_rows(Connection& connection, const KeyedSchema& schema, const Table& table,
                 const std::vector<RowText>& rows, const std::string& overriding) {
    try {
        for (const RowText& row : rows)
            connection.execute(insert_text(schema, table, row, overriding));
    } catch (const DbError&) {
        return false;
    }
    // A conflict clause may have thrown a row away without a word.
    return query_value(connection,
                       "SELECT count(*) FROM " + resolve_sql(table.name.name, schema)) ==
           std::to_string(rows.size());
}

} // namespace migrate::test
