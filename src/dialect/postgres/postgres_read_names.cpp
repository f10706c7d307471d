// Schemas and extensions, and the names by which other things refer to collations and operator
// classes.
#include "dialect/postgres/postgres_read.hpp"

namespace migrate::postgres {
namespace {

// A default operator class is never named.
constexpr std::string_view names_sql = R"(
SELECT 'c', l.oid, n.nspname, l.collname
FROM pg_catalog.pg_collation l JOIN pg_catalog.pg_namespace n ON n.oid = l.collnamespace
UNION ALL
SELECT 'o', o.oid, n.nspname, o.opcname
FROM pg_catalog.pg_opclass o JOIN pg_catalog.pg_namespace n ON n.oid = o.opcnamespace
WHERE NOT o.opcdefault)";

// The default schema is told only where somebody has written a comment on it.
constexpr std::string_view schemas_sql = R"(
SELECT n.oid, n.nspname, d.description
FROM pg_catalog.pg_namespace n
LEFT JOIN pg_catalog.pg_description d
  ON d.objoid = n.oid AND d.classoid = 'pg_catalog.pg_namespace'::pg_catalog.regclass
WHERE {schemas}
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend e
                  WHERE e.classid = 'pg_catalog.pg_namespace'::pg_catalog.regclass
                    AND e.objid = n.oid AND e.deptype = 'e')
ORDER BY n.nspname)";

constexpr std::string_view extensions_sql = R"(
SELECT x.extname, n.nspname, x.extversion,
       (SELECT a.default_version FROM pg_catalog.pg_available_extensions() a
        WHERE a.name = x.extname),
       d.description, (SELECT a.comment FROM pg_catalog.pg_available_extensions() a
                       WHERE a.name = x.extname)
FROM pg_catalog.pg_extension x
JOIN pg_catalog.pg_namespace n ON n.oid = x.extnamespace
LEFT JOIN pg_catalog.pg_description d
  ON d.objoid = x.oid AND d.classoid = 'pg_catalog.pg_extension'::pg_catalog.regclass
WHERE x.extname <> 'plpgsql'
ORDER BY x.extname)";

void read_name(Assembly& assembly, CatalogRow row) {
    const bool collation = row.letter() == 'c';
    const Oid oid = row.oid();
    const std::string schema = row.text();
    const std::string name = row.text();
    if (!collation)
        assembly.name_operator_class(oid, assembly.sql_name(schema, name));
    else if (schema == "pg_catalog" || schema == assembly.scope().default_schema)
        assembly.name_collation(oid, name);
    else
        assembly.name_collation(oid, to_string(QualifiedName{schema, name}));
}

void read_schema(Assembly& assembly, CatalogRow row) {
    constexpr std::string_view comment_of_public = "standard public schema";
    const Oid oid = row.oid();
    const std::string name = row.text();
    assembly.name_schema(oid, name);
    std::string comment = row.text();
    if (name == "public" && comment == comment_of_public)
        comment.clear();
    const bool always_there = name == "public" || name == assembly.scope().default_schema;
    if (!comment.empty() || !always_there)
        assembly.schema(oid).comment = std::move(comment);
}

void read_extension(Assembly& assembly, CatalogRow row) {
    SchemaObject extension;
    extension.kind = ObjectKind::extension;
    extension.name.name = row.text();
    const std::string schema = row.text();
    if (schema != assembly.scope().default_schema && schema != "pg_catalog")
        set_attribute(extension.attributes, "schema", schema);
    const std::string version = row.text();
    if (const std::string usual = row.text(); !usual.empty() && usual != version)
        set_attribute(extension.attributes, "version", version);
    extension.comment = row.text();
    if (extension.comment == row.text()) // its own
        extension.comment.clear();
    assembly.db().objects.push_back(std::move(extension));
}

} // namespace

CatalogQuery query_names(const Scope&) {
    return {std::string(names_sql), read_name};
}

CatalogQuery query_schemas(const Scope&) {
    return {std::string(schemas_sql), read_schema};
}

CatalogQuery query_extensions(const Scope&) {
    return {std::string(extensions_sql), read_extension};
}

} // namespace migrate::postgres
