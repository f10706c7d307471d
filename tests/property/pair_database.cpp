#include "property/pair_database.hpp"

#include "diff/fill.hpp"
#include "sql/quote.hpp"
#include "sql/splitter.hpp"
#include "util/text.hpp"

#include <algorithm>

namespace migrate::test {
namespace {

std::string name_of(const KeyedSchema& schema, const std::string& key) {
    return sql::quote_name(schema.names.at(key), sql::sqlite_syntax());
}

std::string insert_text(const KeyedSchema& schema, const Table& table, const RowText& row) {
    std::string columns;
    std::string values;
    for (const Column& column : table.columns) {
        const auto value = row.find(column.name);
        if (column.generated || value == row.end())
            continue;
        columns += (columns.empty() ? "" : ", ") + name_of(schema, column.name);
        values += (values.empty() ? "" : ", ") + value->second;
    }
    const std::string into = "INSERT INTO " + name_of(schema, table.name.name);
    return columns.empty() ? into + " DEFAULT VALUES"
                           : into + " (" + columns + ") VALUES (" + values + ")";
}

bool fits(Connection& connection, const KeyedSchema& schema, const Table& table,
          const std::vector<RowText>& rows) {
    try {
        for (const RowText& row : rows)
            connection.execute(insert_text(schema, table, row));
    } catch (const DbError&) {
        return false;
    }
    // A conflict clause may have thrown a row away without a word.
    return query_value(connection, "SELECT count(*) FROM " + name_of(schema, table.name.name)) ==
           std::to_string(rows.size());
}

// Rows of one schema as the other should get them: with fills for what is new or may not be NULL,
// `neutral` ones where the pair says none.
RowSet carried(const RowSet& rows, const KeyedSchema& from, const KeyedSchema& to,
               const std::map<std::string, Value>& fills, const Dialect& dialect,
               bool neutral = true) {
    RowSet out;
    for (const Table& table : to.db.tables) {
        const auto found = rows.find(table.name.name);
        const Table* old = find_table(from.db, table.name);
        if (found == rows.end() || old == nullptr)
            continue;
        for (const RowText& row : found->second) {
            RowText carried;
            for (const Column& column : table.columns) {
                const auto value = row.find(column.name);
                const bool lost = value == row.end();
                const bool empty = lost || (value->second == "NULL" && !column.nullable);
                const auto fill = fills.find(column.name);
                if (!lost && !empty)
                    carried[column.name] = value->second;
                else if (fill != fills.end())
                    carried[column.name] = dialect.ddl().render_value(fill->second);
                else if (empty && column.default_value)
                    continue;
                else if (!column.nullable && !neutral)
                    carried[column.name] = "NULL";
                else if (!column.nullable)
                    carried[column.name] =
                        dialect.ddl().render_value(diff::neutral_value(column.type));
            }
            out[table.name.name].push_back(carried);
        }
    }
    return out;
}

// One schema alone with the rows; nullopt if it took them all, else the table that did not.
std::optional<std::string> try_rows(const KeyedSchema& schema, const RowSet& rows,
                                    const Dialect& dialect, RowSet& stored) {
    const auto connection = memory_database(dialect);
    build_without_triggers(*connection, dialect, resolve(schema));
    if (auto refused = insert_rows(*connection, schema, rows))
        return refused;
    stored = stored_rows(*connection, schema);
    return std::nullopt;
}

bool by_chance(const Column& column) {
    return column.default_value && std::holds_alternative<Expression>(*column.default_value);
}

// Of a type that the database does not keep: a step down knows another neutral value than the
// model.
bool is_translated(const ColumnType& type) {
    return type.kind == TypeKind::uuid || type.kind == TypeKind::time ||
           type.kind == TypeKind::json || type.kind == TypeKind::interval;
}

bool is_key(const Table& table, const std::string& column) {
    return table.primary_key &&
           std::ranges::any_of(table.primary_key->columns,
                               [&](const KeyPart& part) { return part.column == column; });
}

const Column* column_in(const KeyedSchema& schema, const std::string& key) {
    for (const Table& table : schema.db.tables)
        if (const Column* column = find_named(table.columns, key, NameFolding::exact))
            return column;
    return nullptr;
}

std::vector<std::string> lines_of(const std::vector<RowText>& rows,
                                  const std::vector<std::string>& columns) {
    std::vector<std::string> lines;
    for (const RowText& row : rows) {
        std::string line;
        for (const std::string& column : columns) {
            const auto value = row.find(column);
            line += (value == row.end() ? "?" : value->second) + " | ";
        }
        lines.push_back(line);
    }
    std::ranges::sort(lines);
    return lines;
}

} // namespace

std::unique_ptr<Connection> memory_database(const Dialect& dialect) {
    auto connection = dialect.connect(parse_url("sqlite://"), ConnectOptions{true});
    return connection;
}

void build_without_triggers(Connection& connection, const Dialect& dialect, Database schema) {
    for (Table& table : schema.tables)
        table.triggers.clear();
    for (View& view : schema.views)
        view.triggers.clear();
    const std::string script = dialect.dump_sql(schema);
    connection.execute("PRAGMA foreign_keys = OFF");
    for (const sql::Piece& piece : sql::split(script, dialect.syntax()))
        connection.execute(piece.sql);
}

void build_triggers(Connection& connection, const Dialect& dialect, const Database& schema) {
    const auto create = [&](const QualifiedName& owner, const Trigger& trigger) {
        for (const Statement& statement :
             dialect.ddl().render(CreateTrigger{owner, trigger}, schema, &connection))
            connection.execute(statement.sql);
    };
    for (const Table& table : schema.tables)
        for (const Trigger& trigger : table.triggers)
            create(table.name, trigger);
    for (const View& view : schema.views)
        for (const Trigger& trigger : view.triggers)
            create(view.name, trigger);
}

void build(Connection& connection, const Dialect& dialect, const Database& schema) {
    build_without_triggers(connection, dialect, schema);
    build_triggers(connection, dialect, schema);
}

std::optional<std::string> insert_rows(Connection& connection, const KeyedSchema& schema,
                                       const RowSet& rows) {
    connection.execute("PRAGMA foreign_keys = OFF");
    for (const Table& table : schema.db.tables) {
        const auto found = rows.find(table.name.name);
        if (found != rows.end() && !fits(connection, schema, table, found->second))
            return table.name.name;
    }
    for (const Table& table : schema.db.tables)
        if (!connection.query("PRAGMA foreign_key_check(" + name_of(schema, table.name.name) + ")")
                 .rows.empty())
            return table.name.name;
    return std::nullopt;
}

RowSet stored_rows(Connection& connection, const KeyedSchema& schema) {
    RowSet out;
    for (const Table& table : schema.db.tables) {
        if (!table.virtual_module.empty())
            continue;
        std::vector<std::string> columns;
        for (const Column& column : table.columns)
            columns.push_back("quote(" + name_of(schema, column.name) + ")");
        const Result result = connection.query("SELECT " + text::join(columns, ", ") + " FROM " +
                                               name_of(schema, table.name.name) + " ORDER BY 1");
        auto& rows = out[table.name.name];
        for (const Row& row : result.rows) {
            rows.emplace_back();
            for (std::size_t i = 0; i < row.size(); ++i)
                rows.back()[table.columns[i].name] = *row[i];
        }
    }
    return out;
}

ExpectedRows settle_rows(SchemaPair& pair, const Dialect& dialect) {
    ExpectedRows expected;
    while (true) {
        std::optional<std::string> refused = try_rows(pair.a, pair.rows, dialect, expected.before);
        if (!refused)
            refused = try_rows(
                pair.b,
                carried(expected.before, pair.a, pair.b, pair.fills, dialect, !pair.hostile),
                dialect, expected.up);
        else
            expected.before.clear();
        if (refused && pair.hostile && !expected.before.empty()) {
            expected.refused = true;
            return expected;
        }
        if (!refused)
            refused = try_rows(pair.a, carried(expected.up, pair.b, pair.a, {}, dialect), dialect,
                               expected.down);
        if (!refused)
            return expected;
        if (!pair.rows.contains(*refused))
            throw Error(ErrorCode::failed, "without rows, and yet it has too many: " + *refused);
        std::vector<RowText>& rows = pair.rows[*refused];
        rows.resize(rows.size() > 1 ? 1 : 0);
        if (rows.empty())
            pair.rows.erase(*refused);
    }
}

std::string rows_difference(const RowSet& expected, const RowSet& found, const KeyedSchema& schema,
                            const KeyedSchema& other) {
    for (const Table& table : schema.db.tables) {
        if (!table.virtual_module.empty())
            continue;
        const auto is_lost = [&](const Column& column) {
            return column_in(other, column.name) == nullptr && is_translated(column.type);
        };
        const bool any_lost = std::ranges::any_of(table.columns, is_lost);
        std::vector<std::string> columns;
        for (const Column& column : table.columns) {
            const Column* old = column_in(other, column.name);
            const bool chance = by_chance(column) && (old == nullptr || old->nullable);
            const bool made = old != nullptr && (old->generated && !column.generated);
            const bool rowid = old == nullptr && is_key(table, column.name);
            const bool lost = is_lost(column) || (column.generated && any_lost);
            if (!chance && !made && !rowid && !lost)
                columns.push_back(column.name);
        }
        const auto want = expected.find(table.name.name);
        const auto have = found.find(table.name.name);
        const std::vector<RowText> none;
        const auto wanted = lines_of(want == expected.end() ? none : want->second, columns);
        const auto there = lines_of(have == found.end() ? none : have->second, columns);
        if (wanted != there)
            return "rows of " + schema.names.at(table.name.name) + "\nexpected\n" +
                   text::join(wanted, "\n") + "\nfound\n" + text::join(there, "\n") + "\n";
    }
    return {};
}

} // namespace migrate::test
