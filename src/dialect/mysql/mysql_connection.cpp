#include "dialect/mysql/mysql_connection.hpp"

#include "dialect/mysql/bound_values.hpp"
#include "dialect/mysql/mariadb.hpp"
#include "dialect/mysql/mysql_client.hpp"
#include "dialect/mysql/mysql_errors.hpp"
#include "dialect/mysql/oracle.hpp"
#include "dialect/mysql/session_settings.hpp"
#include "util/text.hpp"

#include <algorithm>
#include <array>

namespace migrate::mysql {

namespace {

constexpr unsigned int killed = 1317; // the statement was killed

// Warnings that nobody need act on: that something will be otherwise one day, that primary keys
// have no names.
bool is_idle(std::string_view number) {
    constexpr std::array<std::string_view, 7> numbers{"1280", "1287", "1681", "3719",
                                                      "3720", "3778", "4079"};
    return std::ranges::find(numbers, number) != numbers.end();
}

} // namespace

void FreeAnswer::operator()(st_mysql_res* answer) const noexcept {
    mysql_client().free_result(answer);
}

MysqlConnection::MysqlConnection(const Url& url, const ConnectOptions& options)
    : client_(mysql_client()),
      url_(url),
      target_(read_target(url)),
      session_(open_session(target_, url.shown())),
      server_(read_server(client_.server_info(session_.get()))),
      database_(target_.database),
      session_number_(client_.thread_id(session_.get())),
      watch_(std::make_unique<StatementWatch>(target_, session_number_)),
      on_warning_(options.on_warning) {
    wanted_limits_.lock = options.lock_timeout;
    refuse_old();
    set_up(options.read_only);
    warn_about_tls();
}

void MysqlConnection::refuse_old() const {
    const bool old = server_.vendor == Vendor::mariadb ? server_.version < oldest_mariadb
                                                       : server_.version < oldest_mysql;
    if (old)
        throw Error(ErrorCode::failed, server() + " is too old: MySQL 5.7, MariaDB 10.3 or newer "
                                                  "is needed");
}

void MysqlConnection::set_up(bool read_only) {
    const std::string settings = settings_text(server_, target_.sql_mode);
    run(settings, settings);
    take_answers(settings);
    if (read_only)
        execute("SET SESSION TRANSACTION READ ONLY");
}

void MysqlConnection::warn_about_tls() {
    if (!on_warning_ || target_.tls == Tls::verify_full || is_local(target_))
        return;
    on_warning_(std::string("tls=") + word_of(target_.tls) + " does not make sure that " +
                target_.host + " is the server that is meant: use tls=verify-full");
}

void MysqlConnection::close() {
    watch_.reset();
    session_.reset();
    state_ = TransactionState::lost;
}

Result MysqlConnection::query(std::string_view sql, std::span<const Param> params) {
    send(sql, params);
    return take_answers(sql);
}

std::int64_t MysqlConnection::execute(std::string_view sql, std::span<const Param> params) {
    send(sql, params);
    const std::int64_t affected = take_answers(sql).affected;
    tell_warnings();
    return affected;
}

void MysqlConnection::send(std::string_view sql, std::span<const Param> params) {
    if (state_ == TransactionState::failed)
        throw DbError(DbErrorKind::transaction_failed, "",
                      "the server has taken the transaction back: nothing runs before a rollback")
            .with_statement(std::string(sql));
    if (state_ == TransactionState::lost)
        throw DbError(DbErrorKind::lost_connection, "", "the session is lost")
            .with_statement(std::string(sql));
    apply_limits();
    run(params.empty() ? std::string(sql) : with_values(sql, params), sql);
}

// Only what has changed, with a statement of its own: settings are not part of transactions.
void MysqlConnection::apply_limits() {
    if (lock_limit_ == wanted_limits_.lock)
        return;
    const std::string text = lock_limit_text(server_, wanted_limits_.lock);
    run(text, text);
    take_answers(text);
    lock_limit_ = wanted_limits_.lock;
}

void MysqlConnection::run(const std::string& text, std::string_view sql) {
    watch_->begin(wanted_limits_.statement);
    const bool failed = client_.real_query(session_.get(), text.data(), text.size()) != 0;
    watch_->end();
    if (failed)
        fail(sql);
}

// CALL has several; the first one that has rows counts.
Result MysqlConnection::take_answers(std::string_view sql) {
    Result result = take_answer(sql);
    for (;;) {
        const int more = client_.next_result(session_.get());
        if (more < 0)
            break;
        if (more > 0)
            fail(sql);
        Result next = take_answer(sql);
        if (result.columns.empty())
            result = std::move(next);
    }
    return result;
}

Result MysqlConnection::take_answer(std::string_view sql) {
    Result result;
    const Answer answer(client_.store_result(session_.get()));
    if (!answer) {
        if (client_.field_count(session_.get()) != 0)
            fail(sql);
        result.affected = static_cast<std::int64_t>(client_.affected_rows(session_.get()));
        take_transaction_state();
        return result;
    }
    const unsigned int columns = client_.column_count(answer.get());
    const MYSQL_FIELD* fields = client_.columns(answer.get());
    for (unsigned int i = 0; i < columns; ++i)
        result.columns.emplace_back(fields[i].name);
    result.rows.reserve(client_.row_count(answer.get()));
    while (MYSQL_ROW cells = client_.next_row(answer.get())) {
        const unsigned long* lengths = client_.lengths(answer.get());
        Row& row = result.rows.emplace_back();
        row.reserve(columns);
        for (unsigned int i = 0; i < columns; ++i)
            if (cells[i])
                row.emplace_back(std::in_place, cells[i], lengths[i]);
            else
                row.emplace_back();
    }
    return result;
}

// Told by the server with the statements that have no rows, when it has changed: "T_______" is
// a transaction, "________" none.
void MysqlConnection::take_transaction_state() {
    const char* said = nullptr;
    std::size_t length = 0;
    if (client_.session_track(session_.get(), SESSION_TRACK_TRANSACTION_STATE, &said, &length) ==
            0 &&
        said && length > 0)
        state_ = *said == '_' ? TransactionState::none : TransactionState::open;
}

void MysqlConnection::tell_warnings() {
    if (!on_warning_ || client_.warning_count(session_.get()) == 0)
        return;
    const std::string sql = "SHOW WARNINGS";
    run(sql, sql);
    for (const Row& row : take_answers(sql).rows)
        if (row.at(0) == "Warning" && !is_idle(row.at(1).value_or("")))
            on_warning_("the server: " + row.at(2).value_or(""));
}

void MysqlConnection::note_failure(unsigned int number, DbErrorKind kind) {
    if (kind == DbErrorKind::lost_connection)
        state_ = TransactionState::lost;
    else if (kind == DbErrorKind::deadlock && number != 1020 && in_transaction())
        state_ = TransactionState::failed;
}

void MysqlConnection::fail(std::string_view sql) {
    const unsigned int number = client_.error_number(session_.get());
    DbErrorKind kind = kind_of(number, watch_->interrupted());
    if (number == killed && watch_->timed_out())
        kind = DbErrorKind::timeout;
    note_failure(number, kind);
    DbError error(kind, std::to_string(number), client_.error_message(session_.get()));
    error.note("statement: " + shortened(sql));
    if (kind == DbErrorKind::timeout)
        error.help("give it more time with statement_timeout");
    else if (kind != DbErrorKind::interrupted)
        error.help(help_for(number));
    error.with_statement(std::string(sql));
    throw error;
}

void MysqlConnection::begin() {
    execute("START TRANSACTION");
    state_ = TransactionState::open;
}

void MysqlConnection::commit() {
    if (state_ == TransactionState::lost)
        throw DbError(DbErrorKind::lost_connection, "", "the session is lost");
    if (state_ == TransactionState::failed)
        throw DbError(DbErrorKind::transaction_failed, "",
                      "the server has taken the transaction back");
    try {
        execute("COMMIT");
        state_ = TransactionState::none;
    } catch (const DbError& error) {
        if (error.kind() != DbErrorKind::lost_connection)
            throw;
        throw DbError(DbErrorKind::commit_in_doubt, error.native_code(),
                      "COMMIT was not answered: " + std::string(error.what()));
    }
}

void MysqlConnection::rollback() {
    if (!in_transaction())
        return;
    state_ = TransactionState::open; // which may be said in a failed one
    try {
        execute("ROLLBACK");
        state_ = TransactionState::none;
    } catch (const DbError& error) {
        if (error.kind() != DbErrorKind::lost_connection)
            throw;
    }
}

bool MysqlConnection::in_transaction() const {
    return state_ == TransactionState::open || state_ == TransactionState::failed;
}

void MysqlConnection::interrupt() noexcept {
    if (watch_)
        watch_->interrupt();
}

} // namespace migrate::mysql
