#include "dialect/sqlite/sqlite_enums.hpp"

#include "dialect/sqlite/sqlite_render.hpp"
#include "ops/enum_use.hpp"
#include "sql/lexer.hpp"
#include "sql/quote.hpp"
#include "util/text.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

namespace migrate::sqlite {

namespace {

using Values = std::vector<std::string>;

bool same(std::string_view a, std::string_view b) {
    return same_name(a, b, NameFolding::ascii);
}

std::string quoted(const std::string& text) {
    return sql::quote_string(text, sql::sqlite_syntax());
}

// A check that may stand for an enum.
struct Candidate {
    Table* table;
    Column* column;
    const Check* check;
    std::string name;
    Values values;
};

// The values of: column IN ('a', 'b').
std::optional<Values> listed_values(const std::string& expression, const std::string& column) {
    const auto tokens = sql::significant_tokens(expression, sql::sqlite_syntax());
    if (tokens.size() < 5 || tokens.size() % 2 == 0)
        return std::nullopt;
    if (!tokens[0].is_name() || !same(sql::unquoted(tokens[0]), column) || !tokens[1].is("in") ||
        !tokens[2].is_punct('('))
        return std::nullopt;
    Values values;
    for (std::size_t i = 3; i < tokens.size(); i += 2) {
        const char separator = i + 2 == tokens.size() ? ')' : ',';
        if (tokens[i].kind != sql::TokenKind::string || !tokens[i + 1].is_punct(separator))
            return std::nullopt;
        values.push_back(sql::unquoted(tokens[i]));
        if (std::ranges::count(values, values.back()) > 1)
            return std::nullopt;
    }
    return values;
}

bool is_plain_text(const ColumnType& type) {
    return type.kind == TypeKind::text && !type.native && text::equals_folded(type.text, "TEXT");
}

void find_candidates(Table& table, const Check& check, std::vector<Candidate>& found) {
    for (Column& column : table.columns) {
        const std::string prefix = enum_check_name(table.name.name, column.name, "");
        if (!is_plain_text(column.type) || check.name.size() == prefix.size() ||
            !text::starts_with_folded(check.name, prefix))
            continue;
        if (auto values = listed_values(check.expression, column.name))
            found.push_back(
                {&table, &column, &check, check.name.substr(prefix.size()), *std::move(values)});
    }
}

std::vector<Candidate> candidates_of(Table& table) {
    std::vector<Candidate> found;
    const std::string prefix = "ck_" + table.name.name + "_";
    for (const Check& check : table.checks)
        if (text::starts_with_folded(check.name, prefix))
            find_candidates(table, check, found);
    const std::vector<Candidate> all = found;
    std::erase_if(found, [&](const Candidate& each) {
        return std::ranges::count(all, each.column, &Candidate::column) > 1;
    });
    return found;
}

std::vector<Candidate> candidates_of(Database& db) {
    std::vector<Candidate> found;
    for (Table& table : db.tables)
        std::ranges::move(candidates_of(table), std::back_inserter(found));
    return found;
}

std::string type_text(const std::string& enum_name) {
    return to_string(QualifiedName{{}, enum_name});
}

// "text", or a word that a column of the schema is declared with.
bool is_type_word(const std::string& name, const Database& db) {
    const std::string word = type_text(name);
    if (parse_type(word).kind != TypeKind::other)
        return true;
    return std::ranges::any_of(db.tables, [&](const Table& table) {
        return std::ranges::any_of(table.columns, [&](const Column& column) {
            return column.type.kind == TypeKind::other && same(column.type.text, word);
        });
    });
}

const EnumType* enum_called(const std::vector<EnumType>& enums, const std::string& name) {
    const auto found = std::ranges::find_if(
        enums, [&](const EnumType& type) { return same(type.name.name, name); });
    return found == enums.end() ? nullptr : &*found;
}

// What is no enum after all goes from the list.
void keep_enums(std::vector<Candidate>& candidates, const Database& db) {
    std::map<std::string, std::pair<Values, bool>> known; // whether it may mean another thing too
    for (const EnumType& type : db.enums)
        known.emplace(text::lower(type.name.name), std::pair(type.values, false));
    for (const Candidate& each : candidates) {
        const std::string key = text::lower(each.name);
        if (!known.contains(key))
            known.emplace(key, std::pair(each.values, is_type_word(each.name, db)));
        auto& [values, ambiguous] = known.at(key);
        ambiguous = ambiguous || values != each.values;
    }
    std::erase_if(candidates,
                  [&](const Candidate& each) { return known.at(text::lower(each.name)).second; });
}

void lift(const Candidate& candidate, Database& db) {
    const EnumType* type = enum_called(db.enums, candidate.name);
    if (!type)
        type = &db.enums.emplace_back(
            EnumType{{{}, candidate.name}, candidate.values, {}, {}, {}, {}});
    candidate.column->type = {};
    candidate.column->type.kind = TypeKind::enumeration;
    candidate.column->type.text = to_string(type->name);
}

void drop_lifted(Table& table, const std::vector<std::string>& checks) {
    std::erase_if(table.checks, [&](const Check& check) {
        return std::ranges::find(checks, check.name) != checks.end();
    });
}

bool has_enum(const Table& table, const Database& db) {
    return std::ranges::any_of(
        table.columns, [&](const Column& column) { return enum_of(column.type, db) != nullptr; });
}

void lift_all(const std::vector<Candidate>& candidates, Database& db) {
    std::map<Table*, std::vector<std::string>> checks;
    for (const Candidate& each : candidates) {
        lift(each, db);
        checks[each.table].push_back(each.check->name);
    }
    for (const auto& [table, names] : checks)
        drop_lifted(*table, names);
}

} // namespace

std::string enum_check_name(const std::string& table, const std::string& column,
                            const std::string& enum_name) {
    return "ck_" + table + "_" + column + "_" + enum_name;
}

Check enum_check(const std::string& table, const std::string& column, const EnumType& type) {
    Values values;
    for (const std::string& value : type.values)
        values.push_back(quoted(value));
    Check check;
    check.name = enum_check_name(table, column, type.name.name);
    check.expression = name_text(column) + " IN (" + text::join(values, ", ") + ")";
    check.in_column = column;
    return check;
}

const EnumType* enum_of(const ColumnType& type, const Database& db) {
    const auto found = std::ranges::find_if(db.enums, [&](const EnumType& each) {
        return ops::names_enum(type, each.name, NameFolding::ascii);
    });
    return found == db.enums.end() ? nullptr : &*found;
}

void lift_enums(Database& db) {
    std::vector<Candidate> candidates = candidates_of(db);
    keep_enums(candidates, db);
    lift_all(candidates, db);
}

void relift_enums(Database& db) {
    if (db.enums.empty())
        return;
    for (Table& table : db.tables)
        if (has_enum(table, db))
            table = lowered_table(std::move(table), db);
    std::vector<Candidate> candidates = candidates_of(db);
    keep_enums(candidates, db);
    std::erase_if(candidates,
                  [&](const Candidate& each) { return !enum_called(db.enums, each.name); });
    lift_all(candidates, db);
}

std::vector<std::string> unlifted_enums(const Database& db) {
    std::vector<std::string> names;
    for (Candidate& each : candidates_of(const_cast<Database&>(db))) // which it only reads
        names.push_back(std::move(each.name));
    return names;
}

void lower_definition(ColumnDefinition& definition, const std::string& table, const Database& db) {
    Column& column = definition.column;
    const EnumType* type = enum_of(column.type, db);
    if (!type)
        return;
    Check check = enum_check(table, column.name, *type);
    column.type = parse_type("TEXT");
    if (!find_named(definition.checks, check.name, NameFolding::ascii))
        definition.checks.push_back(std::move(check));
}

Table lowered_table(Table table, const Database& db) {
    for (Column& column : table.columns) {
        ColumnDefinition definition;
        definition.column = std::move(column);
        definition.checks = std::move(table.checks);
        lower_definition(definition, table.name.name, db);
        column = std::move(definition.column);
        table.checks = std::move(definition.checks);
    }
    return table;
}

void adapt_enums(Database& model) {
    for (Table& table : model.tables)
        table = lowered_table(std::move(table), model);
    const std::vector<EnumType> declared = std::exchange(model.enums, {});
    lift_enums(model);
    for (EnumType& type : model.enums)
        if (const EnumType* known = enum_called(declared, type.name.name)) {
            const QualifiedName name = type.name;
            type = *known;
            type.name = name;
        }
}

} // namespace migrate::sqlite
