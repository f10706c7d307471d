#include "runner/audit_log.hpp"

#include "migrate/version.hpp"
#include "runner/crash_point.hpp"
#include "runner/version_table.hpp"
#include "util/env.hpp"

#include <array>
#include <unistd.h>

namespace migrate::runner {

const Actor& actor() {
    static const Actor us = [] {
        std::array<char, 256> host{};
        ::gethostname(host.data(), host.size() - 1);
        std::optional<std::string> user = get_env("USER");
        if (!user)
            user = get_env("LOGNAME");
        return Actor{user.value_or("uid " + std::to_string(::getuid())), host.data()};
    }();
    return us;
}

AuditLog::AuditLog(Connection& connection, const Dialect& dialect, const std::string& schema,
                   const std::string& version_table)
    : connection_(connection),
      quoted_(own_table(connection, dialect, schema, version_table, "_log")) {
    // The number comes from the table: there is one runner, and no database's own counter is
    // needed. The inner SELECT has a name because MySQL reads no table that the same statement
    // writes.
    insert_sql_ = "INSERT INTO " + quoted_ +
                  " (seq, revision, direction, at, who, host, tool_version, checksum, "
                  "milliseconds, outcome, tag, message, run_id) VALUES ((SELECT coalesce(max(n), "
                  "0) + 1 FROM (SELECT max(seq) AS n FROM " +
                  quoted_ + ") AS last), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
}

bool AuditLog::exists() {
    return table_exists(connection_, quoted_, "seq");
}

void AuditLog::create() {
    MIGRATE_CRASH_POINT("before the audit table");
    connection_.execute("CREATE TABLE " + quoted_ +
                        " (\n    seq INTEGER NOT NULL PRIMARY KEY,\n"
                        "    revision VARCHAR(32) NOT NULL,\n"
                        "    direction VARCHAR(8) NOT NULL,\n"
                        "    at VARCHAR(32) NOT NULL,\n"
                        "    who VARCHAR(255) NOT NULL,\n"
                        "    host VARCHAR(255) NOT NULL,\n"
                        "    tool_version VARCHAR(32) NOT NULL,\n"
                        "    checksum VARCHAR(64),\n"
                        "    milliseconds BIGINT NOT NULL,\n"
                        "    outcome VARCHAR(16) NOT NULL,\n"
                        "    tag TEXT,\n"
                        "    message TEXT,\n"
                        "    run_id VARCHAR(32) NOT NULL\n)");
    MIGRATE_CRASH_POINT("after the audit table");
}

void AuditLog::write(const LogEntry& entry, Timestamp at) {
    const auto optional = [](const std::string& text) {
        return text.empty() ? Param{} : Param{text};
    };
    const Param params[] = {entry.revision,
                            entry.direction,
                            format_rfc3339(at),
                            actor().user,
                            actor().host,
                            std::string(MIGRATE_VERSION),
                            optional(entry.checksum),
                            static_cast<std::int64_t>(entry.took.count()),
                            entry.outcome,
                            optional(entry.tag),
                            optional(entry.message),
                            entry.run_id};
    MIGRATE_CRASH_POINT("before an audit row");
    connection_.execute(insert_sql_, params);
    MIGRATE_CRASH_POINT("after an audit row");
}

bool AuditLog::has(const std::string& run_id, const std::string& revision) {
    const Param params[] = {run_id, revision};
    return query_optional(connection_,
                          "SELECT 1 FROM " + quoted_ +
                              " WHERE run_id = ? AND revision = ? AND outcome = 'ok'",
                          params)
        .has_value();
}

std::map<std::string, std::string> AuditLog::checksums() {
    std::map<std::string, std::string> last;
    for (Row& row : connection_
                        .query("SELECT revision, checksum FROM " + quoted_ +
                               " WHERE direction = 'up' AND outcome = 'ok' ORDER BY seq")
                        .rows)
        last[row[0].value_or("")] = row[1].value_or("");
    return last;
}

std::vector<LoggedRun> AuditLog::entries(std::size_t limit) {
    const Result result = connection_.query(
        "SELECT seq, revision, direction, at, who, host, tool_version, milliseconds, outcome, tag, "
        "message, run_id FROM " +
        quoted_ + " ORDER BY seq DESC" + (limit > 0 ? " LIMIT " + std::to_string(limit) : ""));
    std::vector<LoggedRun> entries;
    for (const Row& row : result.rows) {
        const auto text = [&](std::size_t column) { return row[column].value_or(""); };
        entries.push_back({std::stoll(text(0)), text(1), text(2), text(3), text(4), text(5),
                           text(6), std::chrono::milliseconds(std::stoll(text(7))), text(8),
                           text(9), text(10), text(11)});
    }
    return entries;
}

} // namespace migrate::runner
