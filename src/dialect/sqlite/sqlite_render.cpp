#include "dialect/sqlite/sqlite_render.hpp"

#include "dialect/sqlite/sqlite_types.hpp"
#include "dialect/trigger_words.hpp"
#include "migrate/error.hpp"
#include "schema/words.hpp"
#include "sql/lexer.hpp"
#include "sql/quote.hpp"
#include "sql/syntax.hpp"
#include "util/text.hpp"

#include <algorithm>

namespace migrate::sqlite {

namespace {

bool same(std::string_view a, std::string_view b) {
    return same_name(a, b, NameFolding::ascii);
}

std::string conflict_text(Conflict conflict) {
    return conflict == Conflict::none ? "" : " ON CONFLICT " + std::string(sql_words(conflict));
}

// Numbers may come in TOML's spelling: 1_000, 0o17, 0b11, +inf.
std::string number_text(const std::string& source) {
    std::string number = text::replace_all(source, "_", "");
    const bool negative = number.starts_with('-');
    const std::string digits = number.substr(negative || number.starts_with('+') ? 1 : 0);
    if (digits == "inf")
        return negative ? "-9e999" : "9e999";
    if (digits == "nan")
        throw Error(ErrorCode::usage, "SQLite has no NaN").help("write { sql = \"NULL\" }");
    if (digits.starts_with("0o") || digits.starts_with("0b"))
        return (negative ? "-" : "") +
               std::to_string(std::stoull(digits.substr(2), nullptr, digits[1] == 'o' ? 8 : 2));
    return number.starts_with('+') ? digits : number;
}

// As CURRENT_TIMESTAMP spells it, so that the two sort and compare.
std::string datetime_text(std::string value) {
    if (value.size() > 10 && (value[10] == 'T' || value[10] == 't'))
        value[10] = ' ';
    if (value.ends_with('Z') || value.ends_with('z'))
        value.pop_back();
    return value;
}

std::string literal_text(const Literal& literal) {
    switch (literal.kind) {
    case Literal::Kind::null:
        return "NULL";
    case Literal::Kind::boolean:
        return literal.text == "true" ? "TRUE" : "FALSE";
    case Literal::Kind::number:
        return number_text(literal.text);
    case Literal::Kind::string:
        return sql::quote_string(literal.text, sql::sqlite_syntax());
    case Literal::Kind::bytes:
        return sql::quote_bytes(literal.text, sql::sqlite_syntax());
    case Literal::Kind::datetime:
        return sql::quote_string(datetime_text(literal.text), sql::sqlite_syntax());
    }
    return {};
}

// A comment up to the end of its line must not swallow what follows.
std::string parenthesised(const std::string& expression) {
    const auto tokens = sql::tokenize(expression, sql::sqlite_syntax());
    const bool open_line = !tokens.empty() && tokens.back().text.starts_with("--");
    return "(" + expression + (open_line ? "\n)" : ")");
}

// DEFAULT takes a single token, or a signed number, without parentheses.
bool stands_bare(const std::string& expression) {
    const auto tokens = sql::tokenize(expression, sql::sqlite_syntax());
    if (tokens.size() == 1)
        return tokens[0].kind != sql::TokenKind::punctuation;
    return tokens.size() == 2 && (tokens[0].is_op("-") || tokens[0].is_op("+")) &&
           tokens[1].kind == sql::TokenKind::number;
}

std::string deferral_text(Deferral deferral) {
    switch (deferral) {
    case Deferral::not_deferrable:
        return " NOT DEFERRABLE";
    case Deferral::initially_immediate:
        return " DEFERRABLE INITIALLY IMMEDIATE";
    case Deferral::initially_deferred:
        return " DEFERRABLE INITIALLY DEFERRED";
    }
    return {};
}

std::string key_part_text(const KeyPart& part) {
    std::string out = part.column.empty() ? part.expression : name_text(part.column);
    if (!part.collation.empty())
        out += " COLLATE " + name_text(part.collation);
    if (part.desc)
        out += " DESC";
    return out;
}

template <class T>
bool inline_in(const T& part, const std::string& column, const Table& table) {
    return is_inline(part, table) && same(column, single_column(part.columns));
}

const Column* find_column(const Table& table, std::string_view name) {
    return find_named(table.columns, name, NameFolding::ascii);
}

void append_keys(std::string& out, const Column& column, const Table& table) {
    if (table.primary_key && inline_in(*table.primary_key, column.name, table))
        out += " " + inline_key_text(*table.primary_key, column.autoincrement);
    if (!column.nullable)
        out += " " + not_null_text(column);
    for (const Unique& unique : table.uniques)
        if (inline_in(unique, column.name, table))
            out += " " + inline_unique_text(unique);
}

// SQLite's indexes have names: one that was left nameless gets this one.
std::string made_up_name(const std::string& table, const Index& index) {
    std::string name = "ix_" + table;
    for (const KeyPart& part : index.columns)
        name += "_" + (part.column.empty() ? "expression" : part.column);
    return name;
}

} // namespace

std::string name_text(std::string_view name) {
    return sql::quote_name_if_needed(name, sql::sqlite_syntax());
}

std::string names_text(const std::vector<std::string>& names) {
    std::vector<std::string> quoted;
    quoted.reserve(names.size());
    for (const std::string& name : names)
        quoted.push_back(name_text(name));
    return "(" + text::join(quoted, ", ") + ")";
}

std::string value_text(const Value& value) {
    if (const auto* literal = std::get_if<Literal>(&value))
        return literal_text(*literal);
    return std::get<Expression>(value).sql;
}

std::string key_parts_text(const std::vector<KeyPart>& parts) {
    std::vector<std::string> texts;
    texts.reserve(parts.size());
    for (const KeyPart& part : parts)
        texts.push_back(key_part_text(part));
    return "(" + text::join(texts, ", ") + ")";
}

std::string constraint_prefix(const std::string& name) {
    return name.empty() ? "" : "CONSTRAINT " + name_text(name) + " ";
}

std::string not_null_text(const Column& column) {
    return constraint_prefix(column.not_null_name) + "NOT NULL" +
           conflict_text(column.not_null_conflict);
}

std::string default_text(const Value& value) {
    const auto* expression = std::get_if<Expression>(&value);
    if (expression && !stands_bare(expression->sql))
        return "DEFAULT " + parenthesised(expression->sql);
    return "DEFAULT " + value_text(value);
}

std::string generated_text(const Generated& generated) {
    return "GENERATED ALWAYS AS " + parenthesised(generated.expression) +
           (generated.stored ? " STORED" : " VIRTUAL");
}

std::string inline_key_text(const PrimaryKey& key, bool autoincrement) {
    return constraint_prefix(key.name) + "PRIMARY KEY" + (key.columns.front().desc ? " DESC" : "") +
           conflict_text(key.conflict) + (autoincrement ? " AUTOINCREMENT" : "");
}

std::string inline_unique_text(const Unique& unique) {
    return constraint_prefix(unique.name) + "UNIQUE" + conflict_text(unique.conflict);
}

std::string check_text(const Check& check) {
    return constraint_prefix(check.name) + "CHECK " + parenthesised(check.expression);
}

std::string references_text(const ForeignKey& key) {
    std::string out = "REFERENCES " + name_text(key.table.name);
    if (!key.referred.empty())
        out += " " + names_text(key.referred);
    if (key.on_delete != FkAction::no_action)
        out.append(" ON DELETE ").append(sql_words(key.on_delete));
    if (key.on_update != FkAction::no_action)
        out.append(" ON UPDATE ").append(sql_words(key.on_update));
    if (!key.match.empty())
        out += " MATCH " + text::upper(key.match);
    if (key.deferral)
        out += deferral_text(*key.deferral);
    return out;
}

std::string inline_foreign_key_text(const ForeignKey& key) {
    return constraint_prefix(key.name) + references_text(key);
}

std::string key_text(const PrimaryKey& key) {
    return constraint_prefix(key.name) + "PRIMARY KEY " + key_parts_text(key.columns) +
           conflict_text(key.conflict);
}

std::string unique_text(const Unique& unique) {
    return constraint_prefix(unique.name) + "UNIQUE " + key_parts_text(unique.columns) +
           conflict_text(unique.conflict);
}

std::string foreign_key_text(const ForeignKey& key) {
    return constraint_prefix(key.name) + "FOREIGN KEY " + names_text(key.columns) + " " +
           references_text(key);
}

std::string single_column(const std::vector<KeyPart>& parts) {
    return parts.size() == 1 ? parts.front().column : std::string();
}

// AUTOINCREMENT can stand in the column only. A collation of its own fits no inline key.
bool is_inline(const PrimaryKey& key, const Table& table) {
    const Column* column = find_column(table, single_column(key.columns));
    return column && (key.in_column || column->autoincrement) &&
           key.columns.front().collation.empty();
}

bool is_inline(const Unique& unique, const Table& table) {
    const std::string column = single_column(unique.columns);
    return unique.in_column && find_column(table, column) && !unique.columns.front().desc &&
           unique.columns.front().collation.empty();
}

bool is_inline(const Check& check, const Table& table) {
    return !check.in_column.empty() && find_column(table, check.in_column);
}

bool is_inline(const ForeignKey& key, const Table& table) {
    return key.in_column && key.columns.size() == 1 && find_column(table, key.columns.front());
}

std::string column_text(const Column& column, const Table& table) {
    std::string out = name_text(column.name);
    if (const std::string type = SqliteTypes().render(column); !type.empty())
        out += " " + type;
    append_keys(out, column, table);
    if (column.default_value)
        out += " " + default_text(*column.default_value);
    for (const Check& check : table.checks)
        if (is_inline(check, table) && same(check.in_column, column.name))
            out += " " + check_text(check);
    if (!column.collation.empty())
        out += " COLLATE " + name_text(column.collation);
    for (const ForeignKey& key : table.foreign_keys)
        if (is_inline(key, table) && same(key.columns.front(), column.name))
            out += " " + inline_foreign_key_text(key);
    if (column.generated)
        out += " " + generated_text(*column.generated);
    return out;
}

std::string options_text(const Table& table) {
    if (table.strict && table.without_rowid)
        return " STRICT, WITHOUT ROWID";
    return table.strict ? " STRICT" : table.without_rowid ? " WITHOUT ROWID" : "";
}

std::string create_table_text(const Table& table, bool if_not_exists) {
    const std::string head = if_not_exists ? "TABLE IF NOT EXISTS " : "TABLE ";
    const std::string name = name_text(table.name.name);
    if (!table.virtual_module.empty())
        return "CREATE VIRTUAL " + head + name + " USING " + table.virtual_module;
    std::vector<std::string> items;
    items.reserve(table.columns.size());
    for (const Column& column : table.columns)
        items.push_back(column_text(column, table));
    if (table.primary_key && !is_inline(*table.primary_key, table))
        items.push_back(key_text(*table.primary_key));
    for (const Unique& unique : table.uniques)
        if (!is_inline(unique, table))
            items.push_back(unique_text(unique));
    for (const Check& check : table.checks)
        if (!is_inline(check, table))
            items.push_back(check_text(check));
    for (const ForeignKey& key : table.foreign_keys)
        if (!is_inline(key, table))
            items.push_back(foreign_key_text(key));
    return "CREATE " + head + name + " (\n    " + text::join(items, ",\n    ") + "\n)" +
           options_text(table);
}

std::string create_index_text(const std::string& table, const Index& index, bool if_not_exists) {
    const std::string name = index.name.empty() ? made_up_name(table, index) : index.name;
    return std::string("CREATE ") + (index.unique ? "UNIQUE INDEX " : "INDEX ") +
           (if_not_exists ? "IF NOT EXISTS " : "") + name_text(name) + " ON " + name_text(table) +
           " " + key_parts_text(index.columns) +
           (index.where.empty() ? "" : " WHERE " + index.where);
}

std::string create_trigger_text(const std::string& owner, const Trigger& trigger,
                                bool if_not_exists) {
    std::string out = "CREATE TRIGGER ";
    if (if_not_exists)
        out += "IF NOT EXISTS ";
    out += name_text(trigger.name);
    if (trigger.timing)
        out += " " + timing_text(*trigger.timing);
    if (trigger.events.size() != 1)
        throw Error(ErrorCode::usage, "trigger " + trigger.name + " is for " +
                                          text::count(trigger.events.size(), "event") +
                                          ": SQLite's have one each")
            .help("write one trigger for each event");
    if (trigger.events.front().kind == TriggerEvent::Kind::truncate)
        throw Error(ErrorCode::usage, "SQLite has no TRUNCATE, and no triggers on it");
    out +=
        " " + event_text(trigger.events.front(), sql::sqlite_syntax()) + " ON " + name_text(owner);
    if (trigger.for_each_row)
        out += " FOR EACH ROW";
    if (!trigger.where.empty())
        out += " WHEN " + trigger.where;
    const std::string_view body = text::trim(trigger.body);
    return out + (body.find('\n') == std::string_view::npos ? " " : "\n") + std::string(body);
}

std::string create_view_text(const View& view) {
    return "CREATE VIEW " + name_text(view.name.name) +
           (view.columns.empty() ? "" : " " + names_text(view.columns)) + " AS " + view.as;
}

} // namespace migrate::sqlite
