#include "dialect/postgres/postgres_lock.hpp"

#include "dialect/postgres/postgres_connection.hpp"
#include "util/random_id.hpp"

namespace migrate::postgres {

namespace {

class AdvisoryLock final : public RunLock {
  public:
    AdvisoryLock(Connection& connection, const QualifiedName& version_table)
        : connection_(connection) {
        const Param params[] = {version_table.schema, version_table.name};
        key_ = query_value(connection,
                           "SELECT pg_catalog.hashtextextended('migrate ' || "
                           "coalesce(nullif(?, ''), pg_catalog.current_schema(), '') || '.' || ?, "
                           "0)",
                           params);
    }

    ~AdvisoryLock() override {
        try {
            if (held_)
                connection_.query("SELECT pg_catalog.pg_advisory_unlock(" + key_ + ")");
        } catch (const Error&) { // the session is lost, and the lock with it
            held_ = false;
        }
    }
    AdvisoryLock(const AdvisoryLock&) = delete;
    AdvisoryLock& operator=(const AdvisoryLock&) = delete;

    bool try_take() override {
        refuse_shared_session();
        held_ = is_true(
            query_optional(connection_, "SELECT pg_catalog.pg_try_advisory_lock(" + key_ + ")"));
        return held_;
    }

    bool is_free() override { return holder().empty(); }

    std::string holder() override {
        const Result found = connection_.query(
            "SELECT coalesce(nullif(a.application_name, ''), 'a session') || ' (' || "
            "coalesce(a.usename, 'somebody') || ', server process ' || l.pid || ')' "
            "FROM pg_catalog.pg_locks AS l "
            "LEFT JOIN pg_catalog.pg_stat_activity AS a ON a.pid = l.pid "
            "WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1 "
            "AND l.database = (SELECT oid FROM pg_catalog.pg_database "
            "WHERE datname = pg_catalog.current_database()) "
            "AND (l.classid::bigint << 32) | l.objid::bigint = " +
            key_);
        return found.rows.empty() ? "" : found.rows.front().front().value_or("");
    }

  private:
    // Behind a pooler in transaction mode the lock would be some session's of many: two runners
    // could both have it. There, what one session sets another one sees.
    void refuse_shared_session() {
        const auto* own = dynamic_cast<const PostgresConnection*>(&connection_);
        if (!own || !own->pooled())
            return;
        const std::string mark = RandomIds().next();
        connection_.query("SELECT pg_catalog.set_config('migrate.session', '" + mark + "', false)");
        for (int looks = 0; looks < 3; ++looks) {
            PostgresConnection other(own->url(), {});
            if (query_optional(other, "SELECT pg_catalog.current_setting('migrate.session', "
                                      "true)") == mark)
                throw Error(ErrorCode::failed, "the database is reached through a pooler that "
                                               "shares sessions among its clients: " +
                                                   own->url().shown())
                    .note("no lock can be held there, and settings would reach other clients")
                    .help("give the URL of the server itself, or of a pool in session mode");
        }
    }

    Connection& connection_;
    std::string key_;
    bool held_ = false;
};

} // namespace

std::unique_ptr<RunLock> run_lock(Connection& connection, const QualifiedName& version_table) {
    return std::make_unique<AdvisoryLock>(connection, version_table);
}

} // namespace migrate::postgres
