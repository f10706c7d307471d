#include "crash/project_database.hpp"
#include "util/text.hpp"

namespace migrate::test {

namespace {

// Each gives (kind, schema, name, what it is). No numbers of objects, and none of sequences: what
// was drawn in a transaction that was taken back is gone.
constexpr const char* catalog_queries[] = {
    "SELECT 'schema', nspname, '', nspacl::text FROM n",
    "SELECT 'relation ' || relkind::text, nspname, relname, relpersistence::text || ' ' || "
    "relreplident::text || "
    "coalesce(' ' || pg_get_expr(relpartbound, c.oid), '') || coalesce(' ' || relacl::text, '') "
    "FROM c",
    "SELECT 'column', nspname, relname, row_number() OVER (PARTITION BY c.oid ORDER BY attnum) || "
    "' ' || attname || ' ' || format_type(atttypid, atttypmod) || ' ' || attnotnull || ' ' || "
    "attidentity::text || attgenerated::text || coalesce(' ' || pg_get_expr(adbin, adrelid), '') "
    "FROM c JOIN "
    "pg_attribute ON attrelid = c.oid AND attnum > 0 AND NOT attisdropped LEFT JOIN pg_attrdef ON "
    "adrelid = attrelid AND adnum = attnum",
    "SELECT 'constraint', nspname, conrelid::regclass::text || '.' || conname, "
    "pg_get_constraintdef(k.oid) || ' ' || convalidated FROM pg_constraint AS k JOIN n ON n.oid = "
    "connamespace",
    "SELECT 'index', nspname, relname, pg_get_indexdef(indexrelid) || ' ' || indisvalid || ' ' || "
    "indisready FROM c JOIN pg_index ON indexrelid = c.oid",
    "SELECT 'inherits', nspname, relname, inhparent::regclass::text || ' ' || "
    "coalesce(to_jsonb(i) ->> 'inhdetachpending', '') FROM c JOIN pg_inherits AS i ON inhrelid = "
    "c.oid",
    "SELECT 'trigger', nspname, relname, pg_get_triggerdef(t.oid) || ' ' || tgenabled::text FROM c "
    "JOIN "
    "pg_trigger AS t ON tgrelid = c.oid WHERE NOT tgisinternal",
    "SELECT 'view', nspname, relname, pg_get_viewdef(c.oid) || ' ' || relispopulated FROM c WHERE "
    "relkind IN ('v', 'm')",
    "SELECT 'function', nspname, proname, pg_get_functiondef(p.oid) FROM pg_proc AS p JOIN n ON "
    "n.oid = pronamespace WHERE prokind IN ('f', 'p')",
    "SELECT 'type ' || typtype::text, nspname, typname, coalesce((SELECT string_agg(enumlabel, ', "
    "' "
    "ORDER BY enumsortorder) FROM pg_enum WHERE enumtypid = t.oid), '') FROM pg_type AS t JOIN n "
    "ON n.oid = typnamespace",
    "SELECT 'sequence', nspname, relname, format_type(seqtypid, -1) || ' ' || seqstart || ' ' || "
    "seqincrement || ' ' || seqmax || ' ' || seqmin || ' ' || seqcache || ' ' || seqcycle FROM c "
    "JOIN pg_sequence ON seqrelid = c.oid",
    "SELECT 'comment', nspname, relname, objsubid || ' ' || description FROM c JOIN pg_description "
    "AS d ON objoid = c.oid AND classoid = 'pg_class'::regclass",
};

class PostgresProjectDatabase final : public ProjectDatabase {
  public:
    explicit PostgresProjectDatabase(Url server_url)
        : server_url_(std::move(server_url)),
          url_(server_url_) {
        url_.database = "migrate_test_" + RandomIds().next();
        server()->execute("CREATE DATABASE " + url_.database);
    }
    ~PostgresProjectDatabase() override {
        try {
            drop(url_.database);
            drop(kept());
        } catch (const Error& error) {
            std::cout << "left behind: " << url_.database << ": " << error.what() << "\n";
        }
    }
    PostgresProjectDatabase(const PostgresProjectDatabase&) = delete;
    PostgresProjectDatabase& operator=(const PostgresProjectDatabase&) = delete;

    std::string kind() const override { return "postgresql"; }
    std::string url() const override { return url_.secret_text(); }
    std::unique_ptr<Connection> connect() const override { return session(url_); }

