#include "dialect/postgres/postgres_introspect.hpp"

#include "dialect/postgres/postgres_read.hpp"
#include "sql/quote.hpp"
#include "util/text.hpp"

#include <algorithm>
#include <array>

namespace migrate::postgres {
namespace {

// What the printing of expressions depends on, but for the search_path.
constexpr std::array printing_settings{std::pair{"quote_all_identifiers", "off"},
                                       std::pair{"standard_conforming_strings", "on"},
                                       std::pair{"bytea_output", "hex"},
                                       std::pair{"extra_float_digits", "1"},
                                       std::pair{"DateStyle", "ISO, MDY"},
                                       std::pair{"IntervalStyle", "postgres"},
                                       std::pair{"TimeZone", "UTC"}};

// The first schema of the path that is there, else public; NULL when that is not there either.
constexpr std::string_view default_schema =
    "coalesce(current_schema(), "
    "(SELECT nspname FROM pg_catalog.pg_namespace WHERE nspname = 'public'))";

std::string quoted(std::string_view text) {
    return sql::quote_string(text, sql::postgres_syntax());
}

// `value` is SQL.
std::string set_local(std::string_view name, const std::string& value) {
    return "set_config(" + quoted(name) + ", " + value + ", true)";
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
            else if (!put_back_.empty() &&
                     connection_.transaction_state() == TransactionState::open)
                connection_.query(put_back_);
        } catch (const Error&) { // the session is lost; who uses it next is told so
        }
    }
    PrintingTransaction(const PrintingTransaction&) = delete;
    PrintingTransaction& operator=(const PrintingTransaction&) = delete;

    // Tells the server's version and the default schema, remembers the settings, and makes its own,
    // in this order and one round trip. Temporary tables come last in the path, so that they hide
    // nothing.
    Scope look() {
        const std::string schema(default_schema);
        std::string query = "SELECT current_setting('server_version_num'), " + schema +
                            ", current_setting('search_path')";
        for (const auto& [name, value] : printing_settings)
            query += ", current_setting(" + quoted(name) + ")";
        query += ", " + set_local("search_path", "coalesce(pg_catalog.quote_ident(" + schema +
                                                     "), 'pg_catalog') || ', pg_temp'");
        for (const auto& [name, value] : printing_settings)
            query += ", " + set_local(name, quoted(value));
        Result found = connection_.query(query);
        CatalogRow row(found.rows.at(0));
        Scope scope;
        scope.version = static_cast<int>(row.number());
        scope.default_schema = row.text();
        put_back_ = "SELECT " + set_local("search_path", quoted(row.text()));
        for (const auto& [name, value] : printing_settings)
            put_back_ += ", " + set_local(name, quoted(row.text()));
        return scope;
    }

  private:
    Connection& connection_;
    bool own_;
    std::string put_back_; // the settings
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
    Assembly assembly(scope);
    read_all(connection, scope, assembly);
    return assembly.finish();
}

} // namespace migrate::postgres
