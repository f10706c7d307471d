// SQL text → tokens. Never fails: what no dialect knows is an operator, what never ends is
// `unterminated`. The texts of all tokens, joined, are the text. The text must outlive the tokens.
#pragma once

#include "sql/token.hpp"

#include <vector>

namespace migrate::sql {

class Lexer {
  public:
    Lexer(std::string_view text, const Syntax& syntax) : text_(text), syntax_(syntax) {}

    // The next token; at the end of the text, again and again, `end`.
    Token next();

    // From now on `delimiter` is a token of its own, even in the middle of a word; empty takes it
    // back.
    void set_delimiter(std::string_view delimiter) { delimiter_ = delimiter; }

    // Everything up to an offset as one token, whatever it holds: lines that are no SQL.
    Token take_to(std::size_t offset, TokenKind kind);

    // The offset of the end of the line that the next token begins in.
    std::size_t line_end() const;

  private:
    char at(std::size_t offset) const { return offset < text_.size() ? text_[offset] : '\0'; }
    bool delimiter_at(std::size_t offset) const;

    struct Scan {
        TokenKind kind;
        std::size_t end;
        Escapes escapes = Escapes::none;
    };
    Scan scan() const;
    Scan scan_word() const;
    Scan scan_quoted(std::size_t open, char close, TokenKind kind, Escapes escapes) const;
    Scan scan_block_comment() const;
    Scan scan_executable_comment() const;
    Scan scan_number() const;
    bool comment_line_at(std::size_t offset) const;
    bool prefixed_string_here() const;
    bool number_here() const;
    std::size_t dollar_tag_end() const;
    Scan scan_dollar_quote(std::size_t tag_end) const;
    Scan scan_prefixed_string() const;
    Scan scan_quote() const;
    std::size_t parameter_end() const;
    std::size_t operator_end() const;
    std::size_t operator_run_end() const;

    std::string_view text_;
    const Syntax& syntax_;
    std::string_view delimiter_;
    std::size_t offset_ = 0;
    int line_ = 1;
    int column_ = 1;
};

// All tokens but `end`.
std::vector<Token> tokenize(std::string_view text, const Syntax& syntax);

// Those that are neither comment nor whitespace.
std::vector<Token> significant_tokens(std::string_view text, const Syntax& syntax);

} // namespace migrate::sql
