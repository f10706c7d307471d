// One token of SQL text: a view into it with a kind and a position.
#pragma once

#include "sql/syntax.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace migrate::sql {

enum class TokenKind {
    word,               // keyword or bare name
    quoted_name,        // "x" `x` [x], as the dialect has it
    string,             // 'x', E'x', N'x', $$x$$
    blob,               // x'00ff', b'01'
    number,             //
    parameter,          // ? :name @name $1
    op,                 // operator; also a character that means nothing in SQL
    punctuation,        // ( ) [ ] { } , ; .
    comment,            // without the line end
    executable_comment, // /*! ... */, which MySQL runs
    client_command,     // \connect ..., which psql obeys and the server never sees
    delimiter,          // the terminator that was set by DELIMITER
    whitespace,         //
    end,                // empty, after the last one
    unterminated,       // a string, quoted name or comment that the text ends in
};

struct Token {
    TokenKind kind = TokenKind::end;
    Escapes escapes = Escapes::none; // of a string
    std::string_view text;
    std::size_t offset = 0; // in bytes
    int line = 1;
    int column = 1; // in code points

    std::size_t end_offset() const noexcept { return offset + text.size(); }
    bool significant() const noexcept {
        return kind != TokenKind::whitespace && kind != TokenKind::comment;
    }
    bool at_end() const noexcept { return kind == TokenKind::end; }

    // A bare word, letter case ignored.
    bool is(std::string_view keyword) const noexcept;
    bool is_punct(char c) const noexcept {
        return kind == TokenKind::punctuation && text.front() == c;
    }
    bool is_op(std::string_view op) const noexcept { return kind == TokenKind::op && text == op; }
    // A word or a quoted name; whether a word is a name or a keyword only its place can tell.
    bool is_name() const noexcept {
        return kind == TokenKind::word || kind == TokenKind::quoted_name;
    }
};

// What a token stands for: the name in a quoted name, the text of a string, the hex digits of a
// blob; any other token is its own text. Letter case is kept.
std::string unquoted(const Token& token);

} // namespace migrate::sql
