// A session with SQLite; its source is the only file that includes the C library's header.
#pragma once

#include "migrate/connection.hpp"

#include <atomic>
#include <list>

struct sqlite3;
struct sqlite3_stmt;

namespace migrate::sqlite {

// Closes the handle, or finishes the statement, whatever state they are in.
struct CloseDatabase {
    void operator()(sqlite3* db) const noexcept;
};
struct FinalizeStatement {
    void operator()(sqlite3_stmt* statement) const noexcept;
};
using StatementHandle = std::unique_ptr<sqlite3_stmt, FinalizeStatement>;

class SqliteConnection final : public Connection {
  public:
    // sqlite:///file?mode=ro&foreign_keys=on; no file, or :memory:, is a database in memory.
    SqliteConnection(const Url& url, const ConnectOptions& options);

    Result query(std::string_view sql, std::span<const Param> params = {}) override;
    std::int64_t execute(std::string_view sql, std::span<const Param> params = {}) override;
    void begin() override;
    void commit() override;
    void rollback() override;
    bool in_transaction() const override;
    void set_limits(const StatementLimits& limits) override;
    void interrupt() noexcept override;
    std::string server() const override;
    const Url& url() const override { return url_; }
    void on_wait(WaitObserver observer) override { observer_ = std::move(observer); }

  private:
    // Statements are compiled once: a run of a thousand revisions sends the same few again and
    // again.
    struct Compiled {
        std::string sql;
        StatementHandle handle;
    };

    int wait(int attempt);
    int progress();
    sqlite3_stmt* compile(std::string_view sql, StatementHandle& own);
    StatementHandle prepare(std::string_view sql, std::string_view* rest);
    std::int64_t run(std::string_view sql, std::span<const Param> params, Result* result);
    void bind(sqlite3_stmt* statement, std::string_view sql, std::span<const Param> params);
    void fill(sqlite3_stmt* statement, Result& result);
    [[noreturn]] void fail(std::string_view sql);
    [[noreturn]] void fail_to_open(int code, const std::string& path,
                                   const ConnectOptions& options);
    void open(const ConnectOptions& options);
    void read_first_page();
    void apply_parameters();

    Url url_;
    std::unique_ptr<sqlite3, CloseDatabase> db_;
    std::list<Compiled> compiled_; // the one that was used last is in front
    std::chrono::milliseconds lock_timeout_;
    std::optional<std::chrono::milliseconds> statement_timeout_;
    std::chrono::steady_clock::time_point statement_deadline_;
    bool timed_out_ = false;
    WaitObserver observer_;
    std::chrono::steady_clock::time_point wait_begin_;
    std::chrono::milliseconds told_{0};
    std::atomic<bool> interrupted_{false};
};

bool in_memory(const Url& url);
// Of the library in use: 3040001.
int library_version();
// "3.40.1"
std::string library_version_text();

} // namespace migrate::sqlite
