// Enums, domains, composite types and ranges.
#include "dialect/postgres/postgres_default.hpp"
#include "dialect/postgres/postgres_read.hpp"
#include "dialect/postgres/postgres_types.hpp"
#include "forms/values.hpp"

namespace migrate::postgres {
namespace {

// The checks of a domain come with those of tables.
constexpr std::string_view types_sql = R"(
SELECT t.oid, t.typtype, n.nspname, t.typname, d.description, t.typrelid,
       CASE WHEN t.typtype = 'e' THEN
         (SELECT pg_catalog.array_agg(l.enumlabel::text ORDER BY l.enumsortorder)
          FROM pg_catalog.pg_enum l WHERE l.enumtypid = t.oid) END,
       CASE WHEN t.typtype = 'd' THEN pg_catalog.format_type(t.typbasetype, t.typtypmod)
            WHEN t.typtype = 'r' THEN pg_catalog.format_type(r.rngsubtype, NULL) END,
       t.typnotnull, pg_catalog.pg_get_expr(t.typdefaultbin, 0),
       CASE WHEN t.typtype = 'd' AND t.typcollation <> b.typcollation THEN t.typcollation
            WHEN t.typtype = 'r' AND r.rngcollation <> b.typcollation THEN r.rngcollation END,
       r.rngsubopc,
       CASE WHEN r.rngcanonical <> 0 THEN r.rngcanonical::pg_catalog.regproc::text END,
       CASE WHEN r.rngsubdiff <> 0 THEN r.rngsubdiff::pg_catalog.regproc::text END
FROM pg_catalog.pg_type t
JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
LEFT JOIN pg_catalog.pg_class rel ON rel.oid = t.typrelid
LEFT JOIN pg_catalog.pg_range r ON r.rngtypid = t.oid
LEFT JOIN pg_catalog.pg_type b
  ON b.oid = CASE t.typtype WHEN 'd' THEN t.typbasetype WHEN 'r' THEN r.rngsubtype END
LEFT JOIN pg_catalog.pg_description d
  ON d.objoid = t.oid AND d.classoid = 'pg_catalog.pg_type'::pg_catalog.regclass AND d.objsubid = 0
WHERE (t.typtype IN ('e', 'd', 'r') OR (t.typtype = 'c' AND rel.relkind = 'c')) AND {schemas}
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend e
                  WHERE e.classid = 'pg_catalog.pg_type'::pg_catalog.regclass AND e.objid = t.oid
                    AND e.deptype = 'e')
ORDER BY n.nspname, t.typname)";

struct TypeRow {
    Oid oid = 0;
    char kind = 'e';
    QualifiedName name;
    std::string comment;
    Oid relation = 0; // of a composite type
    std::vector<std::string> labels;
    std::string base; // of a domain, or what a range is of
    bool not_null = false;
    std::string default_value;
    Oid collation = 0;
    Oid operator_class = 0;
    std::string canonical, difference;
};

TypeRow take(const Assembly& assembly, CatalogRow& row) {
    TypeRow r;
    r.oid = row.oid();
    r.kind = row.letter();
    std::string schema = row.text();
    r.name = assembly.name(std::move(schema), row.text());
    r.comment = row.text();
    r.relation = row.oid();
    r.labels = row.list();
    r.base = row.text();
    r.not_null = row.flag();
    r.default_value = row.text();
    r.collation = row.oid();
    r.operator_class = row.oid();
    r.canonical = row.text();
    r.difference = row.text();
    return r;
}

SchemaObject object_of(ObjectKind kind, TypeRow& r) {
    SchemaObject object;
    object.kind = kind;
    object.name = r.name;
    object.comment = std::move(r.comment);
    return object;
}

SchemaObject domain_of(const Assembly& assembly, TypeRow& r) {
    SchemaObject domain = object_of(ObjectKind::domain, r);
    Attributes& attributes = domain.attributes;
    set_attribute(attributes, "type", portable_spelling(postgres_types().read(r.base)));
    if (r.not_null)
        set_attribute(attributes, "null", false);
    if (!r.default_value.empty())
        set_attribute(attributes, "default",
                      forms::write_value(read_default(r.default_value, r.base)));
    if (r.collation != 0)
        set_attribute(attributes, "collation", assembly.collation(r.collation));
    return domain;
}

SchemaObject range_of(Assembly& assembly, TypeRow& r) {
    SchemaObject range = object_of(ObjectKind::range, r);
    set_attribute(range.attributes, "subtype", portable_spelling(postgres_types().read(r.base)));
    if (const std::string own = assembly.operator_class(r.operator_class); !own.empty())
        set_attribute(range.attributes, "opclass", own);
    if (r.collation != 0)
        set_attribute(range.attributes, "collation", assembly.collation(r.collation));
    if (!r.canonical.empty())
        set_attribute(range.attributes, "canonical", r.canonical);
    if (!r.difference.empty())
        assembly.not_compared("subtype_diff of range " + to_string(r.name) + " (" + r.difference +
                              ")");
    return range;
}

void read_type(Assembly& assembly, CatalogRow row) {
    TypeRow r = take(assembly, row);
    switch (r.kind) {
    case 'e': {
        EnumType type;
        type.name = r.name;
        type.values = std::move(r.labels);
        type.comment = std::move(r.comment);
        assembly.add_enum(r.oid, std::move(type));
        break;
    }
    case 'd':
        assembly.add_type(r.oid, domain_of(assembly, r));
        break;
    case 'r':
        assembly.add_type(r.oid, range_of(assembly, r));
        break;
    default:
        assembly.add_object(r.relation, object_of(ObjectKind::composite, r));
    }
}

} // namespace

CatalogQuery query_types(const Scope&) {
    return {std::string(types_sql), read_type};
}

} // namespace migrate::postgres
