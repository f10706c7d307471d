#include "dialect/sqlite/rebuild.hpp"

#include "dialect/sqlite/rebuild_watch.hpp"
#include "dialect/sqlite/rebuilt_text.hpp"
#include "dialect/sqlite/sqlite_guard.hpp"
#include "dialect/sqlite/sqlite_render.hpp"
#include "sql/quote.hpp"
#include "sql/rewrite.hpp"
#include "sql/syntax.hpp"
#include "util/text.hpp"

#include <algorithm>
#include <map>

namespace migrate::sqlite {

namespace {

bool same(std::string_view a, std::string_view b) {
    return same_name(a, b, NameFolding::ascii);
}

std::string quoted(std::string_view text) {
    return sql::quote_string(text, sql::sqlite_syntax());
}

template <class T>
bool contains(const std::vector<T>& items, const T& wanted) {
    return std::ranges::any_of(items, [&](T item) {
        item.in_column = wanted.in_column;
        item.overrides = wanted.overrides;
        return item == wanted;
    });
}

// Texts of the table's indexes and triggers, by folded name.
std::map<std::string, std::string> stored_texts(const std::string& table, Connection* live) {
    std::map<std::string, std::string> texts;
    if (!live)
        return texts;
    const std::vector<Param> params{table};
    const Result result =
        live->query("SELECT name, sql FROM sqlite_schema WHERE tbl_name = ? COLLATE NOCASE AND "
                    "type IN ('index', 'trigger') AND sql IS NOT NULL",
                    params);
    for (const Row& row : result.rows)
        texts[text::lower(row[0].value_or(""))] = row[1].value_or("");
    return texts;
}

class Rebuild {
  public:
    Rebuild(const TableChange& change, const Database& db, Connection* live)
        : change_(change),
          live_(live),
          table_(name_text(change.after.name.name)),
          temporary_(free_table_name(change.after.name.name, db, live)) {}

    std::vector<Statement> run() {
        probe_nulls();
        probe_uniques();
        probe_checks();
        const std::string text = rebuilt_text(change_, temporary_);
        const std::string bare = without_qualifiers(text, change_.after.name.name);
        add(bare);
        add(copy());
        keep_counter();
        replace();
        if (bare != text)
            restore_text();
        recreate();
        return std::move(statements_);
    }

  private:
    void add(std::string sql) { statements_.push_back({std::move(sql), false, {}, {}}); }

    const Column* renamed_column(std::size_t target) const {
        const int origin = change_.origins[target];
        return origin < 0 ? nullptr : &change_.renamed.columns[static_cast<std::size_t>(origin)];
    }

    // --- what the rows get

    bool becomes_not_null(std::size_t target) const {
        const Column* old = renamed_column(target);
        const Column& now = change_.after.columns[target];
        return !now.nullable && !now.generated && (!old || old->nullable) &&
               !is_rowid_alias(change_.after, now);
    }

    // What stands in for NULL: the step's value, else (for NOT NULL) the column's own default.
    std::string instead_of_null(std::size_t target) const {
        const Column& now = change_.after.columns[target];
        const std::optional<Value>& fill = change_.values[target].fill;
        if (fill)
            return value_text(*fill);
        if (!becomes_not_null(target) || !now.default_value)
            return {};
        const std::string value = value_text(*now.default_value);
        return same(value, "null") ? "" : value;
    }

    // The value of a column of the new table, from a row of the old one; empty: its default.
    std::string source(std::size_t target) const {
        const Column* old = renamed_column(target);
        const std::string& expression = change_.values[target].using_expression;
        std::string fill = instead_of_null(target);
        if (!old && expression.empty())
            return change_.values[target].fill ? fill : "";
        std::string value = expression.empty() ? name_text(old->name) : "(" + expression + ")";
        return fill.empty() ? value : "coalesce(" + value + ", " + fill + ")";
    }

    // A name under which the rowid can be read and written; empty when there is none, or when a
    // column holds it already.
    std::string rowid_name() const {
        if (change_.before.without_rowid || change_.after.without_rowid)
            return {};
        for (const Column& column : change_.after.columns)
            if (is_rowid_alias(change_.after, column))
                return {};
        for (const char* name : {"rowid", "_rowid_", "oid"})
            if (!find_named(change_.after.columns, name, NameFolding::ascii) &&
                !find_named(change_.renamed.columns, name, NameFolding::ascii))
                return name;
        return {};
    }

