#include "dialect/sqlite/sqlite_connection.hpp"

#include "dialect/sqlite/sqlite_errors.hpp"
#include "util/edit_distance.hpp"
#include "util/overloaded.hpp"
#include "util/text.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <thread>

namespace migrate::sqlite {

namespace {

constexpr std::size_t max_compiled = 64;
constexpr std::size_t max_compiled_bytes = 1000;
constexpr std::chrono::milliseconds tell_every{250};

// Asked about in short slices, so that a signal and the observer are heard.
constexpr std::array<int, 6> wait_slices_ms{1, 2, 5, 10, 20, 50};

bool worth_keeping(std::string_view sql) {
    if (sql.size() > max_compiled_bytes)
        return false;
    for (std::string_view once : {"create", "drop", "alter", "vacuum", "attach", "detach"})
        if (text::starts_with_folded(sql, once))
            return false;
    return true;
}

std::string parameter(const Url& url, std::string_view key) {
    const std::string* value = url.parameter(key);
    return value ? text::lower(*value) : std::string();
}

[[noreturn]] void refuse_parameter(const Url& url, const std::string& key,
                                   const std::string& known) {
    throw Error(ErrorCode::usage, "the URL's parameter " + key +
                                      " has a value that SQLite does not know: " + url.shown())
        .help(key + " is one of " + known);
}

void check_parameters(const Url& url) {
    const std::array<std::string, 2> known{"mode", "foreign_keys"};
    for (const auto& [key, value] : url.query)
        if (std::ranges::find(known, key) == known.end())
            throw Error(ErrorCode::usage, "the URL has an unknown parameter: " + key +
                                              did_you_mean(key, known) + ": " + url.shown())
                .help("SQLite's URLs take mode=ro, rw or rwc, and foreign_keys=on or off");
    const std::string mode = parameter(url, "mode");
    if (!mode.empty() && mode != "ro" && mode != "rw" && mode != "rwc")
        refuse_parameter(url, "mode", "ro, rw and rwc");
}

int open_flags(const Url& url, const ConnectOptions& options) {
    if (in_memory(url))
        return SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_MEMORY;
    const std::string mode = parameter(url, "mode");
    if (options.read_only || mode == "ro")
        return SQLITE_OPEN_READONLY;
    if (options.create || mode == "rwc")
        return SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    return SQLITE_OPEN_READWRITE;
}

// A file whose name begins like a URI or an in-memory name is still a file.
std::string path_of(const Url& url) {
    if (in_memory(url))
        return ":memory:";
    const std::string& path = url.database;
    const bool special = path.starts_with("file:") || path.starts_with(":");
    return special ? "./" + path : path;
}

} // namespace

bool in_memory(const Url& url) {
    return url.database.empty() || url.database == ":memory:";
}

int library_version() {
    return sqlite3_libversion_number();
}

std::string library_version_text() {
    return sqlite3_libversion();
}

void CloseDatabase::operator()(sqlite3* db) const noexcept {
    sqlite3_close_v2(db);
}

void FinalizeStatement::operator()(sqlite3_stmt* statement) const noexcept {
    sqlite3_finalize(statement);
}

SqliteConnection::SqliteConnection(const Url& url, const ConnectOptions& options)
    : url_(url),
      lock_timeout_(options.lock_timeout),
      observer_(options.on_wait) {
    if (url.database.find('\0') != std::string::npos)
        throw Error(ErrorCode::usage, "the path of the database has a NUL in it");
    check_parameters(url);
    open(options);
    sqlite3_busy_handler(
        db_.get(),
        [](void* self, int attempt) { return static_cast<SqliteConnection*>(self)->wait(attempt); },
        this);
    read_first_page();
    apply_parameters();
}

void SqliteConnection::open(const ConnectOptions& options) {
    const std::string path = path_of(url_);
    sqlite3* db = nullptr;
    const int code = sqlite3_open_v2(path.c_str(), &db, open_flags(url_, options), nullptr);
    db_.reset(db);
    if (!db)
        throw DbError(DbErrorKind::other, code_name(code), "SQLite is out of memory");
    sqlite3_extended_result_codes(db, 1);
    if (code != SQLITE_OK)
        fail_to_open(sqlite3_extended_errcode(db), path, options);
    if (options.alone)
        sqlite3_limit(db, SQLITE_LIMIT_ATTACHED, 0);
}

void SqliteConnection::fail_to_open(int code, const std::string& path,
                                    const ConnectOptions& options) {
    namespace fs = std::filesystem;
    std::error_code ignored;
    DbError error(kind_of(code), code_name(code),
                  "cannot open the database " + path + ": " + sqlite3_errmsg(db_.get()));
    const fs::path folder = fs::path(path).parent_path();
    if (fs::is_directory(path, ignored))
        error.help("that is a folder: the URL must name a file");
    else if (!folder.empty() && !fs::exists(folder, ignored))
        error.help("the folder is not there: mkdir -p " + folder.string());
    else if (!fs::exists(path, ignored))
        error.help(options.create
                       ? "it cannot be made: look at the owner and the permissions of the folder"
                       : "there is no such file: look at the path in the URL");
    else
        error.help("look at the owner and the permissions of the file");
    throw error;
}

// SQLite reads the file at the first statement only: asking it something here is what tells a
// database from another file.
void SqliteConnection::read_first_page() {
    try {
        query("PRAGMA schema_version");
    } catch (const DbError& error) {
        DbError told(error.kind(), error.native_code(),
                     "cannot read the database " + url_.database + ": " + error.what());
        told.help(error.help_text());
        throw told;
    }
}

void SqliteConnection::apply_parameters() {
    const std::string keys = parameter(url_, "foreign_keys");
    if (keys.empty())
        return;
    const bool on = keys == "on" || keys == "1" || keys == "true" || keys == "yes";
    const bool off = keys == "off" || keys == "0" || keys == "false" || keys == "no";
    if (!on && !off)
        refuse_parameter(url_, "foreign_keys", "on and off");
    execute(on ? "PRAGMA foreign_keys = ON" : "PRAGMA foreign_keys = OFF");
}

// The busy handler: 0 gives up.
int SqliteConnection::wait(int attempt) {
    using namespace std::chrono;
    const auto now = steady_clock::now();
    if (attempt == 0) {
        wait_begin_ = now;
        told_ = milliseconds{0};
    }
    const auto waited = duration_cast<milliseconds>(now - wait_begin_);
    if (interrupted_ || waited >= lock_timeout_)
        return 0;
    if (observer_ && (attempt == 0 || waited - told_ >= tell_every)) {
        told_ = waited;
        if (!observer_(waited))
            return 0;
    }
    const auto slice = static_cast<std::size_t>(attempt);
    const milliseconds pause{wait_slices_ms[std::min(slice, wait_slices_ms.size() - 1)]};
    std::this_thread::sleep_for(std::min(pause, lock_timeout_ - waited));
    return 1;
}

// The progress handler, while statements have a limit: not 0 stops the statement.
int SqliteConnection::progress() {
    timed_out_ = timed_out_ || std::chrono::steady_clock::now() >= statement_deadline_;
    return timed_out_ ? 1 : 0;
}

void SqliteConnection::set_limits(const StatementLimits& limits) {
    constexpr int instructions = 1000;
    lock_timeout_ = limits.lock;
    statement_timeout_ = limits.statement;
    auto handler = [](void* self) { return static_cast<SqliteConnection*>(self)->progress(); };
    sqlite3_progress_handler(db_.get(), statement_timeout_ ? instructions : 0,
                             statement_timeout_ ? +handler : nullptr, this);
}

void SqliteConnection::fail(std::string_view sql) {
    const int code = sqlite3_extended_errcode(db_.get());
    const bool stopped = interrupted_ && (code & 0xff) == SQLITE_BUSY;
    const DbErrorKind kind = timed_out_ ? DbErrorKind::timeout
                             : stopped  ? DbErrorKind::interrupted
                                        : kind_of(code);
    DbError error(kind, code_name(code), sqlite3_errmsg(db_.get()));
    std::string place;
#if SQLITE_VERSION_NUMBER >= 3038000
    const int offset = sqlite3_error_offset(db_.get());
    if (offset > 0 && static_cast<std::size_t>(offset) < sql.size())
        place = ", at: " + shortened(sql.substr(static_cast<std::size_t>(offset)), 40);
#endif
    error.note("statement: " + shortened(sql) + place);
    error.help(help_for(code));
    error.with_statement(std::string(sql));
    throw error;
}

StatementHandle SqliteConnection::prepare(std::string_view sql, std::string_view* rest) {
    sqlite3_stmt* statement = nullptr;
    const char* tail = nullptr;
    if (sqlite3_prepare_v3(db_.get(), sql.data(), static_cast<int>(sql.size()), 0, &statement,
                           &tail) != SQLITE_OK)
        fail(sql);
    *rest = sql.substr(static_cast<std::size_t>(tail - sql.data()));
    return StatementHandle(statement);
}

sqlite3_stmt* SqliteConnection::compile(std::string_view sql, StatementHandle& own) {
    const auto found = std::ranges::find(compiled_, sql, &Compiled::sql);
    if (found != compiled_.end()) {
        compiled_.splice(compiled_.begin(), compiled_, found);
        return found->handle.get();
    }
    if (sql.find('\0') != std::string_view::npos)
        throw DbError(DbErrorKind::syntax, "", "the statement has a NUL in it: " + shortened(sql));
    std::string_view rest;
    own = prepare(sql, &rest);
    while (!text::trim(rest).empty()) {
        const std::string_view next = rest;
        if (prepare(next, &rest))
            throw DbError(DbErrorKind::syntax, "",
                          "two statements were given where one can stand: " + shortened(sql))
                .with_statement(std::string(sql));
        if (rest.size() == next.size())
            break;
    }
    sqlite3_stmt* statement = own.get();
    if (statement && worth_keeping(sql)) {
        compiled_.push_front({std::string(sql), std::move(own)});
        if (compiled_.size() > max_compiled)
            compiled_.pop_back();
    }
    return statement;
}

void SqliteConnection::bind(sqlite3_stmt* statement, std::string_view sql,
                            std::span<const Param> params) {
    if (static_cast<int>(params.size()) != sqlite3_bind_parameter_count(statement))
        throw DbError(
            DbErrorKind::syntax, "",
            "the statement takes " + std::to_string(sqlite3_bind_parameter_count(statement)) +
                " values and got " + std::to_string(params.size()) + ": " + shortened(sql));
    int place = 0;
    for (const Param& param : params) {
        ++place;
        std::visit(Overloaded{
                       [&](std::monostate) { sqlite3_bind_null(statement, place); },
                       [&](std::int64_t value) { sqlite3_bind_int64(statement, place, value); },
                       [&](const std::string& value) {
                           sqlite3_bind_text64(statement, place, value.data(), value.size(),
                                               SQLITE_STATIC, SQLITE_UTF8);
                       },
                   },
                   param);
    }
}

void SqliteConnection::fill(sqlite3_stmt* statement, Result& result) {
    const int count = sqlite3_column_count(statement);
    if (result.columns.empty())
        for (int i = 0; i < count; ++i)
            result.columns.emplace_back(sqlite3_column_name(statement, i));
    Row& row = result.rows.emplace_back();
    row.reserve(static_cast<std::size_t>(count));
    for (int i = 0; i < count; ++i) {
        if (sqlite3_column_type(statement, i) == SQLITE_NULL) {
            row.emplace_back();
            continue;
        }
        const bool blob = sqlite3_column_type(statement, i) == SQLITE_BLOB;
        const void* bytes = blob ? sqlite3_column_blob(statement, i)
                                 : static_cast<const void*>(sqlite3_column_text(statement, i));
        const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement, i));
        row.emplace_back(std::string(static_cast<const char*>(bytes), bytes ? size : 0));
    }
}

