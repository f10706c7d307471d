// A connection that writes down what is sent to it: for --sql and for tests. With another
// connection behind it the statements also run there. It can be told to fail.
#pragma once

#include "migrate/connection.hpp"

#include <map>

namespace migrate {

// The words for the ends of a transaction, as the script's reader wants them.
struct TransactionWords {
    std::string begin = "BEGIN";
    std::string commit = "COMMIT";
    std::string rollback = "ROLLBACK";
};

class RecordingConnection : public Connection {
  public:
    // Called with each statement, without a final semicolon, before it runs.
    using Sink = std::function<void(const std::string& sql, std::span<const Param> params)>;

    explicit RecordingConnection(Connection* behind = nullptr, TransactionWords words = {});
    explicit RecordingConnection(Url url, TransactionWords words = {});

    void on_statement(Sink sink) { sink_ = std::move(sink); }
    const std::vector<std::string>& statements() const noexcept { return statements_; }
    void clear() { statements_.clear(); }

    // What a query gives when nothing is behind; any other one gives no rows.
    void answer(std::string sql, Result result) { answers_[std::move(sql)] = std::move(result); }
    // How many rows every change affects when nothing is behind.
    void affects(std::int64_t rows) { affected_ = rows; }

    // The n-th statement from now (1 is the next) is not run but fails. A lost connection, or a
    // commit in doubt, stays lost: everything after it fails, too.
    void fail_at(int n, DbErrorKind kind, std::string native_code = "TEST",
                 std::string message = "failed as told");

    Result query(std::string_view sql, std::span<const Param> params = {}) override;
    std::int64_t execute(std::string_view sql, std::span<const Param> params = {}) override;
    void begin() override;
    void commit() override;
    void rollback() override;
    bool in_transaction() const override;
    void set_limits(const StatementLimits& limits) override;
    void interrupt() noexcept override;
    std::string server() const override;
    const Url& url() const override;
    void on_wait(WaitObserver observer) override;

  private:
    void record(std::string_view sql, std::span<const Param> params);
    [[noreturn]] void fail(std::string_view sql);

    Connection* behind_ = nullptr;
    Url url_;
    TransactionWords words_;
    Sink sink_;
    std::vector<std::string> statements_;
    std::map<std::string, Result> answers_;
    std::int64_t affected_ = 0;
    bool in_transaction_ = false;
    bool lost_ = false;
    int until_failure_ = 0; // 0: none is planned
    DbErrorKind failure_ = DbErrorKind::other;
    std::string failure_code_;
    std::string failure_message_;
};

} // namespace migrate
