#include "dialect/postgres/postgres_scratch.hpp"

#include "dialect/postgres/postgres_connection.hpp"
#include "sql/quote.hpp"
#include "sql/syntax.hpp"
#include "util/random_id.hpp"

namespace migrate::postgres {

namespace {

Url at_database(Url url, const std::string& name) {
    url.database = name;
    return url;
}

// The session that makes and drops: in the URL's database, or, where that is not there, in the one
// that every server has.
std::unique_ptr<PostgresConnection> open_owner(const Url& url) {
    try {
        return std::make_unique<PostgresConnection>(url, ConnectOptions());
    } catch (const DbError& error) {
        if (error.native_code() != "3D000")
            throw;
    }
    return std::make_unique<PostgresConnection>(at_database(url, "postgres"), ConnectOptions());
}

std::string literal(const Cell& cell) {
    return sql::quote_string(cell.value_or(""), sql::postgres_syntax());
}

// template0, as template1 may hold what the models do not.
void create(Connection& owner, const std::string& name) {
    const Result like =
        owner.query("SELECT pg_catalog.pg_encoding_to_char(encoding), datcollate, datctype "
                    "FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database()");
    const Row& row = like.rows.at(0);
    try {
        owner.execute("CREATE DATABASE " + name + " TEMPLATE template0 ENCODING " +
                      literal(row[0]) + " LC_COLLATE " + literal(row[1]) + " LC_CTYPE " +
                      literal(row[2]));
    } catch (const DbError& error) {
        if (error.native_code() != "42501" && error.kind() != DbErrorKind::read_only)
            throw;
        throw Error(ErrorCode::failed, "a scratch database is needed, and cannot be made beside " +
                                           owner.url().shown())
            .note(owner.server() + " " + error.native_code() + ": " + error.what())
            .help("let the user make databases (ALTER ROLE ... CREATEDB), or name an empty one: "
                  "scratch_url in migrate.toml");
    }
}

class ScratchConnection final : public PostgresConnection {
  public:
    ScratchConnection(std::unique_ptr<PostgresConnection> owner, const Url& url)
        : PostgresConnection(url, ConnectOptions()),
          owner_(std::move(owner)) {}

    ~ScratchConnection() override {
        close();
        drop(*owner_, url().database);
    }
    ScratchConnection(const ScratchConnection&) = delete;
    ScratchConnection& operator=(const ScratchConnection&) = delete;

    // Best effort: where the server is gone, nobody can.
    static void drop(Connection& owner, const std::string& name) noexcept {
        try {
            owner.execute("DROP DATABASE IF EXISTS " + name);
        } catch (const Error&) {
        }
    }

  private:
    std::unique_ptr<PostgresConnection> owner_;
};

} // namespace

std::unique_ptr<Connection> scratch_database(const Url& url) {
    std::unique_ptr<PostgresConnection> owner = open_owner(url);
    const std::string name = "migrate_scratch_" + RandomIds().next();
    PostgresConnection& maker = *owner;
    create(maker, name);
    try {
        return std::make_unique<ScratchConnection>(std::move(owner), at_database(url, name));
    } catch (...) {
        if (owner)
            ScratchConnection::drop(*owner, name);
        throw;
    }
}

} // namespace migrate::postgres
