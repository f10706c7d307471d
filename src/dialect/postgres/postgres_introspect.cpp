#include "dialect/postgres/postgres_introspect.hpp"

#include "dialect/postgres/postgres_read.hpp"
#include "sql/quote.hpp"
#include "util/text.hpp"

#include <algorithm>
#include <array>

namespace migrate::postgres {
namespace {

struct Setting {
    std::string_view name;
    std::string value;
};

// What the printing of expressions depends on.
std::vector<Setting> printing_settings(std::string search_path) {
    return {{"search_path", std::move(search_path)},
            {"quote_all_identifiers", "off"},
            {"standard_conforming_strings", "on"},
            {"bytea_output", "hex"},
            {"extra_float_digits", "1"},
            {"DateStyle", "ISO, MDY"},
            {"IntervalStyle", "postgres"},
            {"TimeZone", "UTC"}};
}

std::string quoted(std::string_view text) {
    return sql::quote_string(text, sql::postgres_syntax());
}

std::string set_local(const std::vector<Setting>& settings) {
    std::string query;
    for (const Setting& setting : settings)
        query += (query.empty() ? "SELECT set_config(" : ", set_config(") + quoted(setting.name) +
                 ", " + quoted(setting.value) + ", true)";
    return query;
}

// A transaction in which names and values are printed in one way. Its own when none is open; then
// nothing is left of it. Else the settings are put back.
class PrintingTransaction {
  public:
    explicit PrintingTransaction(Connection& connection)
        : connection_(connection),
          own_(!connection.in_transaction()) {
        if (own_)
            connection_.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
    }
    ~PrintingTransaction() {
        try {
            if (own_)
                connection_.execute("ROLLBACK");
            else if (!before_.empty() && connection_.transaction_state() == TransactionState::open)
                connection_.query(set_local(before_));
        } catch (const Error&) { // the session is lost; who uses it next is told so
        }
    }
    PrintingTransaction(const PrintingTransaction&) = delete;
    PrintingTransaction& operator=(const PrintingTransaction&) = delete;

    // Remembers the settings and tells the server's version and the default schema.
    Scope look() {
        std::string query = "SELECT current_setting('server_version_num'), "
                            "coalesce(current_schema(), (SELECT nspname FROM "
                            "pg_catalog.pg_namespace WHERE nspname = 'public'))";
        for (const Setting& setting : printing_settings({}))
            query += ", current_setting(" + quoted(setting.name) + ")";
        Result found = connection_.query(query);
        CatalogRow row(found.rows.at(0));
        Scope scope;
        scope.version = static_cast<int>(row.number());
        scope.default_schema = row.text();
        for (const Setting& setting : printing_settings({}))
            before_.push_back({setting.name, row.text()});
        return scope;
    }

    // Temporary tables come last, so that they hide nothing.
    void set(const Scope& scope) {
        const std::string path =
            scope.default_schema.empty()
                ? "pg_catalog, pg_temp"
                : sql::quote_name(scope.default_schema, sql::postgres_syntax()) + ", pg_temp";
        connection_.query(set_local(printing_settings(path)));
    }

  private:
    Connection& connection_;
    bool own_;
    std::vector<Setting> before_;
};

std::string quoted_list(const std::vector<std::string>& texts) {
    std::vector<std::string> items;
    for (const std::string& text : texts)
        items.push_back(quoted(text));
    return text::join(items, ", ");
}

// The default schema and those that were asked for; "*" asks for all.
std::string schema_condition(const Scope& scope, const IntrospectOptions& options) {
    if (std::ranges::find(options.schemas, "*") != options.schemas.end())
        return "(n.nspname !~ '^pg_' AND n.nspname <> 'information_schema')";
    std::vector<std::string> names = options.schemas;
    names.push_back(scope.default_schema);
    return "n.nspname IN (" + quoted_list(names) + ")";
}

// Also what belongs to the relations that are wanted, and therefore by name alone.
std::string relation_condition(const IntrospectOptions& options) {
    if (options.only.empty())
        return {};
    std::vector<std::string> names;
    for (const QualifiedName& name : options.only)
        names.push_back(name.name);
    return " AND c.relname IN (" + quoted_list(names) + ")";
}

std::vector<CatalogQuery> all_queries(const Scope& scope) {
    std::vector<CatalogQuery> queries;
    for (const auto make :
         {query_names, query_schemas, query_extensions, query_relations, query_types,
          query_sequences, query_columns, query_keys, query_checks, query_foreign_keys,
          query_indexes, query_triggers, query_routines, query_aggregates, query_rules,
          query_policies, query_statistics, query_grants, query_unread}) {
        queries.push_back(make(scope));
        queries.back().sql = scope.fill(queries.back().sql);
    }
    return queries;
}

void read_all(Connection& connection, const Scope& scope, Assembly& assembly) {
    const std::vector<CatalogQuery> queries = all_queries(scope);
    std::vector<std::string> statements;
    statements.reserve(queries.size());
    for (const CatalogQuery& query : queries)
        statements.push_back(query.sql);
    std::vector<Result> results = connection.query_all(statements);
    for (std::size_t i = 0; i < queries.size(); ++i) {
        for (Row& row : results[i].rows)
            queries[i].read(assembly, CatalogRow(row));
        results[i] = {}; // a large schema has many rows
    }
}

} // namespace

Database introspect(Connection& connection, const IntrospectOptions& options) {
    PrintingTransaction transaction(connection);
    Scope scope = transaction.look();
    scope.schemas = schema_condition(scope, options);
    scope.relations = relation_condition(options);
    scope.excluded = options.exclude_tables;
    transaction.set(scope);
    Assembly assembly(scope);
    read_all(connection, scope, assembly);
    return assembly.finish();
}

} // namespace migrate::postgres
