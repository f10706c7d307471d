#include "sql/lexer.hpp"

#include "sql/chars.hpp"

#include <algorithm>
#include <array>

namespace migrate::sql {

namespace {

constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";
constexpr std::string_view operator_chars = "+-*/<>=~!@#%^&|`?";
constexpr std::string_view punctuation_chars = "()[]{},;.";

// Longest first.
constexpr std::array<std::string_view, 15> operators{
    "->>", "<=>", "||", "<=", ">=", "<>", "!=", "==", "<<", ">>", "->", "&&", ":=", "::", "=>"};

} // namespace

Token Lexer::next() {
    if (offset_ >= text_.size()) {
        return {TokenKind::end, Escapes::none, text_.substr(text_.size()), offset_, line_, column_};
    }
    const Scan found = scan();
    Token token = take_to(found.end, found.kind);
    token.escapes = found.escapes;
    return token;
}

Token Lexer::take_to(std::size_t offset, TokenKind kind) {
    const std::size_t end = std::clamp(offset, offset_, text_.size());
    const Token token{kind,    Escapes::none, text_.substr(offset_, end - offset_),
                      offset_, line_,         column_};
    for (const char c : token.text) {
        if (c == '\n') {
            ++line_;
            column_ = 1;
        } else if ((static_cast<unsigned char>(c) & 0xc0) != 0x80) {
            ++column_;
        }
    }
    if (offset_ == 0 && token.text == byte_order_mark) {
        column_ = 1; // it is not seen in an editor
    }
    offset_ = end;
    return token;
}

std::size_t Lexer::line_end() const {
    return std::min(text_.find('\n', offset_), text_.size());
}

bool Lexer::delimiter_at(std::size_t offset) const {
    return !delimiter_.empty() && text_.substr(offset).starts_with(delimiter_);
}

Lexer::Scan Lexer::scan() const {
    const char c = at(offset_);
    if (delimiter_at(offset_)) {
        return {TokenKind::delimiter, offset_ + delimiter_.size()};
    }
    if (offset_ == 0 && text_.starts_with(byte_order_mark)) {
        return {TokenKind::whitespace, byte_order_mark.size()};
    }
    if (is_blank(c)) {
        const auto* end = std::ranges::find_if_not(text_.substr(offset_), is_blank);
        return {TokenKind::whitespace, static_cast<std::size_t>(end - text_.data())};
    }
    if (comment_line_at(offset_)) {
        return {TokenKind::comment, line_end()};
    }
    if (c == '/' && at(offset_ + 1) == '*') {
        return scan_block_comment();
    }
    if (c == '\\' && syntax_.backslash_commands) {
        return {TokenKind::client_command, line_end()};
    }
    if (prefixed_string_here()) {
        return scan_prefixed_string();
    }
    if (number_here()) {
        return scan_number();
    }
    if (is_word_start(c)) {
        return scan_word();
    }
    if (const std::size_t tag_end = dollar_tag_end()) {
        return scan_dollar_quote(tag_end);
    }
    if (const std::size_t end = parameter_end()) {
        return {TokenKind::parameter, end};
    }
    return scan_quote();
}

Lexer::Scan Lexer::scan_quote() const {
    const char c = at(offset_);
    if (c == '\'') {
        return scan_quoted(offset_, c, TokenKind::string, syntax_.string_escapes);
    }
    if (c == '"') {
        return syntax_.double_quotes_names
                   ? scan_quoted(offset_, c, TokenKind::quoted_name, Escapes::none)
                   : scan_quoted(offset_, c, TokenKind::string, syntax_.string_escapes);
    }
    if (c == '`' && syntax_.backtick_names) {
        return scan_quoted(offset_, c, TokenKind::quoted_name, Escapes::none);
    }
    if (c == '[' && syntax_.bracket_names) {
        return scan_quoted(offset_, ']', TokenKind::quoted_name, Escapes::none);
    }
    if (is_one_of(c, punctuation_chars)) {
        return {TokenKind::punctuation, offset_ + 1};
    }
    return {TokenKind::op, operator_end()};
}

bool Lexer::comment_line_at(std::size_t offset) const {
    const char c = at(offset);
    if (c == '#') {
        return syntax_.hash_comments;
    }
    if (c != '-' || at(offset + 1) != '-') {
        return false;
    }
    const char third = at(offset + 2);
    return !syntax_.dashes_need_blank || static_cast<unsigned char>(third) <= ' ';
}

// What stands in it is SQL, so that its strings and the comments in it may hold what would end it;
// a comment to the end of the line ends with it.
Lexer::Scan Lexer::scan_executable_comment() const {
    for (std::size_t i = offset_ + 2; i < text_.size(); ++i) {
        const char c = at(i);
        if (c == '*' && at(i + 1) == '/') {
            return {TokenKind::executable_comment, i + 2};
        }
        if (c == '/' && at(i + 1) == '*') {
            const std::size_t close = text_.find("*/", i + 2);
            i = close == std::string_view::npos ? i : close + 1;
        } else if (comment_line_at(i)) {
            const std::size_t end = std::min(text_.find('\n', i), text_.find("*/", i));
            i = std::min(end, text_.size()) - 1;
        } else if (is_one_of(c, "'\"`")) {
            const Escapes escapes = c == '`' ? Escapes::none : syntax_.string_escapes;
            const Scan quoted = scan_quoted(i, c, TokenKind::string, escapes);
            i = quoted.kind == TokenKind::string ? quoted.end - 1 : i;
        }
    }
    return {TokenKind::unterminated, text_.size()};
}

Lexer::Scan Lexer::scan_block_comment() const {
    const char third = at(offset_ + 2);
    if (syntax_.executable_comments && (third == '!' || (third == 'M' && at(offset_ + 3) == '!'))) {
        return scan_executable_comment();
    }
    std::size_t i = offset_ + 2;
    for (int depth = 1; i < text_.size(); ++i) {
        if (at(i) == '*' && at(i + 1) == '/') {
            ++i;
            if (--depth == 0) {
                return {TokenKind::comment, i + 1};
            }
        } else if (syntax_.nested_comments && at(i) == '/' && at(i + 1) == '*') {
            ++i;
            ++depth;
        }
    }
    return {TokenKind::unterminated, text_.size()};
}

Lexer::Scan Lexer::scan_quoted(std::size_t open, char close, TokenKind kind,
                               Escapes escapes) const {
    const bool doubles = close != ']';
    for (std::size_t i = open + 1; i < text_.size(); ++i) {
        if (at(i) == '\\' && escapes != Escapes::none) {
            ++i;
        } else if (at(i) == close) {
            if (!doubles || i + 1 == text_.size() || at(i + 1) != close) {
                return {kind, i + 1, escapes};
            }
            ++i;
        }
    }
    return {TokenKind::unterminated, text_.size()};
}

// x'00', b'01', n'text' and, where the dialect has it, e'text': the letter touches the quote.
bool Lexer::prefixed_string_here() const {
    if (at(offset_ + 1) != '\'') {
        return false;
    }
    const char c = at(offset_);
    return is_one_of(c, "xXbBnN") || (syntax_.escape_strings && is_one_of(c, "eE"));
}

Lexer::Scan Lexer::scan_prefixed_string() const {
    const char c = at(offset_);
    if (is_one_of(c, "xXbB")) {
        return scan_quoted(offset_ + 1, '\'', TokenKind::blob, Escapes::none);
    }
    const Escapes escapes = is_one_of(c, "eE") ? Escapes::postgres : syntax_.string_escapes;
    return scan_quoted(offset_ + 1, '\'', TokenKind::string, escapes);
}

// The offset after the second dollar sign of an opening $tag$, or 0.
std::size_t Lexer::dollar_tag_end() const {
    if (!syntax_.dollar_quotes || at(offset_) != '$') {
        return 0;
    }
    std::size_t i = offset_ + 1;
    if (is_word_start(at(i))) {
        while (is_word_char(at(i)) && at(i) != '$') {
            ++i;
        }
    }
    return at(i) == '$' ? i + 1 : 0;
}

Lexer::Scan Lexer::scan_dollar_quote(std::size_t tag_end) const {
    const std::string_view tag = text_.substr(offset_, tag_end - offset_);
    const std::size_t close = text_.find(tag, tag_end);
    if (close == std::string_view::npos) {
        return {TokenKind::unterminated, text_.size()};
    }
    return {TokenKind::string, close + tag.size()};
}

Lexer::Scan Lexer::scan_word() const {
    std::size_t i = offset_ + 1;
    while (is_word_char(at(i)) && !delimiter_at(i)) {
        ++i;
    }
    return {TokenKind::word, i};
}

// A dot that touches a name or another dot divides, as in t.1st and 1..10.
bool Lexer::number_here() const {
    if (at(offset_) != '.') {
        return is_digit(at(offset_));
    }
    const char before = offset_ == 0 ? ' ' : at(offset_ - 1);
    return is_digit(at(offset_ + 1)) && !is_word_char(before) && !is_one_of(before, ".\"`])");
}

Lexer::Scan Lexer::scan_number() const {
    std::size_t i = offset_;
    const auto skip = [&](auto belongs) {
        while (belongs(at(i)) ||
               (at(i) == '_' && !syntax_.digits_start_words && belongs(at(i + 1)))) {
            ++i;
        }
    };
    if (at(i) == '0' && is_one_of(at(i + 1), "xX") && is_hex_digit(at(i + 2))) {
        i += 2;
        skip(is_hex_digit);
        return {TokenKind::number, i};
    }
    skip(is_digit);
    bool whole = true;
    // Two dots are a range (1..10), not a fraction and a dot.
    if (at(i) == '.' && at(i + 1) != '.') {
        whole = false;
        ++i;
        skip(is_digit);
    }
    if (is_one_of(at(i), "eE")) {
        const std::size_t sign = is_one_of(at(i + 1), "+-") ? 2 : 1;
        if (is_digit(at(i + sign))) {
            whole = false;
            i += sign;
            skip(is_digit);
        }
    }
    if (whole && syntax_.digits_start_words && is_word_char(at(i)) && !delimiter_at(i)) {
        return scan_word();
    }
    return {TokenKind::number, i};
}

// The offset after a parameter, or 0 if none begins here.
std::size_t Lexer::parameter_end() const {
    const char mark = at(offset_);
    if (!is_one_of(mark, syntax_.parameter_marks)) {
        return 0;
    }
    std::size_t i = offset_ + 1;
    if (mark == '@' && at(i) == '@') {
        ++i; // a system variable
    }
    const bool only_digits = mark == '?' || syntax_.dollar_quotes;
    while ((only_digits ? is_digit(at(i)) : is_word_char(at(i))) && !delimiter_at(i)) {
        ++i;
    }
    const bool named = i > offset_ + 1 && at(i - 1) != '@';
    return named || mark == '?' ? i : 0;
}

std::size_t Lexer::operator_end() const {
    if (syntax_.operator_runs && is_one_of(at(offset_), operator_chars)) {
        return operator_run_end();
    }
    const std::string_view rest = text_.substr(offset_);
    const auto* found =
        std::ranges::find_if(operators, [&](std::string_view op) { return rest.starts_with(op); });
    const std::size_t length = found == operators.end() ? 1 : found->size();
    // The delimiter may begin inside of what would be one operator.
    return length > 1 && delimiter_at(offset_ + 1) ? offset_ + 1 : offset_ + length;
}

// A run ends before a comment; it ends in + or - only if it holds a character that no standard
// operator has.
std::size_t Lexer::operator_run_end() const {
    std::size_t i = offset_ + 1;
    while (is_one_of(at(i), operator_chars)) {
        if ((at(i) == '-' && at(i + 1) == '-') || (at(i) == '/' && at(i + 1) == '*')) {
            break;
        }
        ++i;
    }
    const std::string_view run = text_.substr(offset_, i - offset_);
    if (run.find_first_of("~!@#%^&|`?") == std::string_view::npos) {
        while (i > offset_ + 1 && is_one_of(at(i - 1), "+-")) {
            --i;
        }
    }
    return i;
}

std::vector<Token> tokenize(std::string_view text, const Syntax& syntax) {
    std::vector<Token> tokens;
    Lexer lexer(text, syntax);
    for (Token token = lexer.next(); !token.at_end(); token = lexer.next()) {
        tokens.push_back(token);
    }
    return tokens;
}

std::vector<Token> significant_tokens(std::string_view text, const Syntax& syntax) {
    std::vector<Token> tokens = tokenize(text, syntax);
    std::erase_if(tokens, [](const Token& token) { return !token.significant(); });
    return tokens;
}

} // namespace migrate::sql
