// Privileges that others than the owner have, or that everybody would have and has not.
#include "dialect/postgres/postgres_read.hpp"

#include <algorithm>

namespace migrate::postgres {
namespace {

// `usual` is what the object has without a GRANT or REVOKE: the server's default, or what initdb
// gave (to the schema public).
constexpr std::string_view grants_sql = R"(
WITH acls AS (
  SELECT 'pg_class' AS catalog, c.oid, '' AS part, c.relacl AS acl, c.relowner AS owner,
         pg_catalog.acldefault(CASE c.relkind WHEN 'S' THEN 's' ELSE 'r' END::"char", c.relowner)
           AS usual
  FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relacl IS NOT NULL AND c.relkind IN ('r', 'p', 'v', 'm', 'S') AND {schemas}{relations}
  UNION ALL
  SELECT 'pg_class', c.oid, a.attname, a.attacl, c.relowner, NULL
  FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  WHERE a.attacl IS NOT NULL AND NOT a.attisdropped AND {schemas}{relations}
  UNION ALL
  SELECT 'pg_proc', p.oid, '', p.proacl, p.proowner, pg_catalog.acldefault('f', p.proowner)
  FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
  WHERE p.proacl IS NOT NULL AND {schemas}
  UNION ALL
  SELECT 'pg_type', t.oid, '', t.typacl, t.typowner, pg_catalog.acldefault('T', t.typowner)
  FROM pg_catalog.pg_type t JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
  WHERE t.typacl IS NOT NULL AND {schemas}
  UNION ALL
  SELECT 'pg_namespace', n.oid, '', n.nspacl, n.nspowner,
         coalesce(i.initprivs, pg_catalog.acldefault('n', n.nspowner))
  FROM pg_catalog.pg_namespace n
  LEFT JOIN pg_catalog.pg_init_privs i
    ON i.objoid = n.oid AND i.classoid = 'pg_catalog.pg_namespace'::pg_catalog.regclass
  WHERE n.nspacl IS NOT NULL AND {schemas})
SELECT l.catalog, l.oid, coalesce(r.rolname, 'public'), l.part,
       pg_catalog.array_agg(g.privilege ORDER BY g.privilege)
FROM acls l CROSS JOIN LATERAL (
  SELECT x.grantee, pg_catalog.lower(x.privilege_type)
         || CASE WHEN x.is_grantable THEN ' with grant option' ELSE '' END AS privilege
  FROM pg_catalog.aclexplode(l.acl) x
  WHERE x.grantee <> l.owner
    AND NOT EXISTS (SELECT FROM pg_catalog.aclexplode(l.usual) u
                    WHERE u.grantee = x.grantee AND u.privilege_type = x.privilege_type)
  UNION ALL
  SELECT u.grantee, NULL FROM pg_catalog.aclexplode(l.usual) u
  WHERE u.grantee <> l.owner
    AND NOT EXISTS (SELECT FROM pg_catalog.aclexplode(l.acl) x
                    WHERE x.grantee = u.grantee AND x.privilege_type = u.privilege_type)) g
LEFT JOIN pg_catalog.pg_roles r ON r.oid = g.grantee
GROUP BY l.catalog, l.oid, coalesce(r.rolname, 'public'), l.part
ORDER BY 1, 2, 3, 4)";

// "update" on column a: "update(a)", "update(a) with grant option".
std::string of_column(const std::string& privilege, const std::string& column) {
    const auto blank = privilege.find(' ');
    const std::string name = format_path({column});
    return blank == std::string::npos
               ? privilege + '(' + name + ')'
               : privilege.substr(0, blank) + '(' + name + ')' + privilege.substr(blank);
}

// Rows of one role may come for the whole and for each of its columns.
void add_grants(Attributes& attributes, const std::string& role,
                const std::vector<std::string>& privileges) {
    const Node* known = attribute(attributes, "grant");
    Node grants = known ? *known : Node::table();
    Node& list = grants[role];
    if (list.is_null())
        list = Node::array();
    for (const std::string& privilege : privileges)
        list.push_back(Node::string(privilege));
    set_attribute(attributes, "grant", std::move(grants));
}

void read_grant(Assembly& assembly, CatalogRow row) {
    const std::string catalog = row.text();
    const Oid oid = row.oid();
    const std::string role = row.text();
    const std::string column = row.text();
    std::vector<std::string> privileges = row.list();
    std::erase(privileges, std::string()); // one that is taken away is not told by a name
    if (!column.empty())
        for (std::string& privilege : privileges)
            privilege = of_column(privilege, column);
    if (Attributes* attributes = assembly.attributes(catalog, oid))
        add_grants(*attributes, role, privileges);
    else if (const auto sequence = assembly.column_sequence(oid))
        assembly.not_compared("privileges of " + role + " on sequence " + to_string(*sequence));
}

} // namespace

CatalogQuery query_grants(const Scope&) {
    return {std::string(grants_sql), read_grant};
}

} // namespace migrate::postgres
