// One session with a database. Drivers implement Connection; transactions and savepoints are
// objects that undo unless they are told otherwise.
#pragma once

#include "migrate/error.hpp"
#include "migrate/url.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace migrate {

// What a failure of the database means for the run, whatever the database's own code for it is.
enum class DbErrorKind {
    other,
    constraint,      // rows break a constraint
    syntax,          // the statement was not understood, or names something that is not there
    busy,            // another session holds the lock: the transaction may be tried again
    deadlock,        // this transaction was chosen to lose: try again
    lost_connection, // nothing more can be said on this session
    commit_in_doubt, // COMMIT was sent and not answered
    unreachable,     // no session could be opened
    not_a_database,  // the file is none, or of a newer version, or damaged
    read_only,
    out_of_space,
    interrupted,
};

class DbError : public Error {
  public:
    DbError(DbErrorKind kind, std::string native_code, const std::string& message);

    DbErrorKind kind() const noexcept { return kind_; }
    // The database's own code: SQLSTATE, or SQLite's extended result code by name.
    const std::string& native_code() const noexcept { return native_code_; }
    // The statement that failed, when there was one.
    const std::string& statement() const noexcept { return statement_; }
    DbError& with_statement(std::string sql);

  private:
    DbErrorKind kind_;
    std::string native_code_;
    std::string statement_;
};

// At most so many bytes of a statement, on one line, for messages.
std::string shortened(std::string_view sql, std::size_t bytes = 200);

// A value that is bound to a placeholder (`?` here; a driver translates): NULL, integer or text.
using Param = std::variant<std::monostate, std::int64_t, std::string>;
// A value of a row as text, as the database prints it; nullopt is NULL.
using Cell = std::optional<std::string>;
using Row = std::vector<Cell>;
struct Result {
    std::vector<std::string> columns;
    std::vector<Row> rows;
    std::int64_t affected = 0; // by INSERT, UPDATE, DELETE
};

class Connection {
  public:
    virtual ~Connection() = default;
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    // Runs one statement and reads all of its rows. Throws DbError, which names the statement.
    virtual Result query(std::string_view sql, std::span<const Param> params = {}) = 0;
    // Runs one statement for its effect; rows are thrown away. Returns the rows affected.
    virtual std::int64_t execute(std::string_view sql, std::span<const Param> params = {}) = 0;

    // A transaction that means to write: on SQLite BEGIN IMMEDIATE, which is where it waits for
    // other writers.
    virtual void begin() = 0;
    virtual void commit() = 0;
    virtual void rollback() = 0;
    virtual bool in_transaction() const = 0;

    // Stops the statement that runs, from a signal handler's side; the statement then throws
    // `interrupted`.
    virtual void interrupt() noexcept = 0;

    // For messages and the audit: "sqlite 3.40.1".
    virtual std::string server() const = 0;
    // The URL it was opened with; shown() never has the password.
    virtual const Url& url() const = 0;

    // Called while it waits for a lock, about four times a second, with the time waited so far;
    // false gives up.
    using WaitObserver = std::function<bool(std::chrono::milliseconds)>;
    virtual void on_wait(WaitObserver observer) = 0;

  protected:
    Connection() = default;
};

struct ConnectOptions {
    bool create = false; // make the database (file) when it is not there
    bool read_only = false;
    std::chrono::milliseconds lock_timeout{5000}; // waiting for another writer, per statement
};

// Undone unless commit() is called. A failing rollback in the destructor is swallowed: the session
// is lost anyway.
class Transaction {
  public:
    explicit Transaction(Connection& connection);
    ~Transaction();
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;
    void commit();
    void rollback();

  private:
    Connection& connection_;
    bool open_ = true;
};

// Undone unless release() is called.
class Savepoint {
  public:
    Savepoint(Connection& connection, std::string name);
    ~Savepoint();
    Savepoint(const Savepoint&) = delete;
    Savepoint& operator=(const Savepoint&) = delete;
    void release();
    void rollback(); // to it, and forget it

  private:
    Connection& connection_;
    std::string name_;
    bool open_ = true;
};

// The first cell of the first row; throws when there is no row / nullopt when there is none or it
// is NULL.
std::string query_value(Connection& connection, std::string_view sql,
                        std::span<const Param> params = {});
std::optional<std::string> query_optional(Connection& connection, std::string_view sql,
                                          std::span<const Param> params = {});

} // namespace migrate
