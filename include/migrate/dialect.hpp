// What one database can do and how it is spoken to. Small parts, under ten functions each; an
// ability that not every database has is a flag of Capabilities or an optional part, never a call
// that throws "not supported".
#pragma once

#include "migrate/connection.hpp"
#include "migrate/ops.hpp"
#include "migrate/schema.hpp"
#include "migrate/url.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace migrate {

namespace sql {
struct Syntax;
}

struct Capabilities {
    NameFolding folding = NameFolding::exact;
    bool transactional_ddl = true;
    bool savepoints = true;
    bool in_files = false;       // a database is a file of this machine, no server stands before it
    bool schemas = false;        // objects live in named schemas
    bool comments = false;       // stores comments
    bool identity = false;       // identity is something that introspection reads back
    bool placed_columns = false; // ADD COLUMN ... AFTER
    bool rebuild_places_columns =
        false; // no such clause, but an ALTER that copies the table puts columns anywhere
    bool forward_references =
        false;                      // a foreign key, view or trigger may name what is not there yet
    bool global_index_names = true; // an index's name is taken for all tables, not for its own
    bool enforces_length = true;    // varchar(5) refuses longer values
    std::string_view default_collation;   // what a column has that names none
    bool strict_tables = false;           // STRICT, WITHOUT ROWID, virtual tables
    bool conflict_clauses = false;        // ON CONFLICT in constraints
    bool unvalidated_constraints = false; // keeps those that its rows were not checked for
    bool references_pin_keys = false;     // a key stays as long as a foreign key refers to it
    bool enum_values_wait = false;        // a new enum value is usable after the commit
    bool unique_is_index = false;         // a unique constraint and a unique index are one thing
    bool constraint_names = true;         // introspection reads the names of constraints
    bool one_alter_is_cheaper = false;    // many changes of a table belong into one alter_table
    bool session_lock = false;            // has a lock that lives as long as the session
    bool replays_in_memory = false;       // statements follow from the model of the schema alone
    std::size_t max_name_bytes = 0;       // 0: no limit
};

// Types between models, this database and each other.
class Types {
  public:
    virtual ~Types() = default;
    // The type as this database declares it. The column tells what changes it (identity on SQLite).
    virtual std::string render(const Column& column) const = 0;
    // What introspection read: a portable type where render() gives back the same text, else
    // native.
    virtual ColumnType read(std::string_view native) const = 0;
    // Whether two columns' types are the same to this database.
    virtual bool same(const Column& a, const Column& b) const = 0;
    // Whether the column can hold no NULL even where NOT NULL is not written: SQLite's rowid, keys
    // WITHOUT ROWID.
    virtual bool implied_not_null(const Table& /*table*/, const Column& /*column*/) const {
        return false;
    }
    // Whether the database gives rows that have no value for the column one of their own: SQLite's
    // rowid.
    virtual bool fills_itself(const Table& /*table*/, const Column& /*column*/) const {
        return false;
    }
};

// One statement of a step.
struct Statement {
    std::string sql;
    // A probe is a query for one number; anything but 0 stops the step with `refusal`, where {n} is
    // that number.
    bool probe = false;
    std::string refusal;
    std::string help;
    long long pause_ms = 0; // after it, for others to get in; outside of a transaction only
};

// Writes operations as statements. `before` is the schema as it is before the step: introspected or
// replayed. `live` is null when there is no database (--sql): what the operation then needs of the
// stored text comes from `before`.
class Ddl {
  public:
    virtual ~Ddl() = default;
    // Throws Error(usage) for what this database has no way to do, with the way out.
    virtual std::vector<Statement> render(const Op& op, const Database& before,
                                          Connection* live) const = 0;
    // Whether the operation can run only outside a transaction (VACUUM).
    virtual bool outside_transaction(const Op& op) const = 0;
    // Throws Error(usage) for what can be told from the operation alone or from the replayed
    // schema; renders nothing.
    virtual void check(const Op& op, const Database& before) const = 0;
    // Whether a transaction that holds the operation must stand in a TransactionGuard.
    virtual bool wants_guard(const Op&) const { return false; }
    // What the database tells of an operation that ran outside a transaction and whose end nobody
    // saw: whether it took effect, all of it. Running it again cleans up a half. Nothing: it does
    // not tell.
    virtual std::optional<bool> took_effect(const Op&, Connection& /*live*/) const {
        return std::nullopt;
    }
    // A literal or expression as SQL, for rows.
    virtual std::string render_value(const Value& value) const = 0;
};

struct IntrospectOptions {
    // Besides the default one, where Capabilities::schemas; "*" is all of them.
    std::vector<std::string> schemas{};
    std::vector<std::string> exclude_tables{}; // the tool's own; exact names
    std::vector<QualifiedName> only{};         // not empty: just these tables and views
};

// What must stand around a transaction that changes the schema (SQLite: foreign_keys off before
// BEGIN, a check before COMMIT).
class TransactionGuard {
  public:
    virtual ~TransactionGuard() = default; // restores the session
    virtual void before_begin() = 0;
    virtual void after_begin() = 0;   // remembers what was already broken
    virtual void before_commit() = 0; // throws DbError(constraint) for what this transaction broke
    virtual void after_end() = 0;     // commit or rollback: the session is as it was
};

