// A session with MySQL, MariaDB or TiDB.
#pragma once

#include "dialect/mysql/mysql_server.hpp"
#include "dialect/mysql/mysql_session.hpp"
#include "dialect/mysql/statement_watch.hpp"
#include "migrate/connection.hpp"

struct st_mysql_res; // NOLINT(readability-identifier-naming)

namespace migrate::mysql {

struct MysqlClient;

struct FreeAnswer {
    void operator()(st_mysql_res* answer) const noexcept;
};

class MysqlConnection : public Connection {
  public:
    // Throws DbError(unreachable) when no session can be had now, `refused` when the server lets
    // this user not in or has no such database; Error(failed) for a server that is too old.
    MysqlConnection(const Url& url, const ConnectOptions& options);

    // Values are written into the text: bound_values.hpp.
    Result query(std::string_view sql, std::span<const Param> params = {}) override;
    std::int64_t execute(std::string_view sql, std::span<const Param> params = {}) override;
    void begin() override;
    void commit() override;
    void rollback() override;
    bool in_transaction() const override;
    // A statement that commits ends the transaction; after a deadlock it is `failed`, and every
    // statement but a rollback is refused, as the server would commit each by itself.
    TransactionState transaction_state() const override { return state_; }
    // Waiting for locks is limited in whole seconds, rounded up: the servers know no others.
    void set_limits(const StatementLimits& limits) override { wanted_limits_ = limits; }
    void interrupt() noexcept override;
    std::string server() const override { return server_.shown(); }
    const Url& url() const override { return url_; }
    void on_wait(WaitObserver) override {} // the server does the waiting

    const Server& kind_of_server() const { return server_; }
    // The database that the session began in; empty: none.
    const std::string& database() const { return database_; }
    unsigned long session_number() const { return session_number_; }

  protected:
    void close(); // nothing can be asked any more

  private:
    using Answer = std::unique_ptr<st_mysql_res, FreeAnswer>;

    void refuse_old() const;
    void set_up(bool read_only);
    void warn_about_tls();
    void apply_limits();
    void send(std::string_view sql, std::span<const Param> params);
    void run(const std::string& text, std::string_view sql);
    Result take_answers(std::string_view sql);
    Result take_answer(std::string_view sql);
    void take_transaction_state();
    void tell_warnings();
    [[noreturn]] void fail(std::string_view sql);
    void note_failure(unsigned int number, DbErrorKind kind);

    const MysqlClient& client_;
    Url url_;
    Target target_;
    Session session_;
    Server server_;
    std::string database_;
    unsigned long session_number_ = 0;
    std::unique_ptr<StatementWatch> watch_;
    std::function<void(const std::string&)> on_warning_;
    StatementLimits wanted_limits_;
    std::optional<std::chrono::milliseconds> lock_limit_; // the one that the server has
    TransactionState state_ = TransactionState::none;
};

} // namespace migrate::mysql