    // OR ABORT: a row that a constraint refuses stops the step, whatever ON CONFLICT says of later
    // rows.
    std::string copy() const {
        std::vector<std::string> targets;
        std::vector<std::string> sources;
        if (const std::string rowid = rowid_name(); !rowid.empty()) {
            targets.push_back(rowid);
            sources.push_back(rowid);
        }
        for (std::size_t i = 0; i < change_.after.columns.size(); ++i) {
            const Column& column = change_.after.columns[i];
            std::string value = column.generated ? "" : source(i);
            if (value.empty())
                continue;
            targets.push_back(name_text(column.name));
            sources.push_back(std::move(value));
        }
        if (targets.empty()) { // one row for each all the same
            const auto column = std::ranges::find_if(change_.after.columns,
                                                     [](const Column& c) { return !c.generated; });
            targets.push_back(name_text(column->name));
            const std::optional<Value>& value = column->default_value;
            sources.push_back(value ? value_text(*value) : "NULL");
        }
        return "INSERT OR ABORT INTO " + name_text(temporary_) + " (" + text::join(targets, ", ") +
               ")\n    SELECT " + text::join(sources, ", ") + "\n    FROM " + table_;
    }

    static bool counts(const Table& table) {
        return std::ranges::any_of(table.columns, &Column::autoincrement);
    }

    void keep_counter() {
        if (!counts(change_.before) || !counts(change_.after))
            return;
        add("DELETE FROM sqlite_sequence WHERE name = " + quoted(temporary_));
        add("INSERT INTO sqlite_sequence (name, seq)\n    SELECT " + quoted(temporary_) +
            ", seq FROM sqlite_sequence WHERE name = " + quoted(change_.before.name.name) +
            " COLLATE NOCASE");
    }

    // With legacy_alter_table the rename touches neither views nor triggers nor the keys of other
    // tables, all of which name the table as it will be called again.
    void replace() {
        add("DROP TABLE " + table_);
        add("PRAGMA legacy_alter_table = ON");
        add("ALTER TABLE " + name_text(temporary_) + " RENAME TO " + table_);
        add("PRAGMA legacy_alter_table = OFF");
    }

    // The one thing that only the schema table itself can bring back
    // (https://sqlite.org/pragma.html#pragma_writable_schema).
    void restore_text() {
        const std::string& name = change_.after.name.name;
        add("PRAGMA writable_schema = ON");
        add("UPDATE sqlite_schema SET sql = " + quoted(rebuilt_text(change_, name)) +
            " WHERE type = 'table' AND name = " + quoted(name));
        add("PRAGMA writable_schema = RESET");
    }

    void recreate() {
        const auto texts = stored_texts(change_.before.name.name, live_);
        const auto kept = [&](const std::string& name) {
            const auto found = texts.find(text::lower(name));
            return found == texts.end() ? std::string() : found->second;
        };
        for (const Index& index : change_.after.indexes) {
            const bool same_index = contains(change_.before.indexes, index);
            std::string text = same_index ? kept(index.name) : "";
            add(text.empty() ? create_index_text(change_.after.name.name, index) : text);
        }
        for (const Trigger& trigger : change_.after.triggers) {
            const bool same_trigger = std::ranges::find(change_.before.triggers, trigger) !=
                                      change_.before.triggers.end();
            std::string text = same_trigger ? kept(trigger.name) : "";
            add(text.empty() ? create_trigger_text(change_.after.name.name, trigger) : text);
        }
    }

    // --- what the rows must not be

    void probe_nulls() {
        for (std::size_t i = 0; i < change_.after.columns.size(); ++i) {
            if (!becomes_not_null(i) || !instead_of_null(i).empty())
                continue;
            const Column& column = change_.after.columns[i];
            const std::string value = source(i);
            const std::string where = value.empty() ? "" : " WHERE " + value + " IS NULL";
            const std::string full = change_.after.name.name + "." + column.name;
            statements_.push_back(
                {"SELECT count(*) FROM " + table_ + where, true,
                 value.empty()
                     ? "{n} {rows} of " + change_.after.name.name +
                           " {have} no value for the new column " + full + ", which is NOT NULL"
                     : "{n} {rows} {have} NULL in " + full + ", which becomes NOT NULL",
                 "give them a value in the step, for example: fill = " + example_fill(column)});
        }
    }

    static std::string example_fill(const Column& column) {
        const TypeKind kind = column.type.kind;
        const bool number = kind == TypeKind::smallint || kind == TypeKind::integer ||
                            kind == TypeKind::bigint || kind == TypeKind::numeric ||
                            kind == TypeKind::real || kind == TypeKind::double_precision;
        return number ? "0" : "\"\"";
    }

