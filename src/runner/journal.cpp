#include "runner/journal.hpp"

#include "migrate/version.hpp"
#include "runner/audit_log.hpp"
#include "runner/crash_point.hpp"
#include "runner/version_table.hpp"

namespace migrate::runner {

namespace {

std::int64_t number(const Cell& cell) {
    return cell ? std::stoll(*cell) : 0;
}

Param text_or_null(const std::string& text) {
    return text.empty() ? Param{} : Param{text};
}

std::string now(const Walk& walk) {
    return format_rfc3339(walk.clock.now());
}

} // namespace

Journal::Journal(const Walk& walk) : walk_(walk), connection_(walk.connection) {
    const Settings& settings = walk.settings;
    const auto name = [&](const char* suffix) {
        return own_table(connection_, walk.dialect, settings.version_table_schema,
                         settings.version_table, suffix);
    };
    run_table_ = name("_run");
    step_table_ = name("_step");
}

bool Journal::exists() {
    return table_exists(connection_, step_table_, "seq");
}

void Journal::ensure() {
    if (exists())
        return;
    MIGRATE_CRASH_POINT("before the journal's tables");
    // A run may have died between the two.
    connection_.execute("CREATE TABLE IF NOT EXISTS " + run_table_ +
                        " (\n    run_id VARCHAR(32) NOT NULL PRIMARY KEY,\n"
                        "    command VARCHAR(16) NOT NULL,\n"
                        "    from_rows TEXT NOT NULL,\n"
                        "    to_rows TEXT,\n"
                        "    who VARCHAR(255) NOT NULL,\n"
                        "    host VARCHAR(255) NOT NULL,\n"
                        "    tool_version VARCHAR(32) NOT NULL,\n"
                        "    started_at VARCHAR(32) NOT NULL,\n"
                        "    finished_at VARCHAR(32),\n"
                        "    outcome VARCHAR(16) NOT NULL\n)");
    MIGRATE_CRASH_POINT("between the journal's tables");
    connection_.execute("CREATE TABLE " + step_table_ +
                        " (\n    seq INTEGER NOT NULL PRIMARY KEY,\n"
                        "    run_id VARCHAR(32) NOT NULL,\n"
                        "    revision VARCHAR(32) NOT NULL,\n"
                        "    direction VARCHAR(8) NOT NULL,\n"
                        "    step_no INTEGER NOT NULL,\n"
                        "    stmt_no INTEGER NOT NULL,\n"
                        "    description TEXT NOT NULL,\n"
                        "    kind VARCHAR(16) NOT NULL,\n"
                        "    sql_sha256 VARCHAR(64),\n"
                        "    file_sha256 VARCHAR(64),\n"
                        "    state VARCHAR(16) NOT NULL,\n"
                        "    pre_fp VARCHAR(64),\n"
                        "    attempt INTEGER NOT NULL,\n"
                        "    error_text TEXT,\n"
                        "    started_at VARCHAR(32),\n"
                        "    finished_at VARCHAR(32),\n"
                        "    resolution VARCHAR(16),\n"
                        "    resolved_by VARCHAR(512)\n)");
    MIGRATE_CRASH_POINT("after the journal's tables");
}

std::vector<JournalRow> Journal::read(const std::string& where, std::span<const Param> params) {
    std::vector<JournalRow> rows;
    const Result result = connection_.query(
        "SELECT seq, run_id, revision, direction, step_no, stmt_no, description, sql_sha256, "
        "state, pre_fp, started_at FROM " +
            step_table_ + " AS s WHERE " + where + " ORDER BY seq",
        params);
    for (const Row& row : result.rows)
        rows.push_back({number(row[0]), row[1].value_or(""), row[2].value_or(""),
                        direction_from(row[3].value_or("")), static_cast<int>(number(row[4])),
                        static_cast<int>(number(row[5])), row[6].value_or(""), row[7].value_or(""),
                        row[8].value_or(""), row[9].value_or(""), row[10].value_or("")});
    return rows;
}

std::vector<JournalRow> Journal::unfinished() {
    return read("EXISTS (SELECT 1 FROM " + step_table_ +
                " AS o WHERE o.run_id = s.run_id AND o.revision = s.revision AND o.direction = "
                "s.direction AND o.state IN ('planned', 'started', 'failed'))");
}

std::optional<JournalRow> Journal::find(long long seq) {
    const Param params[] = {std::int64_t{seq}};
    std::vector<JournalRow> rows = read("seq = ?", params);
    if (rows.empty())
        return std::nullopt;
    return std::move(rows.front());
}

void Journal::run_started(const std::string& run_id, Direction direction,
                          const std::vector<std::string>& rows) {
    const Param id[] = {run_id};
    if (query_optional(connection_, "SELECT run_id FROM " + run_table_ + " WHERE run_id = ?", id))
        return;
    const Param params[] = {
        run_id,       std::string(word(direction)), rows_text(rows), actor().user,
        actor().host, std::string(MIGRATE_VERSION), now(walk_)};
    connection_.execute("INSERT INTO " + run_table_ +
                            " (run_id, command, from_rows, who, host, tool_version, started_at, "
                            "outcome) VALUES (?, ?, ?, ?, ?, ?, ?, 'running')",
                        params);
}

void Journal::run_ended(const std::string& run_id, const std::string& outcome,
                        const std::vector<std::string>& rows) {
    const Param params[] = {outcome, rows_text(rows), now(walk_), run_id};
    connection_.execute("UPDATE " + run_table_ +
                            " SET outcome = ?, to_rows = ?, finished_at = ? WHERE run_id = ?",
                        params);
}

void Journal::plan(const std::string& run_id, const PlannedRevision& revision,
                   std::vector<JournalUnit>& units) {
    long long last =
        std::stoll(query_value(connection_, "SELECT coalesce(max(seq), 0) FROM " + step_table_));
    for (JournalUnit& unit : units) {
        if (unit.seq != 0)
            continue;
        unit.seq = ++last;
        const std::string kind = !unit.step ? "version" : unit.outside ? "outside" : "transaction";
        const Param params[] = {std::int64_t{unit.seq},
                                run_id,
                                revision.id(),
                                std::string(short_word(revision.direction)),
                                std::int64_t{unit.step_number()},
                                std::int64_t{unit.statement},
                                unit.description,
                                kind,
                                text_or_null(unit.checksum),
                                text_or_null(revision.revision.checksum)};
        MIGRATE_CRASH_POINT("before a journal row");
        connection_.execute("INSERT INTO " + step_table_ +
                                " (seq, run_id, revision, direction, step_no, stmt_no, "
                                "description, kind, sql_sha256, file_sha256, state, attempt) "
                                "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'planned', 0)",
                            params);
    }
    MIGRATE_CRASH_POINT("after the journal rows");
}

void Journal::update(const std::string& set, std::vector<Param> params, long long seq) {
    params.emplace_back(std::int64_t{seq});
    MIGRATE_CRASH_POINT("before a journal write");
    const auto rows =
        connection_.execute("UPDATE " + step_table_ + " SET " + set + " WHERE seq = ?", params);
    MIGRATE_CRASH_POINT("after a journal write");
    if (rows != 1)
        throw Error(ErrorCode::failed, "the journal has lost row " + std::to_string(seq));
}

void Journal::started(long long seq, const std::string& fingerprint) {
    update("state = 'started', pre_fp = ?, started_at = ?, attempt = attempt + 1",
           {fingerprint, now(walk_)}, seq);
}

void Journal::done(long long seq, const std::string& error_text) {
    update("state = 'done', error_text = ?, finished_at = ?",
           {text_or_null(error_text), now(walk_)}, seq);
}

void Journal::failed(long long seq, const std::string& error_text) {
    update("state = 'failed', error_text = ?, finished_at = ?", {error_text, now(walk_)}, seq);
}

void Journal::planned_again(long long seq) {
    update("state = 'planned'", {}, seq);
}

void Journal::undone(long long seq) {
    update("state = 'undone', finished_at = ?", {now(walk_)}, seq);
}

void Journal::remove(long long seq) {
    const Param params[] = {std::int64_t{seq}};
    MIGRATE_CRASH_POINT("before a journal row goes");
    connection_.execute("DELETE FROM " + step_table_ + " WHERE seq = ?", params);
}

void Journal::resolved(long long seq, const std::string& state, const std::string& answer) {
    update("state = ?, resolution = ?, resolved_by = ?, finished_at = ?",
           {state, answer, actor().user + "@" + actor().host, now(walk_)}, seq);
}

} // namespace migrate::runner