    std::string url_at_port(int port) const override {
        Url url = url_;
        url.host = "127.0.0.1";
        url.port = port;
        url.query.emplace_back("sslmode", "disable"); // the proxy reads along
        url.query.emplace_back("gssencmode", "disable");
        return url.secret_text();
    }
    std::unique_ptr<Proxy> proxy() const override {
        return std::make_unique<Proxy>(url_.host, url_.port.value_or(5432), postgres_protocol);
    }

    void keep_state() override {
        left_behind(); // a database with a session is no template
        server()->execute("CREATE DATABASE " + kept() + " TEMPLATE " + name());
        is_kept_ = true;
    }

    // Ends the sessions that are still at work there.
    void start_again() override {
        drop(name());
        server()->execute("CREATE DATABASE " + name() + (is_kept_ ? " TEMPLATE " + kept() : ""));
    }

    std::string text() const override {
        const auto connection = connect();
        std::string catalog = "WITH n AS (SELECT * FROM pg_namespace WHERE nspname !~ '^pg_' AND "
                              "nspname <> 'information_schema'), c AS (SELECT pg_class.*, nspname "
                              "FROM pg_class JOIN n ON n.oid = relnamespace)";
        for (const char* query : catalog_queries)
            catalog +=
                (query == catalog_queries[0] ? " " : " UNION ALL ") + std::string(query) + "\n";
        std::string text = rows_text(connection->query(
            "SELECT * FROM (" + catalog +
            ") AS all_of_it (kind, schema, name, what) WHERE name "
            "!~ '^_?migrate_version' ORDER BY kind COLLATE \"C\", schema COLLATE \"C\", name "
            "COLLATE \"C\", what COLLATE \"C\""));
        for (const Row& table :
             connection
                 ->query(
                     "SELECT c.oid::regclass::text FROM pg_class AS c JOIN pg_namespace AS n "
                     "ON n.oid = relnamespace WHERE relkind IN ('r', 'm') AND nspname !~ '^pg_' "
                     "AND nspname <> 'information_schema' AND relname !~ '^migrate_version' "
                     "ORDER BY 1")
                 .rows)
            text += table[0].value_or("") + "\n" +
                    rows_text(connection->query("SELECT t.* FROM " + table[0].value_or("") +
                                                " AS t ORDER BY t::text"));
        return text;
    }

    // A session ends a moment after its program.
    std::string left_behind() const override {
        const std::string sessions = "SELECT 'session', application_name, state, query FROM "
                                     "pg_stat_activity WHERE datname = '" +
                                     name() + "'";
        const auto looking = server();
        look_until([&] { return looking->query(sessions).rows.empty(); });
        std::string left = rows_text(looking->query(
            sessions +
            " UNION ALL SELECT 'lock', objid::text, mode, '' FROM pg_locks WHERE locktype "
            "= 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = '" +
            name() + "')"));
        left += rows_text(connect()->query("SELECT 'invalid index', indexrelid::regclass FROM "
                                           "pg_index WHERE NOT (indisvalid AND indisready)"));
        return left;
    }

    void end_sessions() override {
        const auto looking = server();
        look_until([&] {
            return looking
                ->query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '" +
                        name() + "'")
                .rows.empty();
        });
    }

    bool has_waiting_session() const override {
        const auto looking = server();
        return look_until([&] {
            return !looking
                        ->query("SELECT 1 FROM pg_stat_activity WHERE datname = '" + name() +
                                "' AND wait_event_type = 'Lock'")
                        .rows.empty();
        });
    }

  private:
    // Again and again, a fixed number of times: each look is a round trip.
    static bool look_until(const std::function<bool()>& is_so) {
        constexpr int most_looks = 50000;
        for (int look = 0; look < most_looks; ++look)
            if (is_so())
                return true;
        return false;
    }

    static std::unique_ptr<Connection> session(const Url& url) {
        return dialect_for(url).connect(url, {});
    }
    // A session each time: the server may have been started anew.
    std::unique_ptr<Connection> server() const { return session(server_url_); }
    const std::string& name() const { return url_.database; }
    std::string kept() const { return name() + "_kept"; }
    void drop(const std::string& database) {
        server()->execute("DROP DATABASE IF EXISTS " + database + " WITH (FORCE)");
    }

    Url server_url_;
    Url url_;
    bool is_kept_ = false;
};

} // namespace

std::unique_ptr<ProjectDatabase> postgres_database(const Url& server) {
    return std::make_unique<PostgresProjectDatabase>(server);
}

} // namespace migrate::test
