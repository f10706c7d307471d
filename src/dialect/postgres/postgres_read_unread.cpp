// What no other query reads, so that it is named.
#include "dialect/postgres/postgres_read.hpp"
#include "util/text.hpp"

#include <array>

namespace migrate::postgres {
namespace {

// A kind of thing: its noun, its catalog, and the condition on `o` that makes it one of ours.
struct UnreadKind {
    std::string_view noun;
    std::string_view plural;
    std::string_view catalog;
    std::string_view schema_column; // empty: lives in no schema
    std::string_view condition;
};

constexpr std::array unread_kinds{
    UnreadKind{"foreign table", "foreign tables", "pg_class", "relnamespace", "o.relkind = 'f'"},
    UnreadKind{"typed table", "typed tables", "pg_class", "relnamespace", "o.reloftype <> 0"},
    UnreadKind{"base type", "base types", "pg_type", "typnamespace",
               "o.typtype = 'b' AND o.typcategory <> 'A'"},
    UnreadKind{"collation", "collations", "pg_collation", "collnamespace", "true"},
    UnreadKind{"operator", "operators", "pg_operator", "oprnamespace", "true"},
    UnreadKind{"operator class", "operator classes", "pg_opclass", "opcnamespace", "true"},
    UnreadKind{"text search configuration", "text search configurations", "pg_ts_config",
               "cfgnamespace", "true"},
    UnreadKind{"text search dictionary", "text search dictionaries", "pg_ts_dict", "dictnamespace",
               "true"},
    UnreadKind{"conversion", "conversions", "pg_conversion", "connamespace", "true"},
    UnreadKind{"cast", "casts", "pg_cast", "", "o.oid >= 16384"},
    UnreadKind{"event trigger", "event triggers", "pg_event_trigger", "", "true"},
    UnreadKind{"publication", "publications", "pg_publication", "", "true"},
    UnreadKind{"foreign server", "foreign servers", "pg_foreign_server", "", "true"},
    UnreadKind{"procedural language", "procedural languages", "pg_language", "", "o.oid >= 16384"},
    UnreadKind{"default privilege", "default privileges", "pg_default_acl", "", "true"},
};

std::string count_query(const UnreadKind& kind) {
    const std::string catalog = "pg_catalog." + std::string(kind.catalog);
    std::string sql = "SELECT '" + std::string(kind.noun) + "', '" + std::string(kind.plural) +
                      "', pg_catalog.count(*) FROM " + catalog + " o";
    if (!kind.schema_column.empty())
        sql.append(" JOIN pg_catalog.pg_namespace n ON n.oid = o.").append(kind.schema_column);
    sql.append(" WHERE ").append(kind.condition);
    if (!kind.schema_column.empty())
        sql += " AND {schemas}";
    return sql + " AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend e WHERE e.classid = '" +
           catalog + "'::pg_catalog.regclass AND e.objid = o.oid AND e.deptype IN ('e', 'i'))";
}

void read_count(Assembly& assembly, CatalogRow row) {
    const std::string noun = row.text();
    const std::string plural = row.text();
    if (const auto count = static_cast<std::size_t>(row.number()); count > 0)
        assembly.not_compared(text::count(count, noun, plural));
}

} // namespace

CatalogQuery query_unread(const Scope&) {
    std::vector<std::string> counts;
    for (const UnreadKind& kind : unread_kinds)
        counts.push_back(count_query(kind));
    return {text::join(counts, "\nUNION ALL\n"), read_count};
}

} // namespace migrate::postgres
