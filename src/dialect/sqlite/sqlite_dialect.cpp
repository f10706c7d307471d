#include "dialect/sqlite/sqlite_dialect.hpp"

#include "dialect/sqlite/enum_changes.hpp"
#include "dialect/sqlite/sqlite_connection.hpp"
#include "dialect/sqlite/sqlite_ddl.hpp"
#include "dialect/sqlite/sqlite_enums.hpp"
#include "dialect/sqlite/sqlite_guard.hpp"
#include "dialect/sqlite/sqlite_introspect.hpp"
#include "dialect/sqlite/sqlite_script.hpp"
#include "dialect/sqlite/sqlite_types.hpp"
#include "sql/lexer.hpp"
#include "sql/normalize.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>

namespace migrate::sqlite {

namespace {

Capabilities make_capabilities() {
    Capabilities can;
    can.folding = NameFolding::ascii;
    can.in_files = true;
    can.strict_tables = true;
    can.conflict_clauses = true;
    can.one_alter_is_cheaper = true; // each may be a rebuild
    can.rebuild_places_columns = true;
    can.forward_references = true;
    can.enforces_length = false;
    can.default_collation = "BINARY";
    return can;
}

// 1.0 and 1.00 are one; 1 and 1.0 are not, as one is an integer.
bool same_number(const std::string& a, const std::string& b) {
    const auto is_real = [](const std::string& n) {
        return !n.starts_with("0x") && n.find_first_of(".e") != std::string::npos;
    };
    return is_real(a) && is_real(b) && std::atof(a.c_str()) == std::atof(b.c_str());
}

bool same_token(const sql::Token& a, const sql::Token& b) {
    if (a.kind == sql::TokenKind::number && b.kind == sql::TokenKind::number)
        return a.text == b.text || same_number(std::string(a.text), std::string(b.text));
    const auto is_equals = [](const sql::Token& t) { return t.is_op("=") || t.is_op("=="); };
    return a.text == b.text || (is_equals(a) && is_equals(b));
}

class SqliteDialect final : public Dialect {
  public:
    std::string_view name() const override { return "sqlite"; }
    std::string_view display_name() const override { return "SQLite"; }
    std::string client_library() const override { return "libsqlite3 " + library_version_text(); }
    std::vector<std::string_view> prefixes() const override { return {"sqlite"}; }
    const sql::Syntax& syntax() const override { return sql::sqlite_syntax(); }
    const Capabilities& capabilities() const override { return capabilities_; }
    const Types& types() const override { return types_; }
    const Ddl& ddl() const override { return ddl_; }

    std::unique_ptr<Connection> connect(const Url& url,
                                        const ConnectOptions& options) const override {
        return std::make_unique<SqliteConnection>(url, options);
    }

    bool exists(const Url& url) const override {
        std::error_code ignored;
        return in_memory(url) || std::filesystem::exists(url.database, ignored);
    }

    Database introspect(Connection& connection, const IntrospectOptions& options) const override {
        return sqlite::introspect(connection, options, types_);
    }

    std::unique_ptr<TransactionGuard> transaction_guard(Connection& connection) const override {
        return std::make_unique<SqliteGuard>(connection);
    }

    void adapt(Database& model) const override { adapt_enums(model); }
    void follow(const Op& op, Database& db) const override { sqlite::follow(op, db); }

    std::unique_ptr<Connection> scratch(const Url&) const override {
        Url memory;
        memory.dialect = "sqlite";
        return std::make_unique<SqliteConnection>(memory, ConnectOptions{.alone = true});
    }

    bool same_expression(std::string_view a, std::string_view b) const override {
        const std::string x = sql::normalize_expression(a, syntax());
        const std::string y = sql::normalize_expression(b, syntax());
        return std::ranges::equal(sql::significant_tokens(x, syntax()),
                                  sql::significant_tokens(y, syntax()), same_token);
    }

    std::string dump_sql(const Database& db) const override { return sqlite::dump_sql(db); }
    const ClientScript* client_script() const override { return &script_; }

  private:
    Capabilities capabilities_ = make_capabilities();
    SqliteTypes types_;
    SqliteDdl ddl_;
    SqliteScript script_;
};

} // namespace

const Dialect& sqlite_dialect() {
    static const SqliteDialect dialect;
    return dialect;
}

} // namespace migrate::sqlite
