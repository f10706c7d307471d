#include "property/expected_rows.hpp"

#include "diff/fill.hpp"
#include "util/text.hpp"

#include <algorithm>

namespace migrate::test {
namespace {

// Rows of one schema as the other should get them: with fills for what is new or may not be NULL,
// `neutral` ones where the pair says none.
RowSet carried(const RowSet& rows, const KeyedSchema& from, const KeyedSchema& to,
               const std::map<std::string, Value>& fills, const Ddl& ddl, bool neutral = true) {
    RowSet out;
    for (const Table& table : to.db.tables) {
        const auto found = rows.find(table.name.name);
        const Table* old = find_by_key(from.db.tables, table.name.name);
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
                    carried[column.name] = ddl.render_value(fill->second);
                else if (empty && (column.default_value || column.identity))
                    continue;
                else if (!column.nullable && !neutral)
                    carried[column.name] = "NULL";
                else if (!column.nullable)
                    carried[column.name] = ddl.render_value(diff::neutral_value(column.type));
            }
            out[table.name.name].push_back(carried);
        }
    }
    return out;
}

// One schema alone with the rows; nullopt if it took them all, else the table that did not.
std::optional<std::string> try_rows(const KeyedSchema& schema, const RowSet& rows, Subject& subject,
                                    RowSet& stored) {
    const auto database = subject.scratch();
    if (auto refused = subject.build_with_rows(database->connection(), schema, rows))
        return refused;
    stored = stored_rows(database->connection(), schema, subject);
    return std::nullopt;
}

bool by_chance(const Column& column) {
    return column.default_value && std::holds_alternative<Expression>(*column.default_value);
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

RowSet stored_rows(Connection& connection, const KeyedSchema& schema, const Subject& subject) {
    RowSet out;
    for (const Table& table : schema.db.tables) {
        if (!table.virtual_module.empty())
            continue;
        std::vector<std::string> columns;
        for (const Column& column : table.columns)
            columns.push_back(subject.quoted_value(resolve_sql(column.name, schema)));
        const Result result = connection.query("SELECT " + text::join(columns, ", ") + " FROM " +
                                               resolve_sql(table.name.name, schema));
        auto& rows = out[table.name.name];
        for (const Row& row : result.rows) {
            rows.emplace_back();
            for (std::size_t i = 0; i < row.size(); ++i)
                rows.back()[table.columns[i].name] = *row[i];
        }
    }
    return out;
}

ExpectedRows settle_rows(SchemaPair& pair, Subject& subject) {
    const Ddl& ddl = subject.dialect().ddl();
    ExpectedRows expected;
    while (true) {
        std::optional<std::string> refused = try_rows(pair.a, pair.rows, subject, expected.before);
        if (!refused)
            refused = try_rows(
                pair.b, carried(expected.before, pair.a, pair.b, pair.fills, ddl, !pair.hostile),
                subject, expected.up);
        else
            expected.before.clear();
        if (refused && pair.hostile && !expected.before.empty()) {
            expected.refused = true;
            return expected;
        }
        if (!refused)
            refused = try_rows(pair.a, carried(expected.up, pair.b, pair.a, {}, ddl), subject,
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
                            const KeyedSchema& other, const Subject& subject) {
    for (const Table& table : schema.db.tables) {
        if (!table.virtual_module.empty())
            continue;
        const auto is_lost = [&](const Column& column) {
            return column_in(other, column.name) == nullptr && subject.translates(column.type);
        };
        const bool any_lost = std::ranges::any_of(table.columns, is_lost);
        std::vector<std::string> columns;
        for (const Column& column : table.columns) {
            const Column* old = column_in(other, column.name);
            const bool chance = (by_chance(column) && (old == nullptr || old->nullable)) ||
                                (column.identity && old == nullptr);
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
