#include "dialect/sqlite/rebuild_watch.hpp"

namespace migrate::sqlite {

void watch_rebuilds(Connection& session) {
    session.execute(
        "CREATE TEMP TABLE IF NOT EXISTS migrate_rebuilds (name TEXT COLLATE NOCASE, seen "
        "INTEGER, PRIMARY KEY (name, seen))");
    session.execute("DELETE FROM temp.migrate_rebuilds");
}

void tell_rebuild(Connection& session, const std::string& table) {
    if (!query_optional(session,
                        "SELECT 1 FROM sqlite_temp_schema WHERE name = 'migrate_rebuilds'"))
        return;
    const std::vector<Param> params{table};
    session.execute("INSERT OR IGNORE INTO temp.migrate_rebuilds "
                    "SELECT ?, schema_version FROM pragma_schema_version",
                    params);
}

std::vector<std::string> take_rebuilds(Connection& session) {
    std::vector<std::string> tables;
    for (const Row& row :
         session
             .query("SELECT name FROM temp.migrate_rebuilds, pragma_schema_version "
                    "WHERE seen = schema_version ORDER BY temp.migrate_rebuilds.rowid")
             .rows)
        tables.push_back(row[0].value_or(""));
    session.execute("DELETE FROM temp.migrate_rebuilds");
    return tables;
}

} // namespace migrate::sqlite
