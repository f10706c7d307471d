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
    constraint,           // rows break a constraint
    syntax,               // the statement was not understood, or names something that is not there
    busy,                 // another session holds the lock: the transaction may be tried again
    deadlock,             // chosen to lose, or not serialisable: the transaction may be tried again
    transaction_failed,   // it can only be taken back, or the database has done so already
    needs_no_transaction, // the statement runs outside a transaction only
    timeout,              // StatementLimits::statement ran out
    lost_connection,      // nothing more can be said on this session
    commit_in_doubt,      // COMMIT was sent and not answered: a new session must look
    unreachable,          // no session could be opened
    refused,              // nor can it later: a wrong password, no such database on the server
    not_a_database,       // the file is none, or of a newer version, or damaged
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

// `failed`: an error has spoilt it, every statement but a rollback (to a savepoint) is refused.
// PostgreSQL knows it; SQLite and MySQL go on after an error. `lost`: there is no session any more.
enum class TransactionState { none, open, failed, lost };

// How long a statement may wait for locks, and run. A driver that can enforce a limit only in the
// server sets it there.
struct StatementLimits {
    std::chrono::milliseconds lock{5000};
    std::optional<std::chrono::milliseconds> statement; // nullopt: as long as it takes

    bool operator==(const StatementLimits&) const = default;
};

class Connection {
  public:
    virtual ~Connection() = default;
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    // Runs one statement and reads all of its rows. Throws DbError, which names the statement. Two
    // statements in one text are refused. Without parameters a `?` is the database's own. A boolean
    // cell is the database's spelling of it: is_true().
    virtual Result query(std::string_view sql, std::span<const Param> params = {}) = 0;
    // What query() gives for each statement, in as few round trips as the database can: for queries
    // without semicolons that come from this program.
    virtual std::vector<Result> query_all(std::span<const std::string> statements);
    // Runs one statement for its effect; rows are thrown away. Returns the rows affected.
    virtual std::int64_t execute(std::string_view sql, std::span<const Param> params = {}) = 0;

    // A transaction that means to write. Only on SQLite (BEGIN IMMEDIATE) is it a lock too, and
    // waits for other writers; elsewhere two sessions may both have begun and read the same rows,
    // so a change must compare and set.
    virtual void begin() = 0;
    // Returns only if the changes are kept. Throws `transaction_failed` when the database answered
    // with a rollback, `commit_in_doubt` when it did not answer, and what a deferred constraint had
    // to say; on SQLite the transaction may still be open then (`busy`), elsewhere it has ended:
    // transaction_state() tells.
    virtual void commit() = 0;
    // No error when the database has ended the transaction by itself, or the session is lost.
    virtual void rollback() = 0;
    virtual bool in_transaction() const = 0; // also in a failed one
    virtual TransactionState transaction_state() const {
        return in_transaction() ? TransactionState::open : TransactionState::none;
    }

    // For the statements to come; a statement that is stopped throws `busy` or `timeout`.
    virtual void set_limits(const StatementLimits& limits) = 0;

    // Stops the statement that runs, from a signal handler's side; the statement then throws
    // `interrupted`.
    virtual void interrupt() noexcept = 0;

    // For messages and the audit: "sqlite 3.40.1".
    virtual std::string server() const = 0;
    // The URL it was opened with; shown() never has the password.
    virtual const Url& url() const = 0;

    // Called while it waits for a lock, about four times a second, with the time waited so far;
    // false gives up. A driver whose server does the waiting never calls it: there
    // StatementLimits::lock ends the wait.
    using WaitObserver = std::function<bool(std::chrono::milliseconds)>;
    virtual void on_wait(WaitObserver observer) = 0;

  protected:
    Connection() = default;
};

struct ConnectOptions {
    bool create = false; // make the database's file when it is not there; servers make none
    bool read_only = false;
    std::chrono::milliseconds lock_timeout{5000}; // waiting for another writer, per statement
    Connection::WaitObserver on_wait;             // from the first statement on
    // Told what the person should know: a warning of the server's, a connection that is not safe.
    std::function<void(const std::string&)> on_warning;
    bool alone = false; // reach no other database: ATTACH is refused
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

// Whether a cell is true as the databases spell it: 1, t, true, other numbers than 0. NULL is
// false.
bool is_true(const Cell& cell);

// The first cell of the first row; throws when there is no row / nullopt when there is none or it
// is NULL.
std::string query_value(Connection& connection, std::string_view sql,
                        std::span<const Param> params = {});
std::optional<std::string> query_optional(Connection& connection, std::string_view sql,
                                          std::span<const Param> params = {});

} // namespace migrate
