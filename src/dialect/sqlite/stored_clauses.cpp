#include "dialect/sqlite/stored_clauses.hpp"

#include "util/text.hpp"

#include <algorithm>
#include <array>

namespace migrate::sqlite {

namespace {

using sql::TokenKind;

// The words that end a declared type. Any other word is part of it: SQLite takes
// "LONG INTEGER UNSIGNED" and even GENERATED, which it takes back when ALWAYS follows.
constexpr std::array<std::string_view, 11> clause_words{
    "constraint", "default", "null",       "not",        "primary", "unique",
    "check",      "collate", "references", "deferrable", "as"};

bool begins_clause(const sql::Token& token) {
    return token.kind == TokenKind::word &&
           std::ranges::any_of(clause_words, [&](auto word) { return token.is(word); });
}

} // namespace

// GENERATED ALWAYS at the end of what could be a type.
bool ClauseParser::generated_always_here() const {
    const sql::Token& behind = cursor_.peek(2);
    return cursor_.sees("generated always") &&
           (begins_clause(behind) || behind.is_punct(',') || behind.is_punct(')'));
}

Range ClauseParser::type() {
    Range range{cursor_.previous().end_offset(), cursor_.previous().end_offset()};
    bool any = false;
    while (!begins_clause(cursor_.peek()) && !generated_always_here()) {
        const std::size_t begin = cursor_.peek().offset;
        if (!cursor_.accept_name()) {
            break;
        }
        range = {any ? range.begin : begin, cursor_.previous().end_offset()};
        any = true;
    }
    if (any && cursor_.peek().is_punct('(')) {
        cursor_.skip_balanced();
        range.end = cursor_.previous().end_offset();
    }
    return range;
}

// Steps over CONSTRAINT x, the prefix of any clause.
Clause ClauseParser::named_clause(std::string& name) {
    Clause clause;
    clause.range.begin = cursor_.peek().offset;
    if (cursor_.accept("constraint")) {
        clause.name = {cursor_.peek().offset, cursor_.peek().end_offset()};
        name = cursor_.expect_name("the name of the constraint");
    }
    return clause;
}

Clause ClauseParser::column_clause(Column& column) {
    std::string name;
    Clause clause = named_clause(name);
    clause.kind = column_body(column, name, clause);
    if (clause.kind == ClauseKind::nothing && cursor_.previous().offset < clause.range.begin) {
        cursor_.fail("a constraint of the column, \",\" or \")\"");
    }
    clause.range.end = cursor_.previous().end_offset();
    return clause;
}

ClauseKind ClauseParser::column_body(Column& column, const std::string& name, Clause& clause) {
    ClauseKind kind = ClauseKind::nothing;
    if (null_clause(column, name, kind) || value_clause(column, kind)) {
        return kind;
    }
    if (key_clause(column, name, clause)) {
        return clause.kind;
    }
    if (cursor_.sees("deferrable") || cursor_.sees("not deferrable")) {
        late_deferral(clause);
        return ClauseKind::deferral;
    }
    return kind;
}

bool ClauseParser::null_clause(Column& column, const std::string& name, ClauseKind& kind) {
    if (cursor_.accept("not null")) {
        kind = ClauseKind::not_null;
        column.nullable = false;
        column.not_null_name = name;
        column.not_null_conflict = parse_conflict(cursor_);
        return true;
    }
    if (cursor_.accept("null")) {
        kind = ClauseKind::null;
        parse_conflict(cursor_);
        return true;
    }
    return false;
}

bool ClauseParser::value_clause(Column& column, ClauseKind& kind) {
    if (cursor_.accept("default")) {
        kind = ClauseKind::default_value;
        default_value(column);
    } else if (cursor_.accept("collate")) {
        kind = ClauseKind::collate;
        column.collation = cursor_.expect_name("a collation");
    } else if (cursor_.accept("as") || cursor_.accept("generated always as")) {
        kind = ClauseKind::generated;
        generated(column);
    } else {
        // GENERATED ALWAYS with nothing to generate says nothing.
        return cursor_.accept("generated always");
    }
    return true;
}

void ClauseParser::default_value(Column& column) {
    if (cursor_.peek().is_punct('(')) {
        column.default_value = parse_default(cursor_.skip_balanced());
        return;
    }
    const sql::Token first = cursor_.peek();
    if (first.at_end() || first.kind == TokenKind::punctuation) {
        cursor_.fail("a value");
    }
    cursor_.next();
    if (first.is_op("-") || first.is_op("+")) {
        cursor_.next();
    }
    column.default_value = parse_default(cursor_.text_between(first, cursor_.previous()));
}

void ClauseParser::generated(Column& column) {
    column.generated = Generated{std::string(cursor_.skip_balanced()), false};
    if (cursor_.accept("stored")) {
        column.generated->stored = true;
    } else {
        cursor_.accept("virtual");
    }
}

bool ClauseParser::key_clause(Column& column, const std::string& name, Clause& clause) {
    if (cursor_.accept("primary key")) {
        clause.kind = ClauseKind::primary_key;
        column_key(column, name);
    } else if (cursor_.accept("unique")) {
        clause.kind = ClauseKind::unique;
        clause.index = table_.uniques.size();
        Unique& unique = table_.uniques.emplace_back();
        unique.name = name;
        unique.columns.emplace_back().column = column.name;
        unique.conflict = parse_conflict(cursor_);
        unique.in_column = true;
    } else if (cursor_.accept("check")) {
        check(name, column.name, clause);
    } else if (cursor_.accept("references")) {
        clause.kind = ClauseKind::foreign_key;
        clause.index = table_.foreign_keys.size();
        ForeignKey& key = table_.foreign_keys.emplace_back();
        key.name = name;
        key.columns = {column.name};
        key.in_column = true;
        references(key);
    } else {
        return false;
    }
    return true;
}

void ClauseParser::column_key(Column& column, const std::string& name) {
    PrimaryKey key;
    key.name = name;
    key.in_column = true;
    KeyPart& part = key.columns.emplace_back();
    part.column = column.name;
    part.desc = cursor_.accept("desc");
    if (!part.desc) {
        cursor_.accept("asc");
    }
    key.conflict = parse_conflict(cursor_);
    set_key(std::move(key), cursor_.accept("autoincrement"));
}

void ClauseParser::table_key(const std::string& name) {
    KeyParts parts = parse_key_parts(cursor_, true);
    PrimaryKey key;
    key.name = name;
    key.columns = std::move(parts.parts);
    key.conflict = parse_conflict(cursor_);
    set_key(std::move(key), parts.autoincrement);
}

void ClauseParser::set_key(PrimaryKey key, bool autoincrement) {
    if (table_.primary_key) {
        cursor_.fail("one primary key");
    }
    Column* column = find_named(table_.columns, key.columns.front().column, NameFolding::ascii);
    if (autoincrement && column != nullptr) {
        column->autoincrement = true;
    }
    table_.primary_key = std::move(key);
}

void ClauseParser::check(const std::string& name, const std::string& in_column, Clause& clause) {
    clause.kind = ClauseKind::check;
    clause.index = table_.checks.size();
    Check& check = table_.checks.emplace_back();
    check.name = name;
    check.in_column = in_column;
    check.expression = cursor_.skip_balanced();
}

// Behind REFERENCES.
void ClauseParser::references(ForeignKey& key) {
    key.table.name = cursor_.expect_name("the table referred to");
    if (cursor_.peek().is_punct('(')) {
        key.referred = parse_names(cursor_);
    }
    for (;;) {
        if (cursor_.accept("match")) {
            const std::string match = text::lower(cursor_.expect_name("FULL, PARTIAL or SIMPLE"));
            key.match = match == "simple" ? "" : match;
        } else if (cursor_.accept("on")) {
            on_action(key);
        } else {
            break;
        }
    }
    if (const auto given = deferral()) {
        key.deferral = given;
    }
}

void ClauseParser::on_action(ForeignKey& key) {
    if (cursor_.accept("delete")) {
        key.on_delete = action();
    } else if (cursor_.accept("update")) {
        key.on_update = action();
    } else {
        cursor_.expect("insert"); // SQLite reads it and forgets it
        action();
    }
}

FkAction ClauseParser::action() {
    constexpr std::pair<std::string_view, FkAction> words[] = {
        {"no action", FkAction::no_action},
        {"restrict", FkAction::restrict},
        {"cascade", FkAction::cascade},
        {"set null", FkAction::set_null},
        {"set default", FkAction::set_default}};
    for (const auto& [word, action] : words) {
        if (cursor_.accept(word)) {
            return action;
        }
    }
    cursor_.fail("CASCADE, RESTRICT, SET NULL, SET DEFAULT or NO ACTION");
}

std::optional<Deferral> ClauseParser::deferral() {
    const bool never = cursor_.accept("not deferrable");
    if (!never && !cursor_.accept("deferrable")) {
        return std::nullopt;
    }
    const bool deferred = cursor_.accept("initially deferred");
    if (!deferred) {
        cursor_.accept("initially immediate");
    }
    if (never) {
        return Deferral::not_deferrable;
    }
    return deferred ? Deferral::initially_deferred : Deferral::initially_immediate;
}

// It is about the last foreign key before it; without one it says nothing.
void ClauseParser::late_deferral(Clause& clause) {
    const auto given = deferral();
    if (!table_.foreign_keys.empty()) {
        clause.index = table_.foreign_keys.size() - 1;
        table_.foreign_keys.back().deferral = given;
    }
}

bool ClauseParser::table_constraint_here() const {
    return cursor_.sees("constraint") || cursor_.sees("primary key") || cursor_.sees("unique") ||
           cursor_.sees("check") || cursor_.sees("foreign key");
}

Clause ClauseParser::table_clause() {
    std::string name;
    Clause clause = named_clause(name);
    clause.kind = table_body(name, clause);
    clause.range.end = cursor_.previous().end_offset();
    return clause;
}

ClauseKind ClauseParser::table_body(const std::string& name, Clause& clause) {
    if (cursor_.accept("primary key")) {
        table_key(name);
        return ClauseKind::primary_key;
    }
    if (cursor_.accept("unique")) {
        clause.index = table_.uniques.size();
        Unique unique;
        unique.name = name;
        unique.columns = parse_key_parts(cursor_, true).parts;
        unique.conflict = parse_conflict(cursor_);
        table_.uniques.push_back(std::move(unique));
        return ClauseKind::unique;
    }
    if (cursor_.accept("check")) {
        check(name, {}, clause);
        parse_conflict(cursor_); // of a check SQLite reads it and forgets it
        return ClauseKind::check;
    }
    if (cursor_.accept("foreign key")) {
        clause.index = table_.foreign_keys.size();
        ForeignKey key;
        key.name = name;
        key.columns = parse_names(cursor_);
        cursor_.expect("references");
        references(key);
        table_.foreign_keys.push_back(std::move(key));
        return ClauseKind::foreign_key;
    }
    return ClauseKind::nothing;
}

} // namespace migrate::sqlite
