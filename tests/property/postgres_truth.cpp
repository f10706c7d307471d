#include "property/postgres_truth.hpp"

#include "util/text.hpp"

#include <algorithm>

namespace migrate::test {
namespace {

// One line per object, by names alone. `mine` is what a pair has made.
constexpr std::string_view truth_sql = R"sql(
WITH mine AS (
  SELECT oid FROM pg_namespace
  WHERE nspname !~ '^pg_' AND nspname NOT IN ('information_schema', 'public')),
relations AS (
  SELECT * FROM pg_class
  WHERE relnamespace IN (SELECT oid FROM mine) AND relname !~ '^migrate_version')
SELECT concat_ws(' | ', 'schema', nspname, nspacl, obj_description(oid, 'pg_namespace'))
FROM pg_namespace WHERE oid IN (SELECT oid FROM mine)
UNION ALL
SELECT concat_ws(' | ', 'relation', oid::regclass, relkind, relpersistence, reloptions,
                 relrowsecurity, relforcerowsecurity, relreplident, relispartition, relacl,
                 pg_get_expr(relpartbound, oid), pg_get_partkeydef(oid),
                 obj_description(oid, 'pg_class'),
                 (SELECT string_agg(inhparent::regclass::text, ', ' ORDER BY inhseqno)
                  FROM pg_inherits WHERE inhrelid = r.oid))
FROM relations r
UNION ALL
SELECT concat_ws(' | ', 'column', attrelid::regclass, attname,
                 format_type(atttypid, atttypmod), attnotnull, attidentity, attgenerated,
                 (SELECT collname FROM pg_collation WHERE oid = attcollation), attstorage,
                 attcompression, attstattarget, attislocal, attinhcount, attacl,
                 pg_get_expr(adbin, adrelid), col_description(attrelid, attnum),
                 CASE WHEN r.relkind IN ('v', 'm', 'c') THEN attnum END)
FROM relations r JOIN pg_attribute a ON attrelid = r.oid
LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
WHERE attnum > 0 AND NOT attisdropped AND r.relkind NOT IN ('i', 'I')
UNION ALL
SELECT concat_ws(' | ', 'constraint', conrelid::regclass, contypid::regtype, conname,
                 pg_get_constraintdef(oid), convalidated, obj_description(oid, 'pg_constraint'))
FROM pg_constraint WHERE connamespace IN (SELECT oid FROM mine)
  AND conrelid NOT IN (SELECT oid FROM pg_class WHERE relname ~ '^migrate_version')
UNION ALL
SELECT concat_ws(' | ', 'index', pg_get_indexdef(oid), indisclustered, indisvalid, indisreplident,
                 obj_description(oid, 'pg_class'))
FROM relations JOIN pg_index ON indexrelid = oid
UNION ALL
SELECT concat_ws(' | ', 'view', oid::regclass, pg_get_viewdef(oid))
FROM relations WHERE relkind IN ('v', 'm')
UNION ALL
SELECT concat_ws(' | ', 'sequence', oid::regclass, format_type(seqtypid, NULL), seqstart,
                 seqincrement, seqmax, seqmin, seqcache, seqcycle,
                 (SELECT concat_ws(' ', refobjid::regclass, attname, deptype)
                  FROM pg_depend JOIN pg_attribute
                    ON attrelid = refobjid AND attnum = refobjsubid
                  WHERE classid = 'pg_class'::regclass AND objid = oid AND refobjsubid > 0
                    AND refclassid = 'pg_class'::regclass))
FROM relations JOIN pg_sequence ON seqrelid = oid
UNION ALL
SELECT concat_ws(' | ', 'trigger', pg_get_triggerdef(t.oid), tgenabled,
                 obj_description(t.oid, 'pg_trigger'))
FROM relations r JOIN pg_trigger t ON tgrelid = r.oid WHERE NOT tgisinternal
UNION ALL
SELECT concat_ws(' | ', 'rule', pg_get_ruledef(w.oid), ev_enabled,
                 obj_description(w.oid, 'pg_rewrite'))
FROM relations r JOIN pg_rewrite w ON ev_class = r.oid WHERE rulename <> '_RETURN'
UNION ALL
SELECT concat_ws(' | ', 'policy', polrelid::regclass, polname, polcmd, polpermissive,
                 polroles::regrole[], pg_get_expr(polqual, polrelid),
                 pg_get_expr(polwithcheck, polrelid), obj_description(oid, 'pg_policy'))
FROM pg_policy WHERE polrelid IN (SELECT oid FROM relations)
UNION ALL
SELECT concat_ws(' | ', 'statistics', pg_get_statisticsobjdef(oid), stxstattarget,
                 obj_description(oid, 'pg_statistic_ext'))
FROM pg_statistic_ext WHERE stxnamespace IN (SELECT oid FROM mine)
UNION ALL
SELECT concat_ws(' | ', 'function', CASE WHEN prokind = 'a' THEN oid::regprocedure::text
                                    ELSE pg_get_functiondef(oid) END, proacl,
                 obj_description(oid, 'pg_proc'))
FROM pg_proc WHERE pronamespace IN (SELECT oid FROM mine)
UNION ALL
SELECT concat_ws(' | ', 'type', t.oid::regtype, typtype, format_type(typbasetype, typtypmod),
                 typnotnull, typdefault, typacl,
                 (SELECT string_agg(quote_literal(enumlabel), ', ' ORDER BY enumsortorder)
                  FROM pg_enum WHERE enumtypid = t.oid),
                 (SELECT collname FROM pg_collation WHERE oid = typcollation),
                 obj_description(t.oid, 'pg_type'))
FROM pg_type t WHERE typnamespace IN (SELECT oid FROM mine) AND typtype IN ('d', 'e', 'r')
)sql";

} // namespace

std::vector<std::string> postgres_truth(Connection& connection) {
    std::vector<std::string> lines;
    for (const Row& row : connection.query(truth_sql).rows)
        lines.push_back(row[0].value_or(""));
    std::ranges::sort(lines);
    return lines;
}

std::string postgres_dump(Connection& connection) {
    std::string out = text::join(postgres_truth(connection), "\n") + "\n";
    const Result tables = connection.query(
        "SELECT oid::regclass FROM pg_class WHERE relkind IN ('r', 'p', 'm') AND relnamespace IN "
        "(SELECT oid FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> "
        "'information_schema') AND relname !~ '^migrate_version' ORDER BY 1");
    for (const Row& table : tables.rows)
        for (const Row& row :
             connection.query("SELECT t::text FROM " + *table[0] + " t ORDER BY 1").rows)
            out += *table[0] + " " + row[0].value_or("NULL") + "\n";
    return out;
}

} // namespace migrate::test
