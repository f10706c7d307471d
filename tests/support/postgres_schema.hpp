// What introspection reads of a schema, as a model file, each schema in a transaction that is
// rolled back.
#pragma once

#include "dialect/form_dialect.hpp"
#include "dialect/postgres/postgres_dialect.hpp"
#include "dialect/postgres/postgres_introspect.hpp"
#include "forms/model_form.hpp"
#include "sql/splitter.hpp"
#include "support/catch.hpp"
#include "support/server_database.hpp"

#include <span>

namespace migrate::test {

inline std::optional<Url> postgres_server() {
    return server_url("MIGRATE_TEST_POSTGRESQL");
}

class PostgresSchema {
  public:
    explicit PostgresSchema(const Url& server)
        : database_(server),
          connection_(database_.connect()) {}

    Connection& connection() { return *connection_; }
    const ServerDatabase& database() const { return database_; }

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
        return forms::write_model(db, form_dialect(postgres::postgres_dialect()), {});
    }

  private:
    ServerDatabase database_;
    std::unique_ptr<Connection> connection_;
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
