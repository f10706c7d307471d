#include "dialect/sqlite/sqlite_guard.hpp"

#include "dialect/sqlite/sqlite_render.hpp"
#include "util/text.hpp"

#include <algorithm>
#include <tuple>

namespace migrate::sqlite {

namespace {

constexpr std::string_view memory = "temp.migrate_broken_before";

struct Violation {
    std::string child;
    std::optional<std::string> rowid;
    std::string parent;

    auto operator<=>(const Violation&) const = default;
};

std::vector<std::string> tables_with_keys(Connection& connection) {
    std::vector<std::string> tables;
    const Result result =
        connection.query("SELECT name FROM sqlite_schema AS s WHERE type = 'table' AND EXISTS "
                         "(SELECT 1 FROM pragma_foreign_key_list(s.name))");
    for (const Row& row : result.rows)
        tables.push_back(row[0].value_or(""));
    return tables;
}

// A key whose parent has no matching unique key is no row's fault, and SQLite cannot check it:
// nullopt.
std::optional<Result> check_keys(Connection& connection, const std::string& table) {
    try {
        const std::vector<Param> params{table};
        return connection.query("SELECT \"table\", rowid, parent FROM pragma_foreign_key_check(?)",
                                params);
    } catch (const DbError& error) {
        if (error.kind() != DbErrorKind::syntax)
            throw;
        return std::nullopt;
    }
}

std::vector<Violation> violations(Connection& connection) {
    std::vector<Violation> found;
    for (const std::string& table : tables_with_keys(connection))
        if (const std::optional<Result> result = check_keys(connection, table))
            for (const Row& row : result->rows)
                found.push_back(
                    {text::lower(row[0].value_or("")), row[1], text::lower(row[2].value_or(""))});
    return found;
}

std::vector<Violation> remembered(Connection& connection) {
    std::vector<Violation> found;
    const Result result = connection.query("SELECT child, row, parent FROM " + std::string(memory));
    for (const Row& row : result.rows)
        found.push_back({row[0].value_or(""), row[1], row[2].value_or("")});
    return found;
}

bool is_table(Connection& connection, const std::string& name) {
    const std::vector<Param> params{name};
    return query_optional(connection,
                          "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ? "
                          "COLLATE NOCASE",
                          params)
        .has_value();
}

// What was broken before counts once; a table that was renamed meanwhile is known by its rows.
std::vector<Violation> new_ones(Connection& connection, std::vector<Violation> before) {
    std::vector<Violation> fresh;
    for (Violation& now : violations(connection)) {
        auto old = std::ranges::find(before, now);
        if (old == before.end())
            old = std::ranges::find_if(before, [&](const Violation& v) {
                return v.rowid == now.rowid &&
                       (!is_table(connection, v.child) ||
                        (v.child == now.child && !is_table(connection, v.parent)));
            });
        if (old != before.end())
            before.erase(old);
        else
            fresh.push_back(std::move(now));
    }
    return fresh;
}

[[noreturn]] void refuse(const std::vector<Violation>& broken) {
    const Violation& first = broken.front();
    DbError error(DbErrorKind::constraint, "SQLITE_CONSTRAINT_FOREIGNKEY",
                  text::count(broken.size(), "row") + (broken.size() == 1 ? " refers" : " refer") +
                      " to rows that are not there: the first is in table " + first.child +
                      (first.rowid ? ", rowid " + *first.rowid : "") + ", and refers to table " +
                      first.parent);
    error.help("list them with PRAGMA foreign_key_check; the rows that they refer to must stay, or "
               "they must go too");
    throw error;
}

} // namespace

SqliteGuard::~SqliteGuard() {
    try {
        after_end();
    } catch (...) { // the session is lost, and its settings with it
        enforced_ = false;
    }
}

// Inside a transaction the pragma silently does nothing.
void SqliteGuard::before_begin() {
    enforced_ = query_value(connection_, "PRAGMA foreign_keys") == "1";
    if (enforced_)
        connection_.execute("PRAGMA foreign_keys = OFF");
}

// What is broken is looked at only when a table is rebuilt or dropped, unless every change has to
// be looked at.
void SqliteGuard::after_begin() {
    forget_violations(connection_); // those of a step outside of a transaction
    if (enforced_)
        remember_violations(connection_);
}

void SqliteGuard::before_commit() {
    if (!remembers_violations(connection_))
        return;
    const std::vector<Violation> broken = new_ones(connection_, remembered(connection_));
    forget_violations(connection_);
    if (!broken.empty())
        refuse(broken);
}

void SqliteGuard::after_end() {
    if (connection_.in_transaction())
        return;
    connection_.execute("PRAGMA legacy_alter_table = OFF"); // a rebuild may have ended in between
    if (enforced_)
        connection_.execute("PRAGMA foreign_keys = ON");
    enforced_ = false;
}

void remember_violations(Connection& live) {
    if (query_value(live, "PRAGMA foreign_keys") == "1")
        throw Error(ErrorCode::failed,
                    "a table cannot be rebuilt or dropped while foreign keys are enforced: SQLite "
                    "would delete the rows that refer to it")
            .help("leave foreign_keys=on out of the URL for this step, or let it run in a "
                  "transaction");
    if (remembers_violations(live))
        return;
    live.execute("CREATE TEMP TABLE migrate_broken_before (child TEXT, row TEXT, parent TEXT)");
    for (const Violation& violation : violations(live)) {
        std::vector<Param> params{violation.child, std::monostate{}, violation.parent};
        if (violation.rowid)
            params[1] = *violation.rowid;
        live.execute("INSERT INTO " + std::string(memory) + " VALUES (?, ?, ?)", params);
    }
}

bool remembers_violations(Connection& connection) {
    return query_optional(connection, "SELECT 1 FROM sqlite_temp_schema WHERE name = "
                                      "'migrate_broken_before'")
        .has_value();
}

void forget_violations(Connection& connection) {
    if (remembers_violations(connection))
        connection.execute("DROP TABLE " + std::string(memory));
}

std::vector<std::string> checkable_tables(Connection& connection) {
    std::vector<std::string> tables = tables_with_keys(connection);
    std::erase_if(tables, [&](const std::string& table) { return !check_keys(connection, table); });
    return tables;
}

} // namespace migrate::sqlite
