// What introspection reads of a schema, as a model file, each schema in a transaction that is
// rolled back.
#pragma once

#include "dialect/postgres/postgres_introspect.hpp"
#include "forms/model_form.hpp"
#include "sql/splitter.hpp"
#include "support/catch.hpp"
#include "support/postgres_server.hpp"

#include <span>

namespace migrate::test {

class PostgresSchema {
  public:
    explicit PostgresSchema(const Url& server)
        : database_(server),
          connection_(database_.connect()) {}

    Connection& connection() { return *connection_; }
    const PostgresDatabase& database() const { return database_; }

    void run(std::string_view script) {
        for (const sql::Piece& piece : sql::split(script, sql::postgres_syntax()))
            connection_->execute(piece.sql);
    }

    Database read(std::string_view script, const IntrospectOptions& options = {}) {
        const Transaction transaction(*connection_);
        run(script);
        return postgres::introspect(*connection_, options);
    }

    static std::string model(const Database& db) {
        return forms::write_model(db,
                                  {.name = "postgresql",
                                   .display_name = "PostgreSQL",
                                   .prefixes = {"postgresql"},
                                   .schemas = true,
                                   .syntax = &sql::postgres_syntax()},
                                  {});
    }

  private:
    PostgresDatabase database_;
    std::unique_ptr<postgres::PostgresConnection> connection_;
};

struct ReadCase {
    std::string_view what;
    std::string_view sql;
    std::string_view model;
};

inline void check_read(std::span<const ReadCase> cases) {
    const auto server = postgres_server();
    if (!server)
        return;
    PostgresSchema schema(*server);
    for (const ReadCase& each : cases) {
        INFO(each.what);
        const Database db = schema.read(each.sql);
        CHECK(db.not_compared.empty());
        CHECK(PostgresSchema::model(db) == each.model.substr(1)); // it begins on a line of its own
    }
}

} // namespace migrate::test
