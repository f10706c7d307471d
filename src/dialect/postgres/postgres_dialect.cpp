#include "dialect/postgres/postgres_dialect.hpp"

#include "dialect/postgres/postgres_adapt.hpp"
#include "dialect/postgres/postgres_connection.hpp"
#include "dialect/postgres/postgres_ddl.hpp"
#include "dialect/postgres/postgres_dump.hpp"
#include "dialect/postgres/postgres_expressions.hpp"
#include "dialect/postgres/postgres_introspect.hpp"
#include "dialect/postgres/postgres_lock.hpp"
#include "dialect/postgres/postgres_names.hpp"
#include "dialect/postgres/postgres_scratch.hpp"
#include "dialect/postgres/postgres_script.hpp"
#include "dialect/postgres/postgres_settle.hpp"
#include "dialect/postgres/postgres_types.hpp"
#include "sql/syntax.hpp"

namespace migrate::postgres {

namespace {

Capabilities make_capabilities() {
    Capabilities can;
    can.schemas = true;
    can.comments = true;
    can.identity = true;
    can.session_lock = true;
    can.replays_in_memory = true;
    can.unvalidated_constraints = true;
    can.references_pin_keys = true;
    can.enum_values_wait = true;
    can.max_name_bytes = max_name_bytes;
    return can;
}

class PostgresDialect final : public Dialect {
  public:
    std::string_view name() const override { return "postgresql"; }
    std::string_view display_name() const override { return "PostgreSQL"; }
    std::string client_library() const override { return client_library_text(); }
    std::vector<std::string_view> prefixes() const override { return {"postgresql"}; }
    const sql::Syntax& syntax() const override { return sql::postgres_syntax(); }
    const Capabilities& capabilities() const override { return capabilities_; }
    const Types& types() const override { return postgres_types(); }
    const Ddl& ddl() const override { return postgres_ddl(); }

    std::unique_ptr<Connection> connect(const Url& url,
                                        const ConnectOptions& options) const override {
        return std::make_unique<PostgresConnection>(url, options);
    }
    bool exists(const Url&) const override { return true; }

    Database introspect(Connection& connection, const IntrospectOptions& options) const override {
        return postgres::introspect(connection, options);
    }
    std::unique_ptr<TransactionGuard> transaction_guard(Connection&) const override {
        return nullptr;
    }
    std::string schema_of(Connection& connection, const std::string& table) const override {
        auto* own = dynamic_cast<PostgresConnection*>(&connection);
        return own ? own->schema_of(table) : "";
    }
    std::unique_ptr<RunLock> session_lock(Connection& connection,
                                          const QualifiedName& version_table) const override {
        return run_lock(connection, version_table);
    }

    void adapt(Database& model) const override { postgres::adapt(model); }
    void follow(const Op& op, Database& db) const override { postgres::follow(op, db); }
    std::unique_ptr<Connection> scratch(const Url& url) const override {
        return scratch_database(url);
    }
    bool same_expression(std::string_view a, std::string_view b) const override {
        return postgres::same_expression(a, b);
    }
    void settle(Connection& connection, const Database& live, Database& model) const override {
        postgres::settle(connection, live, model);
    }
    std::string dump_sql(const Database& db) const override { return postgres::dump_sql(db); }
    const ClientScript* client_script() const override { return &script_; }

  private:
    Capabilities capabilities_ = make_capabilities();
    PostgresScript script_;
};

} // namespace

const Dialect& postgres_dialect() {
    static const PostgresDialect dialect;
    return dialect;
}

} // namespace migrate::postgres
