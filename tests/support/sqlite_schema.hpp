// An in-memory SQLite database with a schema and rows, for tests of what operations do to it.
#pragma once

#include "dialect/sqlite/sqlite_connection.hpp"
#include "dialect/sqlite/sqlite_dialect.hpp"
#include "migrate/dialect.hpp"
#include "sql/splitter.hpp"
#include "support/catch.hpp"

namespace migrate::test {

class SqliteSchema {
  public:
    explicit SqliteSchema(std::string_view script) : connection_(url(), {}) { run(script); }

    Connection& connection() { return connection_; }

    void run(std::string_view script) {
        for (const sql::Piece& piece : sql::split(script, sql::sqlite_syntax()))
            connection_.execute(piece.sql);
    }

    Database introspect() { return sqlite::sqlite_dialect().introspect(connection_, {}); }

    // The statements of an operation, rendered from the live schema.
    std::vector<Statement> render(const Op& op) {
        sqlite::sqlite_dialect().ddl().check(op, introspect());
        return sqlite::sqlite_dialect().ddl().render(op, introspect(), &connection_);
    }

    // As a runner would: guard, transaction, probes. Throws Error(failed) with a probe's refusal.
    void apply(const Op& op) {
        const auto guard = sqlite::sqlite_dialect().transaction_guard(connection_);
        guard->before_begin();
        {
            Transaction transaction(connection_);
            guard->after_begin();
            for (const Statement& statement : render(op))
                send(statement);
            guard->before_commit();
            transaction.commit();
        }
        guard->after_end();
    }

    // The stored text of a table, index, view or trigger.
    std::string stored(const std::string& name) {
        const std::vector<Param> params{name};
        return query_optional(connection_, "SELECT sql FROM sqlite_schema WHERE name = ?", params)
            .value_or("(none)");
    }

    // Rows as "1|x;2|NULL".
    std::string rows(std::string_view sql) {
        std::string out;
        for (const Row& row : connection_.query(sql).rows) {
            out += out.empty() ? "" : ";";
            for (std::size_t i = 0; i < row.size(); ++i)
                out += (i ? "|" : "") + row[i].value_or("NULL");
        }
        return out;
    }

  private:
    static Url url() {
        Url memory;
        memory.dialect = "sqlite";
        return memory;
    }

    void send(const Statement& statement) {
        INFO(statement.sql);
        if (!statement.probe) {
            connection_.execute(statement.sql);
            return;
        }
        const std::string count = query_value(connection_, statement.sql);
        if (count != "0")
            throw Error(ErrorCode::failed, statement.refusal + " (" + count + ")")
                .help(statement.help);
    }

    sqlite::SqliteConnection connection_;
};

} // namespace migrate::test
