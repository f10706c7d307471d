#include "dialect/postgres/postgres_connection.hpp"

#include "dialect/postgres/libpq.hpp"
#include "dialect/postgres/placeholders.hpp"
#include "dialect/postgres/postgres_errors.hpp"
#include "dialect/postgres/postgres_url.hpp"
#include "sql/splitter.hpp"
#include "util/overloaded.hpp"
#include "util/signal.hpp"
#include "util/text.hpp"
#include "util/utf8.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <poll.h>

namespace migrate::postgres {

namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr int oldest_server = 120000;

struct FreeOptions {
    void operator()(PQconninfoOption* options) const noexcept { libpq().conninfo_free(options); }
};

// What the whole program relies on, whatever the server, the database or the user have set.
constexpr std::array<std::pair<const char*, const char*>, 6> pinned{{
    {"standard_conforming_strings", "on"},
    {"datestyle", "ISO"},
    {"intervalstyle", "postgres"},
    {"bytea_output", "hex"},
    {"extra_float_digits", "1"},
    {"idle_in_transaction_session_timeout", "0"},
}};

std::string set_config(std::string_view name, const std::string& value) {
    return "pg_catalog.set_config('" + std::string(name) + "', '" + value + "', false)";
}

// Bound values as the library wants them.
class Values {
  public:
    explicit Values(std::span<const Param> params) {
        texts_.reserve(params.size());
        for (const Param& param : params)
            std::visit(Overloaded{
                           [&](std::monostate) { texts_.emplace_back(); },
                           [&](std::int64_t value) { texts_.emplace_back(std::to_string(value)); },
                           [&](const std::string& value) { texts_.emplace_back(value); },
                       },
                       param);
        for (const std::optional<std::string>& text : texts_)
            pointers_.push_back(text ? text->c_str() : nullptr);
    }

    int count() const { return static_cast<int>(pointers_.size()); }
    const char* const* data() const { return pointers_.empty() ? nullptr : pointers_.data(); }

  private:
    std::vector<std::optional<std::string>> texts_;
    std::vector<const char*> pointers_;
};

void refuse_nul(std::string_view text) {
    if (text.find('\0') != std::string_view::npos)
        throw DbError(DbErrorKind::syntax, "", "the statement has a NUL in it: " + shortened(text));
}

std::int64_t affected_by(const Libpq& pq, PGresult* answer) {
    const std::string_view tag = pq.command_status(answer);
    if (tag.starts_with("SELECT") || tag.starts_with("FETCH"))
        return 0;
    const std::string_view rows = pq.command_rows(answer);
    std::int64_t count = 0;
    std::from_chars(rows.data(), rows.data() + rows.size(), count);
    return count;
}

Result result_of(const Libpq& pq, PGresult* answer) {
    Result result;
    const int columns = pq.column_count(answer);
    for (int i = 0; i < columns; ++i)
        result.columns.emplace_back(pq.column_name(answer, i));
    const int rows = pq.row_count(answer);
    result.rows.reserve(static_cast<std::size_t>(rows));
    for (int r = 0; r < rows; ++r) {
        Row& row = result.rows.emplace_back();
        row.reserve(static_cast<std::size_t>(columns));
        for (int c = 0; c < columns; ++c)
            if (pq.is_null(answer, r, c))
                row.emplace_back();
            else
                row.emplace_back(std::in_place, pq.value(answer, r, c),
                                 static_cast<std::size_t>(pq.length(answer, r, c)));
    }
    result.affected = affected_by(pq, answer);
    return result;
}

// To the server 0 is for ever, so no time at all is the shortest there is.
std::string set_limits_text(const StatementLimits& limits) {
    const long long lock =
        limits.lock.count() < 0 ? 0 : std::max<long long>(1, limits.lock.count());
    const milliseconds statement = limits.statement.value_or(milliseconds{0});
    return set_config("lock_timeout", std::to_string(lock)) + ", " +
           set_config("statement_timeout", std::to_string(statement.count()));
}

} // namespace

