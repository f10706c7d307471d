// Primary keys, unique constraints and exclusion constraints: what an index keeps.
#include "dialect/postgres/postgres_key_parts.hpp"
#include "dialect/postgres/postgres_read.hpp"
#include "forms/values.hpp"
#include "util/text.hpp"

namespace migrate::postgres {
namespace {

constexpr std::string_view keys_sql = R"(
SELECT k.conrelid, k.contype, k.conname, d.description, k.condeferrable, k.condeferred,
       i.indkey, i.indnkeyatts, {nulls_not_distinct}, ic.reloptions, ts.spcname, i.indisclustered,
       i.indisreplident, am.amname, pg_catalog.pg_get_expr(i.indpred, i.indrelid),
       i.indoption, i.indclass, i.indcollation,
       CASE WHEN i.indexprs IS NOT NULL THEN ARRAY(
         SELECT pg_catalog.pg_get_indexdef(i.indexrelid, at, false)
         FROM pg_catalog.generate_series(1, i.indnkeyatts) at) END,
       k.contype = 'x' AND i.indexprs IS NOT NULL,
       CASE WHEN k.contype = 'x' THEN ARRAY(
         SELECT CASE WHEN onsp.nspname = 'pg_catalog' THEN o.oprname::text
                     ELSE 'OPERATOR(' || pg_catalog.quote_ident(onsp.nspname) || '.' || o.oprname || ')' END
         FROM pg_catalog.unnest(k.conexclop) WITH ORDINALITY x(oid, at)
         JOIN pg_catalog.pg_operator o ON o.oid = x.oid
         JOIN pg_catalog.pg_namespace onsp ON onsp.oid = o.oprnamespace ORDER BY x.at) END
FROM pg_catalog.pg_constraint k
JOIN pg_catalog.pg_class c ON c.oid = k.conrelid
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
JOIN pg_catalog.pg_index i ON i.indexrelid = k.conindid
JOIN pg_catalog.pg_class ic ON ic.oid = i.indexrelid
JOIN pg_catalog.pg_am am ON am.oid = ic.relam
LEFT JOIN pg_catalog.pg_tablespace ts ON ts.oid = ic.reltablespace
LEFT JOIN pg_catalog.pg_description d
  ON d.objoid = k.oid AND d.classoid = 'pg_catalog.pg_constraint'::pg_catalog.regclass
WHERE k.contype IN ('p', 'u', 'x') AND k.conparentid = 0 AND {schemas}{relations}
ORDER BY k.conrelid, k.conname)";

struct KeyRow {
    Oid relation = 0;
    char kind = 'u';
    std::string name, comment;
    bool deferrable = false, deferred = false;
    IndexKeys keys;
    bool nulls_not_distinct = false;
    std::vector<std::string> options;
    std::string tablespace;
    bool clustered = false, replica_identity = false;
    std::string method, predicate;
    std::vector<std::string> operators;
};

KeyRow take(CatalogRow& row) {
    KeyRow r;
    r.relation = row.oid();
    r.kind = row.letter();
    r.name = row.text();
    r.comment = row.text();
    r.deferrable = row.flag();
    r.deferred = row.flag();
    r.keys.columns = row.numbers();
    r.keys.count = static_cast<std::size_t>(row.number());
    r.nulls_not_distinct = row.flag();
    r.options = row.list();
    r.tablespace = row.text();
    r.clustered = row.flag();
    r.replica_identity = row.flag();
    r.method = row.text();
    r.predicate = row.text();
    r.keys.options = row.numbers();
    r.keys.operator_classes = row.oids();
    r.keys.collations = row.oids();
    r.keys.expressions = row.list();
    r.keys.says_collation = row.flag();
    r.operators = row.list();
    return r;
}

void set_deferral(Attributes& attributes, const KeyRow& r) {
    if (r.deferrable)
        set_attribute(attributes, "deferrable", true);
    if (r.deferred)
        set_attribute(attributes, "initially", "deferred");
}

// What primary and unique keys have in common.
void set_common(Assembly& assembly, Attributes& attributes, const KeyRow& r) {
    if (!r.comment.empty())
        set_attribute(attributes, "comment", r.comment);
    set_deferral(attributes, r);
    if (const auto include = included_columns(assembly, r.relation, r.keys); !include.empty())
        set_attribute(attributes, "include", include);
    if (!r.options.empty())
        set_attribute(attributes, "with", read_options(r.options));
    if (!r.tablespace.empty())
        assembly.not_compared("tablespace " + r.tablespace + " of constraint " + r.name);
}

Node element_of(const KeyPart& part, const std::string& op) {
    Node element = Node::table();
    if (part.column.empty())
        element.add("sql", Node::string(part.expression));
    else
        element.add("column", Node::string(part.column));
    if (part.desc)
        element.add("desc", Node::boolean(true));
    if (!part.collation.empty())
        element.add("collation", Node::string(part.collation));
    for (const Attribute& each : part.attributes)
        element.add(each.key, each.value);
    element.add("operator", Node::string(op));
    return element;
}

TablePart exclusion_of(Assembly& assembly, KeyRow& r) {
    TablePart part;
    part.kind = PartKind::exclude;
    part.name = std::move(r.name);
    part.comment = std::move(r.comment);
    const std::vector<KeyPart> keys = key_parts(assembly, r.relation, r.keys);
    Node columns = Node::array();
    for (std::size_t i = 0; i < keys.size() && i < r.operators.size(); ++i)
        columns.push_back(element_of(keys[i], r.operators[i]));
    set_attribute(part.attributes, "columns", std::move(columns));
    if (r.method != "btree")
        set_attribute(part.attributes, "method", r.method);
    if (!r.predicate.empty())
        set_attribute(part.attributes, "where", forms::read_expression(r.predicate));
    if (const auto include = included_columns(assembly, r.relation, r.keys); !include.empty())
        set_attribute(part.attributes, "include", include);
    set_deferral(part.attributes, r);
    return part;
}

void read_key(Assembly& assembly, CatalogRow row) {
    KeyRow r = take(row);
    Table* table = assembly.table(r.relation);
    if (!table)
        return;
    if (r.clustered)
        set_attribute(table->attributes, "cluster_on", r.name);
    if (r.replica_identity)
        set_attribute(table->attributes, "replica_identity", r.name);
    if (r.kind == 'x') {
        table->parts.push_back(exclusion_of(assembly, r));
    } else if (r.kind == 'p') {
        PrimaryKey key;
        key.columns = key_parts(assembly, r.relation, r.keys);
        set_common(assembly, key.attributes, r);
        key.name = std::move(r.name);
        table->primary_key = std::move(key);
    } else {
        Unique unique;
        unique.columns = key_parts(assembly, r.relation, r.keys);
        set_common(assembly, unique.attributes, r);
        if (r.nulls_not_distinct)
            set_attribute(unique.attributes, "nulls_distinct", false);
        unique.name = std::move(r.name);
        table->uniques.push_back(std::move(unique));
    }
}

} // namespace

CatalogQuery query_keys(const Scope& scope) {
    return {text::replace_all(std::string(keys_sql), "{nulls_not_distinct}",
                              scope.version >= 150000 ? "i.indnullsnotdistinct" : "false"),
            read_key};
}

} // namespace migrate::postgres
