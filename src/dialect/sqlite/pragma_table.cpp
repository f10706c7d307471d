#include "dialect/sqlite/pragma_table.hpp"

#include "dialect/sqlite/stored_parts.hpp"
#include "util/text.hpp"

#include <map>

namespace migrate::sqlite {

namespace {

Result ask(Connection& connection, std::string_view sql, const std::string& table) {
    const Param params[] = {table};
    return connection.query(sql, params);
}

std::string text_of(const Cell& cell) {
    return cell.value_or("");
}

void read_columns(Connection& connection, Table& table) {
    std::map<int, std::string> key;
    const Result found = ask(connection,
                             "SELECT name, type, \"notnull\", dflt_value, pk, hidden "
                             "FROM pragma_table_xinfo(?) ORDER BY cid",
                             table.name.name);
    for (const Row& row : found.rows) {
        Column& column = table.columns.emplace_back();
        column.name = text_of(row[0]);
        column.type.text = text_of(row[1]);
        column.type.kind = column.type.text.empty() ? TypeKind::none : TypeKind::other;
        column.nullable = !is_true(row[2]);
        if (row[3]) {
            column.default_value = parse_default(*row[3]);
        }
        if (is_true(row[4])) {
            key[std::stoi(*row[4])] = column.name;
        }
        if (row[5] == "2" || row[5] == "3") {
            column.generated = Generated{"", row[5] == "3"};
        }
    }
    for (const auto& [place, name] : key) {
        if (!table.primary_key) {
            table.primary_key.emplace();
        }
        table.primary_key->columns.emplace_back().column = name;
    }
}

void read_uniques(Connection& connection, Table& table) {
    const Result found = ask(connection,
                             "SELECT l.seq, i.name FROM pragma_index_list(?) l, "
                             "pragma_index_info(l.name) i WHERE l.origin = 'u' "
                             "ORDER BY l.seq DESC, i.seqno",
                             table.name.name);
    const Cell* last = nullptr;
    for (const Row& row : found.rows) {
        if (last == nullptr || *last != row[0]) {
            table.uniques.emplace_back();
        }
        table.uniques.back().columns.emplace_back().column = text_of(row[1]);
        last = &row[0];
    }
}

FkAction action(const Cell& cell) {
    const std::string word = text::lower(text_of(cell));
    return word == "cascade"       ? FkAction::cascade
           : word == "restrict"    ? FkAction::restrict
           : word == "set null"    ? FkAction::set_null
           : word == "set default" ? FkAction::set_default
                                   : FkAction::no_action;
}

void read_foreign_keys(Connection& connection, Table& table) {
    const Result found = ask(connection,
                             "SELECT id, \"table\", \"from\", \"to\", on_update, on_delete "
                             "FROM pragma_foreign_key_list(?) ORDER BY id DESC, seq",
                             table.name.name);
    const Cell* last = nullptr;
    for (const Row& row : found.rows) {
        if (last == nullptr || *last != row[0]) {
            ForeignKey& key = table.foreign_keys.emplace_back();
            key.table.name = text_of(row[1]);
            key.on_update = action(row[4]);
            key.on_delete = action(row[5]);
        }
        table.foreign_keys.back().columns.push_back(text_of(row[2]));
        if (row[3]) {
            table.foreign_keys.back().referred.push_back(*row[3]);
        }
        last = &row[0];
    }
}

} // namespace

Table read_table_by_pragmas(Connection& connection, const std::string& name) {
    Table table;
    table.name.name = name;
    read_columns(connection, table);
    read_uniques(connection, table);
    read_foreign_keys(connection, table);
    const Result options =
        ask(connection,
            "SELECT wr, strict FROM pragma_table_list WHERE schema = 'main' AND name = ?", name);
    if (!options.rows.empty()) {
        table.without_rowid = is_true(options.rows[0][0]);
        table.strict = is_true(options.rows[0][1]);
    }
    return table;
}

} // namespace migrate::sqlite
