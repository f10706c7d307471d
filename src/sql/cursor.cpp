#include "sql/cursor.hpp"

#include "migrate/error.hpp"
#include "sql/lexer.hpp"
#include "util/text.hpp"

#include <algorithm>

namespace migrate::sql {

namespace {

std::string_view line_around(std::string_view text, std::size_t offset) {
    const std::size_t before = offset == 0 ? std::string_view::npos : text.rfind('\n', offset - 1);
    const std::size_t from = before == std::string_view::npos ? 0 : before + 1;
    const std::string_view line = text.substr(from, text.find('\n', offset) - from);
    return line.ends_with('\r') ? line.substr(0, line.size() - 1) : line;
}

std::string shown(const Token& token) {
    if (token.at_end()) {
        return "the text ends";
    }
    constexpr std::size_t longest = 40;
    std::string_view text = token.text.substr(0, token.text.find('\n'));
    const bool cut = text.size() > longest || text.size() < token.text.size();
    return "found " + std::string(text.substr(0, longest)) + (cut ? "..." : "");
}

} // namespace

Cursor::Cursor(std::string_view text, const Syntax& syntax) : text_(text), syntax_(syntax) {
    Lexer lexer(text, syntax);
    do {
        if (const Token token = lexer.next(); token.significant()) {
            tokens_.push_back(token);
        }
    } while (tokens_.empty() || !tokens_.back().at_end());
}

const Token& Cursor::peek(std::size_t ahead) const {
    return tokens_[std::min(at_ + ahead, tokens_.size() - 1)];
}

const Token& Cursor::next() {
    const Token& token = peek();
    if (!token.at_end()) {
        ++at_;
    }
    return token;
}

const Token& Cursor::previous() const {
    return at_ == 0 ? none_ : tokens_[at_ - 1];
}

// How many tokens the keywords are, or 0 if they do not stand here.
std::size_t Cursor::keywords_here(std::string_view keywords) const {
    std::size_t count = 0;
    while (!keywords.empty()) {
        const std::size_t blank = std::min(keywords.find(' '), keywords.size());
        if (!peek(count).is(keywords.substr(0, blank))) {
            return 0;
        }
        ++count;
        keywords.remove_prefix(std::min(blank + 1, keywords.size()));
    }
    return count;
}

bool Cursor::sees(std::string_view keywords) const {
    return keywords_here(keywords) > 0;
}

bool Cursor::accept(std::string_view keywords) {
    const std::size_t count = keywords_here(keywords);
    at_ += count;
    return count > 0;
}

bool Cursor::accept_punct(char c) {
    const bool here = peek().is_punct(c);
    at_ += here ? 1 : 0;
    return here;
}

bool Cursor::accept_op(std::string_view op) {
    const bool here = peek().is_op(op);
    at_ += here ? 1 : 0;
    return here;
}

std::optional<std::string> Cursor::accept_name() {
    const Token& token = peek();
    if (!token.is_name() && !(token.kind == TokenKind::string && syntax_.strings_as_names)) {
        return std::nullopt;
    }
    ++at_;
    return unquoted(token);
}

void Cursor::fail(std::string_view expected) const {
    const Token& token = peek();
    std::string message = "expected ";
    message.append(expected).append(", ").append(shown(token));
    throw Error(ErrorCode::failed, message)
        .at({{}, token.line, token.column}, std::string(line_around(text_, token.offset)));
}

void Cursor::expect(std::string_view keywords) {
    if (!accept(keywords)) {
        fail(text::upper(keywords));
    }
}

void Cursor::expect_punct(char c) {
    if (!accept_punct(c)) {
        fail(std::string("\"") + c + "\"");
    }
}

std::string Cursor::expect_name(std::string_view what) {
    auto name = accept_name();
    if (!name) {
        fail(what);
    }
    return *std::move(name);
}

std::string_view Cursor::skip_balanced() {
    const std::size_t from = peek().end_offset();
    expect_punct('(');
    for (int depth = 1;;) {
        if (at_end()) {
            fail("\")\"");
        }
        const Token& token = next();
        depth += token.is_punct('(') ? 1 : token.is_punct(')') ? -1 : 0;
        if (depth == 0) {
            return text::trim(text_.substr(from, token.offset - from));
        }
    }
}

std::string_view Cursor::text_between(const Token& first, const Token& last) const {
    return text_.substr(first.offset, last.end_offset() - first.offset);
}

} // namespace migrate::sql