    // Only what can be told from the old rows: columns that come along as they are.
    bool comes_along(const std::string& name) const {
        for (std::size_t i = 0; i < change_.after.columns.size(); ++i)
            if (same(change_.after.columns[i].name, name))
                return renamed_column(i) && same(source(i), name_text(name)) &&
                       same(renamed_column(i)->name, name);
        return false;
    }

    bool all_come_along(const std::vector<KeyPart>& parts) const {
        return std::ranges::all_of(parts,
                                   [&](const KeyPart& part) { return comes_along(part.column); });
    }

    void probe_uniques() {
        const std::string& table = change_.after.name.name;
        for (const Unique& unique : change_.after.uniques)
            if (!contains(change_.renamed.uniques, unique) && all_come_along(unique.columns))
                statements_.push_back(
                    duplicates_probe(table, "the unique constraint", unique.columns, {}));
        const auto& key = change_.after.primary_key;
        const auto& old = change_.renamed.primary_key;
        if (key && (!old || key->columns != old->columns) && all_come_along(key->columns))
            statements_.push_back(duplicates_probe(table, "the primary key", key->columns, {}));
        for (const Index& index : change_.after.indexes)
            if (index.unique && !contains(change_.renamed.indexes, index) &&
                all_come_along(index.columns) && index.where.empty())
                statements_.push_back(
                    duplicates_probe(table, "the unique index " + index.name, index.columns, {}));
    }

    bool names_changed_column(const std::string& expression) const {
        return std::ranges::any_of(change_.after.columns, [&](const Column& column) {
            return !comes_along(column.name) &&
                   sql::mentions_name(expression, column.name, sql::sqlite_syntax());
        });
    }

    void probe_checks() {
        for (const Check& check : change_.after.checks) {
            if (contains(change_.renamed.checks, check) || names_changed_column(check.expression))
                continue;
            statements_.push_back(
                {"SELECT count(*) FROM " + table_ + " WHERE NOT (" + check.expression + ")", true,
                 "{n} {rows} of " + change_.after.name.name + " {break} the check " +
                     (check.name.empty() ? "(" + check.expression + ")" : check.name),
                 "correct the rows in a step before: SELECT * FROM " + table_ + " WHERE NOT (" +
                     shortened(check.expression, 100) + ")"});
        }
    }

    const TableChange& change_;
    Connection* live_;
    std::string table_;
    std::string temporary_;
    std::vector<Statement> statements_;
};

bool is_free(const std::string& name, const Database& db, Connection* live) {
    const QualifiedName qualified{{}, name};
    if (find_table(db, qualified) || find_view(db, qualified))
        return false;
    for (const Table& table : db.tables)
        if (find_named(table.indexes, name, NameFolding::ascii))
            return false;
    const std::vector<Param> params{name};
    return !live || !query_optional(
                        *live, "SELECT 1 FROM sqlite_schema WHERE name = ? COLLATE NOCASE", params);
}

} // namespace

std::string free_table_name(const std::string& table, const Database& db, Connection* live) {
    std::string name = "migrate_new_" + table;
    for (int i = 2; !is_free(name, db, live); ++i)
        name = "migrate_new_" + std::to_string(i) + "_" + table;
    return name;
}

Statement duplicates_probe(const std::string& table, const std::string& what,
                           const std::vector<KeyPart>& columns, const std::string& where) {
    std::vector<std::string> keys;
    std::vector<std::string> conditions;
    if (!where.empty())
        conditions.push_back("(" + where + ")");
    for (const KeyPart& part : columns) {
        const std::string value =
            part.column.empty() ? "(" + part.expression + ")" : name_text(part.column);
        keys.push_back(part.collation.empty() ? value
                                              : value + " COLLATE " + name_text(part.collation));
        conditions.push_back(value + " IS NOT NULL");
    }
    const std::string list = text::join(keys, ", ");
    const std::string groups = " FROM " + name_text(table) + " WHERE " +
                               text::join(conditions, " AND ") + " GROUP BY " + list +
                               " HAVING count(*) > 1";
    return {"SELECT count(*) FROM (SELECT 1" + groups + ")", true,
            "{n} {values} of (" + list + ") in " + table + " {occur} more than once: " + what +
                " cannot hold",
            "find them with: SELECT " + list + ", count(*)" + groups};
}

std::vector<Statement> rebuild(const TableChange& change, const Database& db, Connection* live) {
    if (live) {
        remember_violations(*live);
        tell_rebuild(*live, change.before.name.name);
    }
    return Rebuild(change, db, live).run();
}

} // namespace migrate::sqlite