void CloseSession::operator()(pg_conn* session) const noexcept {
    libpq().finish(session);
}

void ClearAnswer::operator()(pg_result* answer) const noexcept {
    libpq().clear(answer);
}

void FreeCancel::operator()(pg_cancel* cancel) const noexcept {
    libpq().free_cancel(cancel);
}

std::string client_library_text() {
    try {
        const int version = libpq().lib_version(); // 150020 is 15.20
        return "libpq " + std::to_string(version / 10000) + "." + std::to_string(version % 10000);
    } catch (const Error&) {
        return {};
    }
}

PostgresConnection::PostgresConnection(const Url& url, const ConnectOptions& options)
    : pq_(libpq()),
      url_(url),
      on_warning_(options.on_warning) {
    wanted_limits_.lock = options.lock_timeout;
    open();
    if (server_version() < oldest_server)
        throw Error(ErrorCode::failed, server() + " is too old: PostgreSQL 12 or newer is needed");
    cancel_.reset(pq_.get_cancel(session_.get()));
    set_up(options.read_only);
    warn_about_tls();
    tell_warnings();
}

// Without blocking, so that a signal is heard. The SQLSTATE of a refusal is told only in the
// verbose form of the message.
void PostgresConnection::open() {
    const Keywords keywords = connection_keywords(url_);
    std::vector<const char*> keys;
    std::vector<const char*> values;
    for (const auto& [key, value] : keywords) {
        keys.push_back(key.c_str());
        values.push_back(value.c_str());
    }
    keys.push_back(nullptr);
    values.push_back(nullptr);
    const std::optional<milliseconds> limit = connect_timeout(url_);
    const auto start = steady_clock::now();
    session_.reset(pq_.connect_start(keys.data(), values.data(), 0));
    if (!session_)
        throw DbError(DbErrorKind::other, "", "libpq is out of memory");
    refuse_invalid_parameter();
    pq_.set_error_verbosity(session_.get(), PQERRORS_VERBOSE);
    pq_.set_notice_receiver(
        session_.get(),
        [](void* self, const PGresult* notice) {
            static_cast<PostgresConnection*>(self)->take_notice(notice);
        },
        this);
    PostgresPollingStatusType step = PGRES_POLLING_WRITING;
    while (pq_.status(session_.get()) != CONNECTION_BAD && step != PGRES_POLLING_OK) {
        pollfd wait{pq_.socket(session_.get()),
                    static_cast<short>(step == PGRES_POLLING_READING ? POLLIN : POLLOUT), 0};
        constexpr int slice_ms = 50;
        const int ready = ::poll(&wait, 1, slice_ms);
        throw_if_stopped();
        if (limit && steady_clock::now() - start >= *limit)
            fail_to_open("the server does not answer: waited " +
                         std::to_string(limit->count() / 1000) + " s");
        if (ready > 0)
            step = pq_.connect_poll(session_.get());
        if (step == PGRES_POLLING_FAILED)
            break;
    }
    if (pq_.status(session_.get()) != CONNECTION_OK)
        fail_to_open(pq_.error_message(session_.get()));
    pq_.set_error_verbosity(session_.get(), PQERRORS_DEFAULT);
}

// What libpq finds before it looks for the server.
void PostgresConnection::refuse_invalid_parameter() const {
    const std::string said(text::trim(pq_.error_message(session_.get())));
    if (pq_.status(session_.get()) == CONNECTION_BAD && said.starts_with("invalid "))
        throw Error(ErrorCode::usage, "cannot connect to " + url_.shown() + ": " + said)
            .help(
                "look at the parameters of the URL, and at the PG... variables of the environment");
}

void PostgresConnection::fail_to_open(const std::string& said) const {
    const ConnectFailure failure = read_connect_failure(said);
    DbError error(connect_kind_of(failure.sqlstate), failure.sqlstate,
                  "cannot connect to " + url_.shown() + ": " + failure.message);
    const std::string help = help_for(failure.sqlstate);
    error.help(!help.empty() ? help
                             : "look at the host and the port in the URL, and whether the server "
                               "runs; --wait 30s waits for one that is starting");
    throw error;
}

