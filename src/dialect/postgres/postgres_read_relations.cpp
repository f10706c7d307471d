// Tables, views and materialized views, without what stands in them.
#include "dialect/postgres/postgres_read.hpp"

#include "forms/values.hpp"

#include <algorithm>

namespace migrate::postgres {
namespace {

constexpr std::string_view relations_sql = R"(
SELECT c.oid, c.relkind, n.nspname, c.relname, d.description, c.reloptions, tc.reloptions,
       c.relpersistence = 'u', ts.spcname, CASE WHEN am.amname <> 'heap' THEN am.amname END,
       CASE WHEN c.relkind IN ('v', 'm') THEN pg_catalog.pg_get_viewdef(c.oid) END,
       CASE c.relreplident WHEN 'n' THEN 'nothing' WHEN 'f' THEN 'full' END,
       CASE WHEN c.relforcerowsecurity THEN 'forced' WHEN c.relrowsecurity THEN 'on' END,
       CASE WHEN c.relkind = 'p' THEN pg_catalog.pg_get_partkeydef(c.oid) END,
       CASE WHEN c.relispartition THEN pg_catalog.pg_get_expr(c.relpartbound, c.oid) END,
       p.schemas, p.tables
FROM pg_catalog.pg_class c
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_catalog.pg_description d
  ON d.objoid = c.oid AND d.classoid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objsubid = 0
LEFT JOIN pg_catalog.pg_class tc ON tc.oid = c.reltoastrelid AND tc.reloptions IS NOT NULL
LEFT JOIN pg_catalog.pg_tablespace ts ON ts.oid = c.reltablespace
LEFT JOIN pg_catalog.pg_am am ON am.oid = c.relam
LEFT JOIN (SELECT i.inhrelid, pg_catalog.array_agg(pn.nspname::text ORDER BY i.inhseqno) AS schemas,
                  pg_catalog.array_agg(pc.relname::text ORDER BY i.inhseqno) AS tables
           FROM pg_catalog.pg_inherits i
           JOIN pg_catalog.pg_class pc ON pc.oid = i.inhparent AND pc.relkind IN ('r', 'p')
           JOIN pg_catalog.pg_namespace pn ON pn.oid = pc.relnamespace
           GROUP BY i.inhrelid) p ON p.inhrelid = c.oid
WHERE c.relkind IN ('r', 'p', 'v', 'm') AND {schemas}{relations}
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend e
                  WHERE e.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND e.objid = c.oid
                    AND e.deptype = 'e')
ORDER BY n.nspname, c.relname)";

struct RelationRow {
    Oid oid = 0;
    char kind = 'r';
    std::string schema, name, comment;
    Node options; // of the TOAST table too
    bool unlogged = false;
    std::string tablespace, access_method, view, replica_identity, row_security;
    std::string partition_by, bound;
    std::vector<std::string> parent_schemas, parents;
};

Node all_options(const std::vector<std::string>& own, const std::vector<std::string>& toast) {
    Node options = read_options(own);
    Node of_toast = read_options(toast);
    for (Node::Member& member : of_toast.members())
        options.add("toast." + member.key, std::move(member.value));
    return options;
}

RelationRow take(CatalogRow& row) {
    RelationRow r;
    r.oid = row.oid();
    r.kind = row.letter();
    r.schema = row.text();
    r.name = row.text();
    r.comment = row.text();
    const std::vector<std::string> own = row.list();
    r.options = all_options(own, row.list());
    r.unlogged = row.flag();
    r.tablespace = row.text();
    r.access_method = row.text();
    r.view = row.text();
    r.replica_identity = row.text();
    r.row_security = row.text();
    r.partition_by = row.text();
    r.bound = row.text();
    r.parent_schemas = row.list();
    r.parents = row.list();
    return r;
}

void set_text(Attributes& attributes, std::string_view key, const std::string& text) {
    if (!text.empty())
        set_attribute(attributes, key, text);
}

void set_options(Attributes& attributes, const Node& options) {
    if (!options.members().empty())
        set_attribute(attributes, "with", options);
}

void set_parents(const Assembly& assembly, Attributes& attributes, const RelationRow& r) {
    std::vector<std::string> parents;
    for (std::size_t i = 0; i < r.parents.size(); ++i)
        parents.push_back(to_string(assembly.name(r.parent_schemas[i], r.parents[i])));
    if (r.bound.empty()) {
        if (!parents.empty())
            set_attribute(attributes, "inherits", parents);
        return;
    }
    constexpr std::string_view prefix = "FOR VALUES ";
    set_attribute(attributes, "partition_of", parents.empty() ? std::string() : parents.front());
    set_attribute(attributes, "values",
                  r.bound.starts_with(prefix) ? r.bound.substr(prefix.size()) : r.bound);
}

void add_table(Assembly& assembly, RelationRow& r) {
    Table table;
    table.name = assembly.name(r.schema, r.name);
    table.comment = std::move(r.comment);
    Attributes& attributes = table.attributes;
    set_options(attributes, r.options);
    set_text(attributes, "tablespace", r.tablespace);
    set_text(attributes, "access_method", r.access_method);
    set_text(attributes, "replica_identity", r.replica_identity);
    set_text(attributes, "partition_by", r.partition_by);
    set_parents(assembly, attributes, r);
    if (r.unlogged)
        set_attribute(attributes, "unlogged", true);
    if (r.row_security == "on")
        set_attribute(attributes, "row_security", true);
    else
        set_text(attributes, "row_security", r.row_security);
    assembly.add_table(r.oid, std::move(table));
}

void add_view(Assembly& assembly, RelationRow& r) {
    View view;
    view.name = assembly.name(r.schema, r.name);
    view.comment = std::move(r.comment);
    view.as = forms::read_query(r.view);
    if (const Node* check = r.options.find("check_option")) {
        set_attribute(view.attributes, "check_option", check->text());
        r.options.erase("check_option");
    }
    set_options(view.attributes, r.options);
    assembly.add_view(r.oid, std::move(view));
}

void add_materialized_view(Assembly& assembly, RelationRow& r) {
    SchemaObject view;
    view.kind = ObjectKind::materialized_view;
    view.name = assembly.name(r.schema, r.name);
    view.comment = std::move(r.comment);
    set_attribute(view.attributes, "as", forms::read_query(r.view));
    set_options(view.attributes, r.options);
    set_text(view.attributes, "tablespace", r.tablespace);
    assembly.add_object(r.oid, std::move(view));
}

void read_relation(Assembly& assembly, CatalogRow row) {
    RelationRow r = take(row);
    if (std::ranges::find(assembly.scope().excluded, r.name) != assembly.scope().excluded.end())
        return;
    if (r.kind == 'v')
        add_view(assembly, r);
    else if (r.kind == 'm')
        add_materialized_view(assembly, r);
    else
        add_table(assembly, r);
}

} // namespace

CatalogQuery query_relations(const Scope&) {
    return {std::string(relations_sql), read_relation};
}

} // namespace migrate::postgres
