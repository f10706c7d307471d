// A dialect over SQLite's connection that knows raw SQL only: for tests of the runner, which must
// not depend on what operations a real dialect can render.
#pragma once

#include "dialect/sqlite/sqlite_connection.hpp"
#include "migrate/dialect.hpp"
#include "sql/lexer.hpp"
#include "sql/splitter.hpp"

#include <algorithm>

namespace migrate::test {

class PlainDialect : public Dialect, Ddl, Types {
  public:
    bool transactional = true; // what capabilities() says
    mutable int introspected = 0;
    mutable int guarded = 0;

    std::string_view name() const override { return "sqlite"; }
    std::string_view display_name() const override { return "SQLite"; }
    std::vector<std::string_view> prefixes() const override { return {"sqlite"}; }
    const sql::Syntax& syntax() const override { return sql::sqlite_syntax(); }
    const Capabilities& capabilities() const override {
        capabilities_.transactional_ddl = transactional;
        return capabilities_;
    }
    const Types& types() const override { return *this; }
    const Ddl& ddl() const override { return *this; }

    std::unique_ptr<Connection> connect(const Url& url,
                                        const ConnectOptions& options) const override {
        return std::make_unique<sqlite::SqliteConnection>(url, options);
    }
    bool exists(const Url& /*url*/) const override { return true; }
    Database introspect(Connection& connection, const IntrospectOptions& options) const override {
        ++introspected;
        Database db;
        const Result result = connection.query(
            "SELECT name, sql FROM sqlite_master WHERE type = 'table' ORDER BY name");
        for (const Row& row : result.rows) {
            const std::string table = row[0].value();
            const bool wanted = options.only.empty() ||
                                std::ranges::count(options.only, table, &QualifiedName::name) > 0;
            if (!wanted || std::ranges::count(options.exclude_tables, table) > 0)
                continue;
            db.tables.emplace_back().name.name = table;
            db.tables.back().stored_sql = row[1].value_or("");
            const Param params[] = {table};
            for (const Row& column :
                 connection.query("SELECT name FROM pragma_table_info(?)", params).rows)
                db.tables.back().columns.emplace_back().name = column[0].value();
        }
        return db;
    }
    std::unique_ptr<TransactionGuard> transaction_guard(Connection& /*connection*/) const override {
        ++guarded;
        return nullptr;
    }
    void adapt(Database& /*model*/) const override {}
    std::unique_ptr<Connection> scratch(const Url& url) const override { return connect(url, {}); }
    bool same_expression(std::string_view a, std::string_view b) const override { return a == b; }
    std::string dump_sql(const Database& db) const override {
        std::string text;
        for (const Table& table : db.tables)
            text += table.stored_sql + ";\n";
        return text;
    }

  private:
    // Ddl
    std::vector<Statement> render(const Op& op, const Database& /*before*/,
                                  Connection* /*live*/) const override {
        std::vector<Statement> statements;
        if (const auto* raw = std::get_if<Sql>(&op))
            for (const sql::Piece& piece : sql::split(raw->text, syntax()))
                statements.push_back({std::string(piece.sql), false, "", ""});
        if (const auto* drop = std::get_if<DropTable>(&op))
            statements.push_back({"DROP TABLE " + drop->name.name, false, "", ""});
        return statements;
    }
    bool outside_transaction(const Op& op) const override {
        const auto* raw = std::get_if<Sql>(&op);
        return raw && raw->text.starts_with("VACUUM");
    }
    void check(const Op& op, const Database& before) const override {
        const auto* drop = std::get_if<DropTable>(&op);
        if (drop && !find_table(before, drop->name))
            throw Error(ErrorCode::usage, "there is no table " + drop->name.name);
    }
    bool wants_guard(const Op& op) const override { return std::holds_alternative<DropTable>(op); }
    std::string render_value(const Value& /*value*/) const override { return "NULL"; }
    // Types
    std::string render(const Column& column) const override { return column.type.text; }
    ColumnType read(std::string_view native) const override { return native_type(native); }
    bool same(const Column& a, const Column& b) const override { return a.type == b.type; }

    mutable Capabilities capabilities_;
};

} // namespace migrate::test
