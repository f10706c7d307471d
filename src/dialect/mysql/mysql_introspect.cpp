#include "dialect/mysql/mysql_introspect.hpp"

#include "util/text.hpp"

#include <algorithm>
#include <map>

namespace migrate::mysql {

namespace {

bool is_wanted(const std::string& table, const IntrospectOptions& options) {
    const auto named = [&](const std::string& name) { return text::equals_folded(name, table); };
    if (std::ranges::any_of(options.exclude_tables, named))
        return false;
    return options.only.empty() ||
           std::ranges::any_of(options.only,
                               [&](const QualifiedName& each) { return named(each.name); });
}

Column column_of(const Row& row) {
    Column column;
    column.name = row[1].value_or("");
    column.type = native_type(row[2].value_or(""));
    column.nullable = row[3] == "YES";
    if (row[4])
        column.default_value = Expression{row[4].value_or("")};
    column.comment = row[5].value_or("");
    return column;
}

} // namespace

Database introspect(Connection& connection, const IntrospectOptions& options) {
    Database db;
    db.folding = NameFolding::ascii;
    std::map<std::string, std::size_t> places;
    for (const Row& row :
         connection
             .query("SELECT table_name, table_comment FROM information_schema.tables WHERE "
                    "table_schema = DATABASE() AND table_type = 'BASE TABLE' "
                    "ORDER BY table_name")
             .rows) {
        const std::string name = row[0].value_or("");
        if (!is_wanted(name, options))
            continue;
        places[name] = db.tables.size();
        Table& table = db.tables.emplace_back();
        table.name.name = name;
        table.comment = row[1].value_or("");
    }
    for (const Row& row :
         connection
             .query("SELECT table_name, column_name, column_type, is_nullable, "
                    "column_default, column_comment FROM information_schema.columns WHERE "
                    "table_schema = DATABASE() ORDER BY table_name, ordinal_position")
             .rows)
        if (const auto place = places.find(row[0].value_or("")); place != places.end())
            db.tables[place->second].columns.push_back(column_of(row));
    db.not_compared = {"keys, indexes, constraints, views and all else that is no column"};
    return db;
}

} // namespace migrate::mysql