std::int64_t SqliteConnection::run(std::string_view sql, std::span<const Param> params,
                                   Result* result) {
    // A statement that is not reset would keep its locks, and its text values point into `params`.
    struct Reset {
        sqlite3_stmt* statement;
        ~Reset() {
            sqlite3_reset(statement);
            sqlite3_clear_bindings(statement);
        }
    };
    interrupted_ = false;
    timed_out_ = false;
    if (statement_timeout_)
        statement_deadline_ = std::chrono::steady_clock::now() + *statement_timeout_;
    StatementHandle own;
    sqlite3_stmt* statement = compile(sql, own);
    if (!statement)
        return 0;
    const Reset reset{statement};
    bind(statement, sql, params);
    const int before = sqlite3_total_changes(db_.get());
    int code = SQLITE_ROW;
    while ((code = sqlite3_step(statement)) == SQLITE_ROW)
        if (result)
            fill(statement, *result);
    if (code != SQLITE_DONE)
        fail(sql);
    if (result && result->columns.empty())
        for (int i = 0; i < sqlite3_column_count(statement); ++i)
            result->columns.emplace_back(sqlite3_column_name(statement, i));
    return sqlite3_total_changes(db_.get()) == before ? 0 : sqlite3_changes(db_.get());
}

Result SqliteConnection::query(std::string_view sql, std::span<const Param> params) {
    Result result;
    result.affected = run(sql, params, &result);
    return result;
}

std::int64_t SqliteConnection::execute(std::string_view sql, std::span<const Param> params) {
    return run(sql, params, nullptr);
}

// Immediate: a transaction that began by reading gets SQLITE_BUSY at once when it then writes.
void SqliteConnection::begin() {
    execute("BEGIN IMMEDIATE");
}

void SqliteConnection::commit() {
    execute("COMMIT");
}

void SqliteConnection::rollback() {
    if (in_transaction()) // some errors take the transaction back by themselves
        execute("ROLLBACK");
}

bool SqliteConnection::in_transaction() const {
    return sqlite3_get_autocommit(db_.get()) == 0;
}

void SqliteConnection::interrupt() noexcept {
    interrupted_ = true;
    sqlite3_interrupt(db_.get());
}

std::string SqliteConnection::server() const {
    return "sqlite " + library_version_text();
}

} // namespace migrate::sqlite
