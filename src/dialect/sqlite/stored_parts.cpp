#include "dialect/sqlite/stored_parts.hpp"

#include "sql/chars.hpp"
#include "sql/lexer.hpp"
#include "util/text.hpp"

#include <optional>
#include <span>

namespace migrate::sqlite {

namespace {

using sql::Token;
using sql::TokenKind;

// The tokens of one part: up to a comma or parenthesis that is not inside of others.
std::vector<Token> part_tokens(sql::Cursor& cursor) {
    std::vector<Token> tokens;
    for (int depth = 0; !cursor.at_end();) {
        const Token& token = cursor.peek();
        if (depth == 0 && (token.is_punct(',') || token.is_punct(')'))) {
            break;
        }
        depth += token.is_punct('(') ? 1 : token.is_punct(')') ? -1 : 0;
        tokens.push_back(cursor.next());
    }
    if (tokens.empty()) {
        cursor.fail("a column");
    }
    return tokens;
}

bool pop_word(std::vector<Token>& tokens, std::string_view word) {
    if (tokens.size() < 2 || !tokens.back().is(word)) {
        return false;
    }
    tokens.pop_back();
    return true;
}

// The outermost of several COLLATE is the one that counts.
std::string pop_collations(std::vector<Token>& tokens) {
    std::string collation;
    while (tokens.size() >= 3 && tokens[tokens.size() - 2].is("collate")) {
        if (collation.empty()) {
            collation = sql::unquoted(tokens.back());
        }
        tokens.resize(tokens.size() - 2);
    }
    return collation;
}

bool names_column(const Token& token) {
    return token.is_name() || token.kind == TokenKind::string;
}

std::span<const Token> without_parentheses(std::span<const Token> tokens) {
    while (tokens.size() >= 3 && tokens.front().is_punct('(') && tokens.back().is_punct(')')) {
        tokens = tokens.subspan(1, tokens.size() - 2);
    }
    return tokens;
}

KeyPart parse_key_part(sql::Cursor& cursor, bool columns_only, bool& autoincrement) {
    std::vector<Token> tokens = part_tokens(cursor);
    KeyPart part;
    autoincrement = pop_word(tokens, "autoincrement") || autoincrement;
    part.desc = pop_word(tokens, "desc");
    if (!part.desc) {
        pop_word(tokens, "asc");
    }
    part.collation = pop_collations(tokens);
    std::span<const Token> rest = tokens;
    if (columns_only) {
        rest = without_parentheses(rest);
    }
    if (rest.size() == 1 && names_column(rest.front())) {
        part.column = sql::unquoted(rest.front());
    } else if (columns_only) {
        cursor.fail("a column");
    } else {
        part.expression = cursor.text_between(rest.front(), rest.back());
    }
    return part;
}

bool all_digits(std::string_view text) {
    for (const char c : text) {
        if (!sql::is_digit(c)) {
            return false;
        }
    }
    return !text.empty();
}

// Whether a model and SQLite spell the number alike: .5, 5., 007 and +1 they do not.
bool is_model_number(std::string_view text) {
    if (text.starts_with('-')) {
        text.remove_prefix(1);
    }
    const std::size_t exponent = text.find_first_of("eE");
    const std::string_view mantissa = text.substr(0, exponent);
    const std::size_t dot = mantissa.find('.');
    const std::string_view whole = mantissa.substr(0, dot);
    const bool plain_whole = all_digits(whole) && (whole.size() == 1 || whole.front() != '0');
    return plain_whole && (dot == std::string_view::npos || all_digits(mantissa.substr(dot + 1)));
}

std::optional<Literal> word_literal(const Token& token) {
    if (token.is("null")) {
        return Literal{};
    }
    if (token.is("true") || token.is("false")) {
        return Literal{Literal::Kind::boolean, text::lower(token.text)};
    }
    return std::nullopt;
}

std::optional<Literal> token_literal(const Token& token) {
    switch (token.kind) {
    case TokenKind::word:
        return word_literal(token);
    case TokenKind::string:
        return Literal{Literal::Kind::string, sql::unquoted(token)};
    case TokenKind::blob:
        return Literal{Literal::Kind::bytes, sql::unquoted(token)};
    default:
        return std::nullopt;
    }
}

std::optional<Literal> literal(std::string_view text) {
    if (is_model_number(text)) {
        return Literal{Literal::Kind::number, std::string(text)};
    }
    sql::Lexer lexer(text, sql::sqlite_syntax());
    const Token token = lexer.next();
    // A comment beside the literal would be lost with it.
    return lexer.next().at_end() ? token_literal(token) : std::nullopt;
}

} // namespace

void accept_temporary(sql::Cursor& cursor) {
    if (!cursor.accept("temp")) {
        cursor.accept("temporary");
    }
}

std::string parse_object_name(sql::Cursor& cursor, std::string_view what) {
    std::string name = cursor.expect_name(what);
    return cursor.accept_punct('.') ? cursor.expect_name(what) : name;
}

std::string_view rest_of_text(const sql::Cursor& cursor) {
    if (cursor.at_end()) {
        cursor.fail("more text");
    }
    std::string_view rest = text::trim(cursor.text().substr(cursor.previous().end_offset()));
    while (rest.ends_with(';')) {
        rest = text::trim(rest.substr(0, rest.size() - 1));
    }
    return rest;
}

void expect_end(sql::Cursor& cursor) {
    cursor.accept_punct(';');
    if (!cursor.at_end()) {
        cursor.fail("the end");
    }
}

Conflict parse_conflict(sql::Cursor& cursor) {
    if (!cursor.accept("on conflict")) {
        return Conflict::none;
    }
    constexpr std::pair<std::string_view, Conflict> words[] = {{"rollback", Conflict::rollback},
                                                               {"abort", Conflict::abort},
                                                               {"fail", Conflict::fail},
                                                               {"ignore", Conflict::ignore},
                                                               {"replace", Conflict::replace}};
    for (const auto& [word, conflict] : words) {
        if (cursor.accept(word)) {
            return conflict;
        }
    }
    cursor.fail("ROLLBACK, ABORT, FAIL, IGNORE or REPLACE");
}

KeyParts parse_key_parts(sql::Cursor& cursor, bool columns_only) {
    KeyParts result;
    cursor.expect_punct('(');
    do {
        result.parts.push_back(parse_key_part(cursor, columns_only, result.autoincrement));
    } while (cursor.accept_punct(','));
    cursor.expect_punct(')');
    return result;
}

std::vector<std::string> parse_names(sql::Cursor& cursor) {
    std::vector<std::string> names;
    for (KeyPart& part : parse_key_parts(cursor, true).parts) {
        names.push_back(std::move(part.column));
    }
    return names;
}

Value parse_default(std::string_view sql) {
    sql = text::trim(sql);
    if (auto found = literal(sql)) {
        return *std::move(found);
    }
    return Expression{std::string(sql)};
}

std::string collapse_type(std::string_view declared) {
    std::string out;
    bool gap = false;
    for (const Token& token : sql::tokenize(declared, sql::sqlite_syntax())) {
        if (!token.significant()) {
            gap = true;
            continue;
        }
        out += gap && !out.empty() ? " " : "";
        out += token.text;
        gap = false;
    }
    return out;
}

} // namespace migrate::sqlite