// One round trip: what is relied on is set, and what must be known is asked.
void PostgresConnection::set_up(bool read_only) {
    std::string sql = "SELECT pg_catalog.pg_backend_pid(), pg_catalog.version(), " +
                      set_limits_text(wanted_limits_);
    limits_ = wanted_limits_;
    for (const auto& [name, value] : pinned)
        sql += ", " + set_config(name, value);
    if (server_version() >= 140000)
        sql += ", " + set_config("idle_session_timeout", "0");
    if (server_version() >= 170000)
        sql += ", " + set_config("transaction_timeout", "0");
    if (read_only)
        sql += ", " + set_config("default_transaction_read_only", "on");
    const Result result = query(sql);
    const Row& row = result.rows.at(0);
    pooled_ = row[0] != std::to_string(pq_.backend_pid(session_.get()));
    refuse_relatives(row[1].value_or(""));
}

// They speak the protocol, but have no DDL in transactions and no advisory locks.
void PostgresConnection::refuse_relatives(const std::string& version) const {
    for (const char* relative : {"CockroachDB", "Yugabyte", "-YB-", "Redshift"})
        if (version.find(relative) != std::string::npos)
            throw Error(ErrorCode::failed,
                        url_.shown() + " is no PostgreSQL, though it speaks its protocol")
                .note(version);
}

void PostgresConnection::warn_about_tls() {
    const std::unique_ptr<PQconninfoOption, FreeOptions> options(pq_.conninfo(session_.get()));
    std::string host;
    std::string mode;
    for (const PQconninfoOption* each = options.get(); each && each->keyword; ++each) {
        const std::string_view keyword = each->keyword;
        if (keyword == "host" && each->val)
            host = each->val;
        if (keyword == "sslmode" && each->val)
            mode = each->val;
    }
    if (mode == "verify-full" || is_local_host(host))
        return;
    warnings_.push_back("sslmode=" + mode + " does not make sure that " + host +
                        " is the server that is meant: use sslmode=verify-full");
}

void PostgresConnection::close() {
    cancel_.reset();
    session_.reset();
}

int PostgresConnection::server_version() const {
    return pq_.server_version(session_.get());
}

std::string PostgresConnection::server() const {
    const char* version = pq_.parameter_status(session_.get(), "server_version");
    const std::string text = version ? version : "";
    return "postgresql " + text.substr(0, text.find(' '));
}

std::string PostgresConnection::schema_of(const std::string& table) {
    const auto known = schemas_.find(table);
    if (known != schemas_.end())
        return known->second;
    const Param params[] = {table};
    return schemas_[table] =
               query_optional(*this,
                              "SELECT coalesce((SELECT n.nspname FROM pg_catalog.pg_class AS c "
                              "JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace "
                              "WHERE c.relname = ? AND pg_catalog.pg_table_is_visible(c.oid)), "
                              "pg_catalog.current_schema())",
                              params)
                   .value_or("");
}

// Called from inside the library: collects.
void PostgresConnection::take_notice(const pg_result* notice) {
    const char* severity = pq_.error_field(notice, PG_DIAG_SEVERITY_NONLOCALIZED);
    const char* message = pq_.error_field(notice, PG_DIAG_MESSAGE_PRIMARY);
    if (severity && message && std::string_view(severity) == "WARNING")
        warnings_.emplace_back("the server: " + std::string(message));
}

void PostgresConnection::tell_warnings() {
    for (const std::string& warning : std::exchange(warnings_, {}))
        if (on_warning_)
            on_warning_(warning);
}

// In a transaction that has failed nothing but its end is taken.
void PostgresConnection::apply_limits() {
    if (limits_ == wanted_limits_ || transaction_state() == TransactionState::failed)
        return;
    const std::string text = "SELECT " + set_limits_text(wanted_limits_);
    exec(text, text, {});
    limits_ = wanted_limits_;
    limits_in_transaction_ = in_transaction();
}

