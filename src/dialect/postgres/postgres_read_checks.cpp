// Checks of tables and domains, and the names that PostgreSQL 18 keeps for NOT NULL.
#include "dialect/postgres/postgres_read.hpp"
#include "forms/values.hpp"
#include "util/text.hpp"

namespace migrate::postgres {
namespace {

// What a table has from its parents alone is told of them.
constexpr std::string_view checks_sql = R"(
SELECT k.conrelid, k.contypid, k.contype, k.conname, d.description, k.convalidated,
       k.connoinherit, {enforced}, k.conkey,
       CASE WHEN k.contype = 'c' THEN pg_catalog.pg_get_expr(k.conbin, k.conrelid) END
FROM pg_catalog.pg_constraint k
JOIN pg_catalog.pg_namespace n ON n.oid = k.connamespace
LEFT JOIN pg_catalog.pg_class c ON c.oid = k.conrelid
LEFT JOIN pg_catalog.pg_description d
  ON d.objoid = k.oid AND d.classoid = 'pg_catalog.pg_constraint'::pg_catalog.regclass
WHERE k.contype IN ('c', 'n') AND k.conislocal AND {schemas}
ORDER BY k.conrelid, k.contypid, k.conname)";

struct CheckRow {
    Oid relation = 0;
    Oid domain = 0;
    bool not_null = false;
    std::string name, comment;
    bool validated = true, no_inherit = false, enforced = true;
    std::vector<int> columns;
    std::string expression;
};

CheckRow take(CatalogRow& row) {
    CheckRow r;
    r.relation = row.oid();
    r.domain = row.oid();
    r.not_null = row.letter() == 'n';
    r.name = row.text();
    r.comment = row.text();
    r.validated = row.flag();
    r.no_inherit = row.flag();
    r.enforced = row.flag();
    r.columns = row.numbers();
    r.expression = forms::read_expression(row.text());
    return r;
}

void add_check(Table& table, CheckRow& r) {
    Check check;
    check.name = std::move(r.name);
    check.expression = std::move(r.expression);
    check.validated = r.validated || !r.enforced;
    if (r.no_inherit)
        set_attribute(check.attributes, "no_inherit", true);
    if (!r.enforced)
        set_attribute(check.attributes, "enforced", false);
    if (!r.comment.empty())
        set_attribute(check.attributes, "comment", r.comment);
    table.checks.push_back(std::move(check));
}

// A name is kept where it is not the one that the server gives.
void add_not_null(Assembly& assembly, Table& table, const CheckRow& r) {
    const std::vector<std::string> names = assembly.column_names(r.relation, r.columns);
    Column* column =
        names.empty() ? nullptr : find_named(table.columns, names.front(), NameFolding::exact);
    if (!column)
        return;
    if (r.name != table.name.name + "_" + column->name + "_not_null")
        column->not_null_name = r.name;
    if (!r.validated || r.no_inherit || !r.comment.empty())
        assembly.not_compared("NOT NULL constraint " + r.name + " of " + to_string(table.name) +
                              ": NOT VALID, NO INHERIT or its comment");
}

void add_domain_check(Assembly& assembly, CheckRow& r) {
    SchemaObject* domain = r.not_null ? nullptr : assembly.domain(r.domain);
    if (!domain)
        return;
    Node check = Node::string(r.expression);
    if (!r.validated || !r.comment.empty()) {
        check = Node::table();
        check.add("expression", Node::string(r.expression));
        if (!r.validated)
            check.add("validated", Node::boolean(false));
        if (!r.comment.empty())
            check.add("comment", Node::string(r.comment));
    }
    const Node* known = attribute(domain->attributes, "check");
    Node checks = known ? *known : Node::table();
    checks.add(r.name, std::move(check));
    set_attribute(domain->attributes, "check", std::move(checks));
}

void read_check(Assembly& assembly, CatalogRow row) {
    CheckRow r = take(row);
    if (r.domain != 0)
        return add_domain_check(assembly, r);
    Table* table = assembly.table(r.relation);
    if (!table)
        return;
    if (r.not_null)
        add_not_null(assembly, *table, r);
    else
        add_check(*table, r);
}

} // namespace

CatalogQuery query_checks(const Scope& scope) {
    return {text::replace_all(std::string(checks_sql), "{enforced}",
                              scope.version >= 180000 ? "k.conenforced" : "true"),
            read_check};
}

} // namespace migrate::postgres
