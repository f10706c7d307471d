#include "property/sqlite_truth.hpp"

#include "dialect/sqlite/sqlite_render.hpp"
#include "dialect/sqlite/stored_table.hpp"
#include "sql/lexer.hpp"
#include "sql/quote.hpp"
#include "util/text.hpp"

#include <algorithm>

namespace migrate::test {
namespace {

std::string name_of(const std::string& name) {
    return sql::quote_name(name, sql::sqlite_syntax());
}

// The significant tokens, folded.
std::vector<std::string> folded_tokens(const std::string& text) {
    std::vector<std::string> words;
    for (const sql::Token& token : sql::significant_tokens(text, sql::sqlite_syntax()))
        words.push_back(token.is_name() ? text::lower(sql::unquoted(token))
                                        : std::string(token.text));
    return words;
}

// Words that only spell out what holds anyway.
void drop_sequence(std::vector<std::string>& words, const std::vector<std::string>& sequence) {
    for (auto found = std::ranges::search(words, sequence); !found.empty();
         found = std::ranges::search(words, sequence))
        words.erase(found.begin(), found.end());
}

std::vector<std::string> folded(const std::string& sql) {
    std::vector<std::string> words = folded_tokens(sql);
    drop_sequence(words, {"on", "delete", "no", "action"});
    drop_sequence(words, {"on", "update", "no", "action"});
    drop_sequence(words, {"not", "deferrable"});
    drop_sequence(words, {"on", "conflict", "abort"});
    drop_sequence(words, {"asc"});
    return words;
}

// Where a constraint stands, in its column or behind all columns, means nothing, but for keys that
// AUTOINCREMENT or https://sqlite.org/lang_createtable.html#rowid (the DESC quirk) make special.
void place_behind_columns(Table& table) {
    const auto placed = [&](const PrimaryKey& key) {
        const Column* column =
            find_named(table.columns, key.columns.front().column, NameFolding::ascii);
        const bool integer = column != nullptr && text::lower(column->type.text) == "integer";
        return (integer && !table.without_rowid && key.columns.front().desc) ||
               std::ranges::any_of(table.columns, &Column::autoincrement);
    };
    if (table.primary_key)
        table.primary_key->in_column = table.primary_key->in_column && placed(*table.primary_key);
    for (Unique& unique : table.uniques)
        unique.in_column = false;
    for (Check& check : table.checks)
        check.in_column.clear();
    for (ForeignKey& key : table.foreign_keys)
        key.in_column = false;
}

// CREATE TABLE x (parts) options: the parts sorted, as a dropped one that comes back stands last.
std::string table_text(const std::string& sql) {
    const std::vector<std::string> words = folded(sql);
    std::vector<std::string> parts(1);
    std::string around;
    int depth = 0;
    for (const std::string& word : words) {
        if (word == ")" && --depth == 0)
            around += " ...";
        if (depth == 0)
            around += " " + word;
        else if (depth == 1 && word == ",")
            parts.emplace_back();
        else
            parts.back() += " " + word;
        if (word == "(")
            ++depth;
    }
    std::ranges::sort(parts);
    return around + ":" + text::join(parts, ",");
}

std::string canonical_table(const std::string& sql) {
    if (sqlite::is_virtual_table(sql))
        return table_text(sql);
    Table table = sqlite::parse_stored_table(sql).table;
    place_behind_columns(table);
    return table_text(sqlite::create_table_text(table));
}

class Truth {
  public:
    explicit Truth(Connection& connection) : connection_(connection) {}

    std::vector<std::string> read() {
        const Result objects =
            connection_.query("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL "
                              "AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' "
                              "AND name NOT LIKE 'migrate\\_version%' ESCAPE '\\'");
        for (const Row& row : objects.rows) {
            const bool table = row[0] == "table";
            lines_.push_back(*row[0] + " " + *row[1] + ": " +
                             (table ? canonical_table(*row[2]) : text::join(folded(*row[2]), " ")));
            if (table)
                pragmas(*row[1]);
        }
        std::ranges::sort(lines_);
        return std::move(lines_);
    }

  private:
    void pragmas(const std::string& table) {
        add(table, "column",
            "SELECT name, upper(type), \"notnull\", dflt_value, pk, hidden FROM "
            "pragma_table_xinfo(?)");
        add(table, "foreign key",
            "SELECT \"table\", \"from\", \"to\", on_update, on_delete, \"match\", seq FROM "
            "pragma_foreign_key_list(?)");
        add(table, "index",
            "SELECT CASE origin WHEN 'c' THEN name END, \"unique\", origin, partial, (SELECT "
            "group_concat(coalesce(name, 'expression') || desc || coll) FROM "
            "pragma_index_xinfo(l.name) WHERE key) FROM pragma_index_list(?) l");
    }

    void add(const std::string& table, const std::string& what, const std::string& sql) {
        const Param params[] = {table};
        for (const Row& row : connection_.query(sql, params).rows) {
            std::string line = table + " " + what;
            for (const Cell& cell : row)
                line += " | " + cell.value_or("-");
            lines_.push_back(line);
        }
    }

    Connection& connection_;
    std::vector<std::string> lines_;
};

} // namespace

std::vector<std::string> sqlite_truth(Connection& connection) {
    return Truth(connection).read();
}

std::string sqlite_dump(Connection& connection) {
    std::string out;
    const Result objects =
        connection.query("SELECT type, name, tbl_name, sql, rootpage = 0 FROM sqlite_master");
    for (const Row& row : objects.rows) {
        out += *row[0] + " " + *row[1] + " " + row[3].value_or("-") + "\n";
        if (row[0] != "table" || row[4] == "1")
            continue;
        for (const Row& values : connection.query("SELECT * FROM " + name_of(*row[1])).rows) {
            for (const Cell& value : values)
                out += value.value_or("NULL") + "|";
            out += "\n";
        }
    }
    return out;
}

} // namespace migrate::test