// A setting that was made in a transaction goes with it, or with its savepoint.
void PostgresConnection::forget_limits_taken_back(const pg_result* answer) {
    if (!limits_in_transaction_)
        return;
    if (std::string_view(pq_.command_status(const_cast<PGresult*>(answer))) == "ROLLBACK") // NOLINT
        limits_.reset();
    limits_in_transaction_ = in_transaction();
}

Answer PostgresConnection::send(std::string_view sql, std::span<const Param> params) {
    refuse_nul(sql);
    interrupted_ = false;
    apply_limits();
    std::string text(sql);
    if (!params.empty()) {
        Placeholders placeholders = numbered(sql);
        if (placeholders.count != params.size())
            throw DbError(DbErrorKind::syntax, "",
                          "the statement takes " + std::to_string(placeholders.count) +
                              " values and got " + std::to_string(params.size()) + ": " +
                              shortened(sql));
        text = std::move(placeholders.sql);
    }
    std::string_view rows;
    if (text::starts_with_folded(text, "copy")) {
        const std::vector<sql::Piece> pieces = sql::split(sql, sql::postgres_syntax());
        if (pieces.size() == 1) {
            text = pieces.front().sql;
            rows = pieces.front().data;
        }
    }
    Answer answer = exec(text, sql, params);
    if (pq_.result_status(answer.get()) == PGRES_COPY_IN)
        answer = copy_rows(std::move(answer), rows, sql);
    if (pq_.result_status(answer.get()) == PGRES_COPY_OUT)
        throw_away_rows(sql);
    forget_limits_taken_back(answer.get());
    tell_warnings();
    return answer;
}

// The extended protocol takes one statement only, so that two in one text are refused.
Answer PostgresConnection::exec(const std::string& text, std::string_view sql,
                                std::span<const Param> params) {
    const Values values(params);
    Answer answer(pq_.exec_params(session_.get(), text.c_str(), values.count(), nullptr,
                                  values.data(), nullptr, nullptr, 0));
    check(answer.get(), text, sql);
    return answer;
}

Answer PostgresConnection::copy_rows(Answer answer, std::string_view rows, std::string_view sql) {
    const bool sent =
        pq_.put_copy_data(session_.get(), rows.data(), static_cast<int>(rows.size())) == 1 &&
        pq_.put_copy_end(session_.get(), nullptr) == 1;
    if (!sent)
        fail(nullptr, sql, sql);
    answer.reset(pq_.get_result(session_.get()));
    while (Answer more{pq_.get_result(session_.get())})
        continue;
    check(answer.get(), sql, sql);
    return answer;
}

void PostgresConnection::throw_away_rows(std::string_view sql) {
    char* row = nullptr;
    while (pq_.get_copy_data(session_.get(), &row, 0) > 0)
        pq_.free_memory(row);
    while (const Answer end{pq_.get_result(session_.get())})
        check(end.get(), sql, sql);
}

void PostgresConnection::check(const pg_result* answer, std::string_view text,
                               std::string_view sql) {
    switch (pq_.result_status(answer)) {
    case PGRES_EMPTY_QUERY:
    case PGRES_COMMAND_OK:
    case PGRES_TUPLES_OK:
    case PGRES_COPY_IN:
    case PGRES_COPY_OUT:
        return;
    default:
        fail(answer, text, sql);
    }
}

