#include "dialect/mysql/mysql_dialect.hpp"

#include "dialect/mysql/mysql_connection.hpp"
#include "dialect/mysql/mysql_ddl.hpp"
#include "dialect/mysql/mysql_introspect.hpp"
#include "dialect/mysql/mysql_lock.hpp"
#include "dialect/mysql/mysql_scratch.hpp"
#include "dialect/mysql/mysql_types.hpp"
#include "sql/syntax.hpp"

namespace migrate::mysql {

namespace {

Capabilities make_capabilities() {
    Capabilities can;
    can.folding = NameFolding::ascii;
    can.transactional_ddl = false;
    can.comments = true;
    can.identity = true;
    can.placed_columns = true;
    can.global_index_names = false;
    can.references_pin_keys = true;
    can.unique_is_index = true;
    can.one_alter_is_cheaper = true;
    can.session_lock = true;
    can.replays_in_memory = true;
    can.max_name_bytes = 64;
    return can;
}

class MysqlDialect final : public Dialect {
  public:
    explicit MysqlDialect(Vendor vendor) : vendor_(vendor), types_(vendor), ddl_(vendor) {}

    std::string_view name() const override { return name_of(vendor_); }
    std::string_view display_name() const override {
        return vendor_ == Vendor::mariadb ? "MariaDB" : "MySQL";
    }
    std::string client_library() const override { return client_library_text(); }
    std::vector<std::string_view> prefixes() const override {
        if (vendor_ == Vendor::mysql)
            return {"mysql"};
        return {"mysql", name_of(vendor_)};
    }
    const sql::Syntax& syntax() const override { return sql::mysql_syntax(); }
    const Capabilities& capabilities() const override { return capabilities_; }
    const Types& types() const override { return types_; }
    const Ddl& ddl() const override { return ddl_; }

    std::unique_ptr<Connection> connect(const Url& url,
                                        const ConnectOptions& options) const override {
        return std::make_unique<MysqlConnection>(url, options);
    }
    bool exists(const Url&) const override { return true; }

    Database introspect(Connection& connection, const IntrospectOptions& options) const override {
        return mysql::introspect(connection, options);
    }
    std::unique_ptr<TransactionGuard> transaction_guard(Connection&) const override {
        return nullptr;
    }
    // A schema is a database here: the URL's, whatever a revision USEs.
    std::string schema_of(Connection& connection, const std::string&) const override {
        const auto* own = dynamic_cast<const MysqlConnection*>(&connection);
        return own ? own->database() : "";
    }
    std::unique_ptr<RunLock> session_lock(Connection& connection,
                                          const QualifiedName& version_table) const override {
        return run_lock(connection, version_table);
    }

    void adapt(Database&) const override {}
    std::unique_ptr<Connection> scratch(const Url& url) const override {
        return scratch_database(url);
    }
    bool same_expression(std::string_view a, std::string_view b) const override { return a == b; }
    std::string dump_sql(const Database& db) const override;

  private:
    Vendor vendor_;
    Capabilities capabilities_ = make_capabilities();
    MysqlTypes types_;
    MysqlDdl ddl_;
};

// Enough to tell whether two schemas are one.
std::string MysqlDialect::dump_sql(const Database& db) const {
    std::string text;
    for (const Table& table : db.tables) {
        text += table.name.name + " " + table.comment + "\n";
        for (const Column& column : table.columns)
            text += "  " + column.name + " " + column.type.text +
                    (column.nullable ? " NULL " : " NOT NULL ") +
                    (column.default_value ? ddl_.render_value(*column.default_value) : "") + " " +
                    column.comment + "\n";
    }
    return text;
}

} // namespace

const Dialect* dialect_of(const Connection& connection) {
    const auto* own = dynamic_cast<const MysqlConnection*>(&connection);
    if (!own)
        return nullptr;
    return own->kind_of_server().vendor == Vendor::mariadb ? &mariadb_dialect() : &mysql_dialect();
}

const Dialect& mysql_dialect() {
    static const MysqlDialect dialect(Vendor::mysql);
    return dialect;
}

const Dialect& mariadb_dialect() {
    static const MysqlDialect dialect(Vendor::mariadb);
    return dialect;
}

} // namespace migrate::mysql
