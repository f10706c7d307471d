// Indexes, but those that keep a constraint and those that a partition has from its parent.
#include "dialect/postgres/postgres_key_parts.hpp"
#include "dialect/postgres/postgres_read.hpp"
#include "forms/values.hpp"
#include "util/text.hpp"

#include <algorithm>

namespace migrate::postgres {
namespace {

constexpr std::string_view indexes_sql = R"(
SELECT i.indrelid, ic.relname, d.description, i.indisunique, i.indisvalid OR ic.relkind = 'I',
       am.amname, {nulls_not_distinct}, pg_catalog.pg_get_expr(i.indpred, i.indrelid),
       ic.reloptions, ts.spcname, i.indisclustered, i.indisreplident,
       i.indkey, i.indnkeyatts, i.indoption, i.indclass, i.indcollation,
       CASE WHEN i.indexprs IS NOT NULL THEN ARRAY(
         SELECT pg_catalog.pg_get_indexdef(i.indexrelid, at, false)
         FROM pg_catalog.generate_series(1, i.indnkeyatts) at) END,
       CASE WHEN i.indexprs IS NOT NULL
            THEN pg_catalog.strpos(pg_catalog.pg_get_indexdef(i.indexrelid), ' COLLATE ') > 0 END,
       o.options
FROM pg_catalog.pg_index i
JOIN pg_catalog.pg_class ic ON ic.oid = i.indexrelid
JOIN pg_catalog.pg_class c ON c.oid = i.indrelid
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
JOIN pg_catalog.pg_am am ON am.oid = ic.relam
LEFT JOIN pg_catalog.pg_tablespace ts ON ts.oid = ic.reltablespace
LEFT JOIN (SELECT attrelid,
                  pg_catalog.array_agg(attnum || ':' || pg_catalog.array_to_string(attoptions, ', '))
                    AS options
           FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_class x ON x.oid = a.attrelid
           WHERE attoptions IS NOT NULL AND x.relkind IN ('i', 'I')
           GROUP BY attrelid) o ON o.attrelid = i.indexrelid
LEFT JOIN pg_catalog.pg_description d
  ON d.objoid = i.indexrelid AND d.classoid = 'pg_catalog.pg_class'::pg_catalog.regclass
 AND d.objsubid = 0
WHERE NOT ic.relispartition AND {schemas}{relations}
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint k
                  WHERE k.conindid = i.indexrelid AND k.contype IN ('p', 'u', 'x'))
ORDER BY i.indrelid, ic.relname)";

struct IndexRow {
    Oid relation = 0;
    Index index;
    bool valid = true;
    std::string method;
    bool nulls_not_distinct = false;
    std::vector<std::string> options;
    std::string tablespace;
    bool clustered = false, replica_identity = false;
    IndexKeys keys;
};

// "2:siglen=32" of the second key.
std::vector<std::string> class_options(const std::vector<std::string>& found) {
    std::vector<std::string> options;
    for (const std::string& each : found) {
        const auto colon = each.find(':');
        const std::size_t number = std::stoul(each.substr(0, colon));
        options.resize(std::max(options.size(), number));
        options[number - 1] = each.substr(colon + 1);
    }
    return options;
}

IndexRow take(CatalogRow& row) {
    IndexRow r;
    r.relation = row.oid();
    r.index.name = row.text();
    r.index.comment = row.text();
    r.index.unique = row.flag();
    r.valid = row.flag();
    r.method = row.text();
    r.nulls_not_distinct = row.flag();
    r.index.where = forms::read_expression(row.text());
    r.options = row.list();
    r.tablespace = row.text();
    r.clustered = row.flag();
    r.replica_identity = row.flag();
    r.keys.columns = row.numbers();
    r.keys.count = static_cast<std::size_t>(row.number());
    r.keys.options = row.numbers();
    r.keys.operator_classes = row.oids();
    r.keys.collations = row.oids();
    r.keys.expressions = row.list();
    r.keys.says_collation = row.flag();
    r.keys.class_options = class_options(row.list());
    return r;
}

void set_attributes(Assembly& assembly, IndexRow& r) {
    Attributes& attributes = r.index.attributes;
    if (r.method != "btree")
        set_attribute(attributes, "method", r.method);
    if (const auto include = included_columns(assembly, r.relation, r.keys); !include.empty())
        set_attribute(attributes, "include", include);
    if (r.nulls_not_distinct)
        set_attribute(attributes, "nulls_distinct", false);
    if (!r.options.empty())
        set_attribute(attributes, "with", read_options(r.options));
    if (!r.tablespace.empty())
        set_attribute(attributes, "tablespace", r.tablespace);
}

void read_index(Assembly& assembly, CatalogRow row) {
    IndexRow r = take(row);
    Table* table = assembly.table(r.relation);
    SchemaObject* view = assembly.object(r.relation);
    if (!table && !view)
        return;
    if (!r.valid) {
        assembly.not_compared("index " + r.index.name + " of " +
                              to_string(*assembly.name_of(r.relation)) +
                              ", which is invalid: CREATE INDEX CONCURRENTLY has not finished it");
        return;
    }
    r.index.columns = key_parts(assembly, r.relation, r.keys);
    set_attributes(assembly, r);
    if (table && r.clustered)
        set_attribute(table->attributes, "cluster_on", r.index.name);
    if (table && r.replica_identity)
        set_attribute(table->attributes, "replica_identity", r.index.name);
    (table ? table->indexes : view->indexes).push_back(std::move(r.index));
}

} // namespace

CatalogQuery query_indexes(const Scope& scope) {
    return {text::replace_all(std::string(indexes_sql), "{nulls_not_distinct}",
                              scope.version >= 150000 ? "i.indnullsnotdistinct" : "false"),
            read_index};
}

} // namespace migrate::postgres
