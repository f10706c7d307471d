#include "dialect/sqlite/sqlite_dialect.hpp"
#include "dialect/sqlite/sqlite_enums.hpp"
#include "dialect/sqlite/sqlite_render.hpp"
#include "sql/splitter.hpp"

namespace migrate::sqlite {

namespace {

void append_triggers(std::string& out, const std::string& owner,
                     const std::vector<Trigger>& triggers) {
    for (const Trigger& trigger : triggers)
        out += sql::terminated(create_trigger_text(owner, trigger));
}

} // namespace

// Triggers last: they may name any table or view.
std::string dump_sql(const Database& db) {
    std::string out;
    for (const Table& table : db.tables) {
        out +=
            sql::terminated(table.stored_sql.empty() ? create_table_text(lowered_table(table, db))
                                                     : table.stored_sql);
        for (const Index& index : table.indexes)
            out += sql::terminated(create_index_text(table.name.name, index));
    }
    for (const View& view : db.views)
        out += sql::terminated(create_view_text(view));
    for (const Table& table : db.tables)
        append_triggers(out, table.name.name, table.triggers);
    for (const View& view : db.views)
        append_triggers(out, view.name.name, view.triggers);
    return out;
}

} // namespace migrate::sqlite
