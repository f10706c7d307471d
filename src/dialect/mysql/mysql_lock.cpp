#include "dialect/mysql/mysql_lock.hpp"

#include "util/checksum.hpp"
#include "util/text.hpp"

namespace migrate::mysql {

namespace {

// User locks are the server's, not the database's; their names have 64 characters at most and know
// no letter case.
std::string lock_name(Connection& connection, const QualifiedName& table) {
    const std::string database = table.schema.empty()
                                     ? query_optional(connection, "SELECT DATABASE()").value_or("")
                                     : table.schema;
    const std::string whole = text::lower(database) + "\n" + text::lower(table.name);
    return "migrate:" + sha256_hex(whole).substr(0, 32);
}

class UserLock final : public RunLock {
  public:
    UserLock(Connection& connection, const QualifiedName& version_table)
        : connection_(connection),
          name_("'" + lock_name(connection, version_table) + "'") {}

    ~UserLock() override {
        try {
            if (held_)
                connection_.query("DO RELEASE_LOCK(" + name_ + ")");
        } catch (const Error&) { // the session is lost, and the lock with it
            held_ = false;
        }
    }
    UserLock(const UserLock&) = delete;
    UserLock& operator=(const UserLock&) = delete;

    // Only 1 is a lock. No time at all is the one that every server understands: MariaDB answers
    // a negative one with NULL and takes nothing.
    bool try_take() override {
        const Cell answer = query_optional(connection_, "SELECT GET_LOCK(" + name_ + ", 0)");
        if (answer != "0" && answer != "1")
            throw Error(ErrorCode::failed, "the server cannot say whether the lock was taken")
                .note("GET_LOCK answered " + answer.value_or("NULL"));
        held_ = answer == "1";
        return held_;
    }

    bool is_free() override {
        return !query_optional(connection_, "SELECT IS_USED_LOCK(" + name_ + ")");
    }

    std::string holder() override {
        const Cell session = query_optional(connection_, "SELECT IS_USED_LOCK(" + name_ + ")");
        if (!session)
            return "";
        return program_of(*session) + " (" + user_of(*session) + "server session " + *session + ")";
    }

  private:
    // Not everybody may look.
    std::string program_of(const std::string& session) {
        return asked("SELECT ATTR_VALUE FROM performance_schema.session_connect_attrs WHERE "
                     "ATTR_NAME = 'program_name' AND PROCESSLIST_ID = " +
                     session)
            .value_or("a session");
    }
    std::string user_of(const std::string& session) {
        const Cell user = asked("SELECT concat(user, '@', host, ', ') FROM "
                                "information_schema.processlist WHERE id = " +
                                session);
        return user.value_or("");
    }
    Cell asked(const std::string& sql) {
        try {
            return query_optional(connection_, sql);
        } catch (const DbError& error) {
            if (error.kind() == DbErrorKind::lost_connection)
                throw;
            return std::nullopt;
        }
    }

    Connection& connection_;
    std::string name_; // quoted
    bool held_ = false;
};

} // namespace

std::unique_ptr<RunLock> run_lock(Connection& connection, const QualifiedName& version_table) {
    return std::make_unique<UserLock>(connection, version_table);
}

} // namespace migrate::mysql
