// A session with PostgreSQL; its source and libpq.hpp are the only files that include the C
// library's header.
#pragma once

#include "migrate/connection.hpp"

#include <atomic>
#include <map>

struct pg_conn;
struct pg_result;
struct pg_cancel;

namespace migrate::postgres {

struct Libpq;

struct CloseSession {
    void operator()(pg_conn* session) const noexcept;
};
struct ClearAnswer {
    void operator()(pg_result* answer) const noexcept;
};
struct FreeCancel {
    void operator()(pg_cancel* cancel) const noexcept;
};
using Session = std::unique_ptr<pg_conn, CloseSession>;
using Answer = std::unique_ptr<pg_result, ClearAnswer>;

class PostgresConnection : public Connection {
  public:
    // Throws DbError(unreachable) when no session can be had now, `refused` when the server lets
    // this user not in or has no such database; Error(failed) for a server that is too old.
    PostgresConnection(const Url& url, const ConnectOptions& options);

    Result query(std::string_view sql, std::span<const Param> params = {}) final;
    // In one round trip, and in one transaction where none is open.
    std::vector<Result> query_all(std::span<const std::string> statements) override;
    // COPY ... FROM stdin takes its rows from the text after the statement's semicolon.
    std::int64_t execute(std::string_view sql, std::span<const Param> params = {}) override;
    void begin() override;
    void commit() override;
    void rollback() override;
    bool in_transaction() const final;
    TransactionState transaction_state() const final;
    // Reach the server with the next statement.
    void set_limits(const StatementLimits& limits) override { wanted_limits_ = limits; }
    void interrupt() noexcept override;
    std::string server() const final;
    const Url& url() const override { return url_; }
    void on_wait(WaitObserver) override {} // the server does the waiting

    // Where the search_path finds the table, or would make it; asked once.
    std::string schema_of(const std::string& table);
    // 150020 is 15.20.
    int server_version() const;
    // Whether something stands between this session and the server, so that statements may reach
    // sessions of others (PgBouncer).
    bool pooled() const { return pooled_; }

  protected:
    void close(); // nothing can be asked any more

  private:
    void open();
    void set_up(bool read_only);
    void refuse_relatives(const std::string& version) const;
    void warn_about_tls();
    void take_notice(const pg_result* notice);
    void tell_warnings();
    void apply_limits();
    void forget_limits_taken_back(const pg_result* answer);
    Answer send(std::string_view sql, std::span<const Param> params);
    Answer exec(const std::string& text, std::string_view sql, std::span<const Param> params);
    Answer copy_rows(Answer answer, std::string_view rows, std::string_view sql);
    void throw_away_rows(std::string_view sql);
    void check(const pg_result* answer, std::string_view text, std::string_view sql);
    [[noreturn]] void fail(const pg_result* answer, std::string_view text, std::string_view sql);
    void refuse_invalid_parameter() const;
    [[noreturn]] void fail_to_open(const std::string& said) const;

    const Libpq& pq_;
    Url url_;
    Session session_;
    std::unique_ptr<pg_cancel, FreeCancel> cancel_;
    std::function<void(const std::string&)> on_warning_;
    std::vector<std::string> warnings_;
    StatementLimits wanted_limits_;
    std::optional<StatementLimits> limits_; // those that the server has
    bool limits_in_transaction_ = false;    // a rollback takes them back
    bool pooled_ = false;
    std::map<std::string, std::string> schemas_; // by table
    std::atomic<bool> interrupted_{false};
};

// "libpq 15.20"; empty where the library is not there.
std::string client_library_text();

} // namespace migrate::postgres
