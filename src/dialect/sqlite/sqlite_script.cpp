#include "dialect/sqlite/sqlite_script.hpp"

#include "dialect/sqlite/rebuild_watch.hpp"
#include "dialect/sqlite/sqlite_guard.hpp"
#include "sql/quote.hpp"
#include "sql/syntax.hpp"
#include "util/text.hpp"

#include <algorithm>
#include <iterator>

namespace migrate::sqlite {

namespace {

std::string quoted(std::string_view text) {
    return sql::quote_string(text, sql::sqlite_syntax());
}

// What breaks the foreign keys of the tables, one row each.
std::string violations_query(const std::vector<std::string>& tables) {
    std::vector<std::string> parts;
    for (const std::string& table : tables)
        parts.push_back("SELECT lower(\"table\") AS child, rowid AS row, lower(parent) AS parent "
                        "FROM pragma_foreign_key_check(" +
                        quoted(table) + ")");
    return text::join(parts, "\n    UNION ALL ");
}

std::string is_gone(const std::string& table) {
    return table + " NOT IN (SELECT lower(name) FROM sqlite_schema WHERE type = 'table')";
}

// What a rebuild of the table takes from the history: its columns, each in its place, and its
// indexes and triggers; one row each.
std::string outline_query(const std::string& table) {
    return "SELECT 'column ' || cid AS kind, name FROM pragma_table_xinfo(" + quoted(table) +
           ")\n    UNION ALL SELECT type, name FROM sqlite_schema WHERE tbl_name = " +
           quoted(table) +
           " COLLATE NOCASE AND\n        type IN ('index', 'trigger') AND sql IS NOT NULL";
}

std::string names_of(const Result& outline, std::string_view kind) {
    std::vector<std::string> names;
    for (const Row& row : outline.rows)
        if (row[0].value_or("").starts_with(kind))
            names.push_back(row[1].value_or(""));
    return names.empty() ? "none" : text::join(names, ", ");
}

// An online run looks at the table; nobody looks here, and what somebody else has added to it
// would be gone without a word.
std::vector<std::string> expect_outline(const std::string& table, Connection& replay) {
    const std::string query = outline_query(table);
    const Result outline = replay.query(query);
    std::vector<std::string> parts;
    for (const Row& row : outline.rows)
        parts.push_back(quoted(row[0].value_or("") + " " + row[1].value_or("")));
    return SqliteScript().expect_zero(
        "SELECT count(*) <> " + std::to_string(parts.size()) +
            " OR sum((kind || ' ' || name) COLLATE NOCASE NOT IN (" + text::join(parts, ", ") +
            "))\n    FROM (" + query + ")",
        "table " + table + " is not as the history has it (columns: " +
            names_of(outline, "column") + "; indexes: " + names_of(outline, "index") +
            "; triggers: " + names_of(outline, "trigger") +
            "), and its rebuild would undo what differs");
}

// As SqliteGuard: a row that was broken before is no fault of the script, also in a table that was
// renamed meanwhile.
class SqliteScriptGuard final : public ScriptGuard {
  public:
    explicit SqliteScriptGuard(Connection& replay) : replay_(replay) {
        forget_violations(replay_);
        watch_rebuilds(replay_);
    }

    std::vector<std::string> before_step() override {
        std::vector<std::string> out = remember_broken();
        for (const std::string& table : take_rebuilds(replay_))
            std::ranges::move(expect_outline(table, replay_), std::back_inserter(out));
        return out;
    }

    std::vector<std::string> before_begin() override {
        if (!wanted_)
            return {};
        return {"PRAGMA foreign_keys = OFF"};
    }

    std::vector<std::string> before_commit() override {
        std::vector<std::string> out;
        const std::vector<std::string> tables =
            wanted_ ? checkable_tables(replay_) : std::vector<std::string>();
        if (!tables.empty())
            out = SqliteScript().expect_zero(new_violations(tables),
                                             "rows refer to rows that are not there: see PRAGMA "
                                             "foreign_key_check");
        if (remembers_)
            out.emplace_back("DROP TABLE temp.migrate_broken_before");
        forget_violations(replay_);
        return out;
    }

  private:
    std::vector<std::string> remember_broken() {
        if (wanted_ || !remembers_violations(replay_))
            return {};
        wanted_ = true;
        const std::vector<std::string> tables = checkable_tables(replay_);
        remembers_ = !tables.empty();
        if (!remembers_)
            return {};
        return {"CREATE TEMP TABLE migrate_broken_before AS\n    " + violations_query(tables)};
    }

    std::string new_violations(const std::vector<std::string>& tables) const {
        std::string query = "SELECT count(*) FROM (" + violations_query(tables) + ") AS now";
        if (!remembers_)
            return query;
        return query +
               "\n    WHERE NOT EXISTS (SELECT 1 FROM temp.migrate_broken_before AS old WHERE "
               "old.row IS now.row AND\n        (old.child = now.child AND old.parent = now.parent "
               "OR " +
               is_gone("old.child") + "\n        OR old.child = now.child AND " +
               is_gone("old.parent") + "))";
    }

    Connection& replay_;
    bool wanted_ = false;
    bool remembers_ = false;
};

} // namespace

std::string SqliteScript::head() const {
    return ".bail on\n";
}

std::string SqliteScript::begin() const {
    return "BEGIN IMMEDIATE";
}

std::string SqliteScript::commit() const {
    return "COMMIT";
}

// The name of a broken constraint is the one text of ours that an error of SQLite's holds.
std::vector<std::string> SqliteScript::expect_zero(const std::string& query,
                                                   const std::string& message) const {
    return {"CREATE TEMP TABLE migrate_expects (wrong CONSTRAINT " +
                sql::quote_name(message, sql::sqlite_syntax()) + " CHECK (wrong = 0))",
            "INSERT INTO temp.migrate_expects\n    " + query, "DROP TABLE temp.migrate_expects"};
}

std::unique_ptr<ScriptGuard> SqliteScript::guard(Connection& replay) const {
    return std::make_unique<SqliteScriptGuard>(replay);
}

} // namespace migrate::sqlite
