// What is asked of the catalog: one query for each kind of thing, and what its rows become. The
// queries do not depend on each other's answers; their rows are read in this order.
#pragma once

#include "dialect/postgres/postgres_assembly.hpp"

namespace migrate::postgres {

struct CatalogQuery {
    std::string sql;
    void (*read)(Assembly& assembly, CatalogRow row);
};

CatalogQuery query_names(const Scope& scope); // collations and operator classes
CatalogQuery query_schemas(const Scope& scope);
CatalogQuery query_extensions(const Scope& scope);
CatalogQuery query_relations(const Scope& scope);
CatalogQuery query_types(const Scope& scope);
CatalogQuery query_sequences(const Scope& scope);
CatalogQuery query_columns(const Scope& scope);
CatalogQuery query_keys(const Scope& scope); // primary, unique, exclusion
CatalogQuery query_checks(const Scope& scope);
CatalogQuery query_foreign_keys(const Scope& scope);
CatalogQuery query_indexes(const Scope& scope);
CatalogQuery query_triggers(const Scope& scope);
CatalogQuery query_routines(const Scope& scope);
CatalogQuery query_aggregates(const Scope& scope);
CatalogQuery query_rules(const Scope& scope);
CatalogQuery query_policies(const Scope& scope);
CatalogQuery query_statistics(const Scope& scope);
CatalogQuery query_grants(const Scope& scope);
CatalogQuery query_unread(const Scope& scope); // counts of what is named in not_compared

} // namespace migrate::postgres