// What a TransactionGuard does, as statements of a script. `before_step` is asked when a step's
// statements are known and none of them has run on the replayed database, the others when all have.
class ScriptGuard {
  public:
    virtual ~ScriptGuard() = default;
    virtual std::vector<std::string> before_step() = 0;
    virtual std::vector<std::string> before_begin() = 0;
    virtual std::vector<std::string> before_commit() = 0;
};

// How a script for the database's own client is written (--sql). Nobody looks at what its queries
// give, so what must hold is written as statements that fail.
class ClientScript {
  public:
    virtual ~ClientScript() = default;
    // Makes the client stop at the first error; ends in a line end.
    virtual std::string head() const = 0;
    virtual std::string begin() const = 0;
    virtual std::string commit() const = 0;
    // Statements that fail with `message` unless the query gives 0.
    virtual std::vector<std::string> expect_zero(const std::string& query,
                                                 const std::string& message) const = 0;
    // `replay` is the database that the steps run on meanwhile.
    virtual std::unique_ptr<ScriptGuard> guard(Connection& replay) const = 0;
};

// One runner per database, for as long as a run lasts; held until it dies.
class RunLock {
  public:
    virtual ~RunLock() = default;
    RunLock(const RunLock&) = delete;
    RunLock& operator=(const RunLock&) = delete;

    // Never blocks.
    virtual bool try_take() = 0;
    // Whether nobody has it, found without leaving a trace.
    virtual bool is_free() = 0;
    // Who has it, as far as that can be told; for messages.
    virtual std::string holder() = 0;

  protected:
    RunLock() = default;
};

class Dialect {
  public:
    virtual ~Dialect() = default;

    virtual std::string_view name() const = 0; // "sqlite": the prefix in files, the scheme of URLs
    virtual std::string_view display_name() const = 0; // "SQLite"
    // The client library and its version, asked of the library itself; loads it where it is loaded
    // on demand. Empty: not at hand.
    virtual std::string client_library() const { return {}; }
    // The prefixes that count for this database, from the broadest: mysql, then mariadb.
    virtual std::vector<std::string_view> prefixes() const = 0;
    virtual const sql::Syntax& syntax() const = 0;
    virtual const Capabilities& capabilities() const = 0;
    virtual const Types& types() const = 0;
    virtual const Ddl& ddl() const = 0;

    // Throws DbError(unreachable).
    virtual std::unique_ptr<Connection> connect(const Url& url,
                                                const ConnectOptions& options) const = 0;
    // Whether there may be a database at the URL, without making one: false for a file that is not
    // there. A server tells when a session is opened.
    virtual bool exists(const Url& url) const = 0;
    virtual Database introspect(Connection& connection, const IntrospectOptions& options) const = 0;
    virtual std::unique_ptr<TransactionGuard> transaction_guard(Connection& connection) const = 0;

    // The schema in which the session finds a table that is named without one, or would make it, as
    // it was when it was asked first: whatever the SQL of a revision sets, the tool's own tables
    // stay where they are. Empty: there are none, or nobody knows.
    virtual std::string schema_of(Connection& /*connection*/, const std::string& /*table*/) const {
        return {};
    }
    // A lock that lives as long as the session, for the runs that share a version table; null
    // without Capabilities::session_lock.
    virtual std::unique_ptr<RunLock> session_lock(Connection& /*connection*/,
                                                  const QualifiedName& /*version_table*/) const {
        return nullptr;
    }

    // A model as this database would hold it: enums as checks, names of parts that only it gives.
    // In place.
    virtual void adapt(Database& model) const = 0;
    // apply() on a schema that introspection read, or that adapt() made like one: afterwards it is
    // as it would be read again. Differs where the database stores an object as parts of others.
    virtual void follow(const Op& op, Database& db) const { apply(op, db, syntax()); }
    // A connection to an empty database of the same kind that vanishes with it, for reading SQL
    // models and for asking.
    virtual std::unique_ptr<Connection> scratch(const Url& url) const = 0;
    // Whether two expressions mean the same; asked only when their normalised text differs. Never
    // runs anything volatile.
    virtual bool same_expression(std::string_view a, std::string_view b) const = 0;
    // Puts the live spelling into the model wherever the database says that both mean the same.
    // Asks it about what differs as text alone.
    virtual void settle(Connection& /*connection*/, const Database& /*live*/,
                        Database& /*model*/) const {}
    // The whole schema as a script in this database's SQL.
    virtual std::string dump_sql(const Database& db) const = 0;
    // Null where no script can be written for the database's own client.
    virtual const ClientScript* client_script() const { return nullptr; }
};

// The one table of dialects: every kind of database that is built in, in the order of --version.
const std::vector<const Dialect*>& all_dialects();
// By a URL's scheme. Throws Error(usage) with the known ones.
const Dialect& dialect_for(const Url& url);
const Dialect* find_dialect(std::string_view name);

// Every prefix that a file may use, built in or not: a key under a prefix that is not at hand is
// kept, not read.
const std::vector<std::string>& all_prefixes();

} // namespace migrate