void PostgresConnection::fail(const pg_result* answer, std::string_view text,
                              std::string_view sql) {
    const auto field = [&](int code) {
        const char* value = answer ? pq_.error_field(answer, code) : nullptr;
        return std::string(value ? value : "");
    };
    const std::string sqlstate = field(PG_DIAG_SQLSTATE);
    const bool lost = pq_.status(session_.get()) == CONNECTION_BAD;
    std::string message = field(PG_DIAG_MESSAGE_PRIMARY);
    if (message.empty())
        message = read_connect_failure(pq_.error_message(session_.get())).message;
    DbError error(lost ? DbErrorKind::lost_connection : kind_of(sqlstate, interrupted_), sqlstate,
                  message);
    std::string place;
    const std::string position = field(PG_DIAG_STATEMENT_POSITION);
    if (const std::size_t at = std::strtoul(position.c_str(), nullptr, 10); at > 1)
        place = ", at: " + shortened(text.substr(utf8::offset_of(text, at - 1)), 40);
    if (const std::string detail = field(PG_DIAG_MESSAGE_DETAIL); !detail.empty())
        error.note("detail: " + detail);
    if (const std::string hint = field(PG_DIAG_MESSAGE_HINT); !hint.empty())
        error.note("hint: " + hint);
    if (const std::string where = field(PG_DIAG_CONTEXT); !where.empty())
        error.note("where: " + shortened(where));
    error.note("statement: " + shortened(sql) + place);
    if (error.kind() != DbErrorKind::interrupted)
        error.help(help_for(sqlstate));
    error.with_statement(std::string(sql));
    throw error;
}

Result PostgresConnection::query(std::string_view sql, std::span<const Param> params) {
    return result_of(pq_, send(sql, params).get());
}

std::int64_t PostgresConnection::execute(std::string_view sql, std::span<const Param> params) {
    return affected_by(pq_, send(sql, params).get());
}

// The simple protocol answers each statement of one text.
std::vector<Result> PostgresConnection::query_all(std::span<const std::string> statements) {
    std::string text;
    for (const std::string& statement : statements) {
        refuse_nul(statement);
        text += statement + ";\n";
    }
    interrupted_ = false;
    apply_limits();
    if (pq_.send_query(session_.get(), text.c_str()) != 1)
        fail(nullptr, text, text);
    std::vector<Result> results;
    std::exception_ptr failed;
    // All answers are read, also after an error: the session is not ready before.
    while (const Answer answer{pq_.get_result(session_.get())}) {
        try {
            check(answer.get(), text, text);
            results.push_back(result_of(pq_, answer.get()));
        } catch (const DbError&) {
            failed = std::current_exception();
        }
    }
    if (failed)
        std::rethrow_exception(failed);
    tell_warnings();
    return results;
}

void PostgresConnection::begin() {
    execute("BEGIN");
}

// The answer's tag tells: a transaction that has failed is ended by COMMIT, too.
void PostgresConnection::commit() {
    if (transaction_state() == TransactionState::lost)
        throw DbError(DbErrorKind::lost_connection, "", "the session is lost");
    try {
        const Answer answer = send("COMMIT", {});
        if (std::string_view(pq_.command_status(answer.get())) == "COMMIT")
            return;
    } catch (const DbError& error) {
        if (error.kind() != DbErrorKind::lost_connection)
            throw;
        throw DbError(DbErrorKind::commit_in_doubt, error.native_code(),
                      "COMMIT was not answered: " + std::string(error.what()));
    }
    throw DbError(
        DbErrorKind::transaction_failed, "25P02",
        "the server answered COMMIT with a rollback: an error had spoilt the transaction");
}

void PostgresConnection::rollback() {
    if (!in_transaction())
        return;
    try {
        execute("ROLLBACK");
    } catch (const DbError& error) {
        if (error.kind() != DbErrorKind::lost_connection)
            throw;
    }
}

bool PostgresConnection::in_transaction() const {
    const TransactionState state = transaction_state();
    return state == TransactionState::open || state == TransactionState::failed;
}

TransactionState PostgresConnection::transaction_state() const {
    switch (pq_.transaction_status(session_.get())) {
    case PQTRANS_IDLE:
        return TransactionState::none;
    case PQTRANS_INERROR:
        return TransactionState::failed;
    case PQTRANS_UNKNOWN:
        return TransactionState::lost;
    default:
        return TransactionState::open;
    }
}

// What libpq allows in a signal handler.
void PostgresConnection::interrupt() noexcept {
    interrupted_ = true;
    std::array<char, 256> ignored{};
    if (cancel_)
        pq_.cancel(cancel_.get(), ignored.data(), static_cast<int>(ignored.size()));
}

} // namespace migrate::postgres
