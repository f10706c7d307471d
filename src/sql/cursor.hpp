// For parsers: a place among the significant tokens of a text. The text must outlive the cursor.
#pragma once

#include "sql/token.hpp"

#include <optional>
#include <vector>

namespace migrate::sql {

class Cursor {
  public:
    Cursor(std::string_view text, const Syntax& syntax);

    // The token so many places ahead; past the last one it is `end`.
    const Token& peek(std::size_t ahead = 0) const;
    // The token here, and one step on.
    const Token& next();
    // The token that was stepped over last; `end` of nothing before the first.
    const Token& previous() const;
    bool at_end() const { return peek().at_end(); }

    // Steps over keywords ("not null" is two) if all of them stand here; otherwise stays.
    bool accept(std::string_view keywords);
    bool accept_punct(char c);
    bool accept_op(std::string_view op);
    // A name, unquoted: a word, a quoted name, or a string where the dialect takes one for a name.
    std::optional<std::string> accept_name();
    // Whether the keywords stand here; never moves.
    bool sees(std::string_view keywords) const;

    // The same, or Error(failed) with the position in the text, what stands there and what was
    // expected.
    void expect(std::string_view keywords);
    void expect_punct(char c);
    std::string expect_name(std::string_view what = "a name");
    [[noreturn]] void fail(std::string_view expected) const;

    // From an opening parenthesis to its match, both stepped over; what stands between them,
    // trimmed.
    std::string_view skip_balanced();

    // The source from the first byte of one token to the last byte of another.
    std::string_view text_between(const Token& first, const Token& last) const;
    std::string_view text() const noexcept { return text_; }

    // Where the cursor is, and back to there.
    std::size_t mark() const noexcept { return at_; }
    void rewind(std::size_t mark) noexcept { at_ = mark; }

  private:
    std::size_t keywords_here(std::string_view keywords) const;

    std::string_view text_;
    const Syntax& syntax_;
    std::vector<Token> tokens_; // `end` is the last
    Token none_;
    std::size_t at_ = 0;
};

} // namespace migrate::sql
