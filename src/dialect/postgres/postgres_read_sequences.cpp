// Sequences: those of columns wait for their column, the others are objects.
#include "dialect/postgres/postgres_read.hpp"

#include <algorithm>
#include <limits>

namespace migrate::postgres {
namespace {

constexpr std::string_view sequences_sql = R"(
SELECT c.oid, n.nspname, c.relname, d.description, c.relpersistence = 'u',
       pg_catalog.format_type(s.seqtypid, NULL), s.seqstart, s.seqincrement, s.seqmin, s.seqmax,
       s.seqcache, s.seqcycle, o.refobjid, o.refobjsubid,
       'nextval(' || pg_catalog.quote_literal(c.oid::pg_catalog.regclass::text) || '::regclass)'
FROM pg_catalog.pg_sequence s
JOIN pg_catalog.pg_class c ON c.oid = s.seqrelid
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_catalog.pg_depend o
  ON o.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND o.objid = c.oid AND o.objsubid = 0
 AND o.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass AND o.deptype IN ('a', 'i')
LEFT JOIN pg_catalog.pg_description d
  ON d.objoid = c.oid AND d.classoid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objsubid = 0
WHERE {schemas}
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend e
                  WHERE e.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND e.objid = c.oid
                    AND e.deptype = 'e')
ORDER BY n.nspname, c.relname)";

long long largest(std::string_view type) {
    if (type == "smallint")
        return std::numeric_limits<std::int16_t>::max();
    if (type == "integer")
        return std::numeric_limits<std::int32_t>::max();
    return std::numeric_limits<std::int64_t>::max();
}

std::optional<long long> unless(long long value, long long usual) {
    return value == usual ? std::nullopt : std::optional(value);
}

// The cells from seqstart to seqcycle; only what differs from what the type gives.
Identity take_options(CatalogRow& row, std::string_view type) {
    const long long start = row.number();
    const long long increment = row.number();
    const long long min = row.number();
    const long long max = row.number();
    const bool rises = increment > 0;
    Identity options;
    options.start = unless(start, rises ? min : max);
    options.increment = unless(increment, 1);
    options.min = unless(min, rises ? 1 : -largest(type) - 1);
    options.max = unless(max, rises ? largest(type) : -1);
    options.cache = unless(row.number(), 1);
    options.cycle = row.flag();
    return options;
}

void set_options(Attributes& attributes, const Identity& options) {
    const auto set = [&](std::string_view key, const std::optional<long long>& value) {
        if (value)
            set_attribute(attributes, key, integer_node(*value));
    };
    set("start", options.start);
    set("increment", options.increment);
    set("min", options.min);
    set("max", options.max);
    set("cache", options.cache);
    if (options.cycle)
        set_attribute(attributes, "cycle", true);
}

void read_sequence(Assembly& assembly, CatalogRow row) {
    Sequence sequence;
    SchemaObject& object = sequence.object;
    const Oid oid = row.oid();
    object.kind = ObjectKind::sequence;
    std::string schema = row.text();
    object.name = assembly.name(std::move(schema), row.text());
    object.comment = row.text();
    if (row.flag())
        set_attribute(object.attributes, "unlogged", true);
    sequence.type = row.text();
    if (sequence.type != "bigint")
        set_attribute(object.attributes, "type", sequence.type);
    sequence.options = take_options(row, sequence.type);
    set_options(object.attributes, sequence.options);
    sequence.owner_table = row.oid();
    sequence.owner_column = static_cast<int>(row.number());
    sequence.next_value = row.text();
    if (sequence.owner_table == 0)
        assembly.add_object(oid, std::move(object));
    else
        assembly.add_owned_sequence(oid, std::move(sequence));
}

} // namespace

CatalogQuery query_sequences(const Scope&) {
    return {std::string(sequences_sql), read_sequence};
}

} // namespace migrate::postgres
