#include "sql/token.hpp"

#include "sql/chars.hpp"
#include "util/text.hpp"

#include <algorithm>

namespace migrate::sql {

namespace {

void append_utf8(std::string& out, unsigned long point) {
    const auto byte = [&](unsigned long value) { out += static_cast<char>(value & 0xff); };
    if (point < 0x80) {
        byte(point);
    } else if (point < 0x800) {
        byte(0xc0 | point >> 6);
        byte(0x80 | (point & 0x3f));
    } else if (point < 0x10000) {
        byte(0xe0 | point >> 12);
        byte(0x80 | (point >> 6 & 0x3f));
        byte(0x80 | (point & 0x3f));
    } else {
        byte(0xf0 | (point >> 18 & 0x07));
        byte(0x80 | (point >> 12 & 0x3f));
        byte(0x80 | (point >> 6 & 0x3f));
        byte(0x80 | (point & 0x3f));
    }
}

// Reads up to `most` digits of a base at `i`, which ends after them.
unsigned long digits(std::string_view text, std::size_t& i, std::size_t most, int base) {
    const std::size_t from = i;
    while (i < text.size() && i - from < most &&
           (base == 16 ? is_hex_digit(text[i]) : text[i] >= '0' && text[i] <= '7')) {
        ++i;
    }
    return i == from ? 0 : std::stoul(std::string(text.substr(from, i - from)), nullptr, base);
}

// The one-letter escapes that both families have; anything else stands for itself.
char plain_escape(char c) {
    switch (c) {
    case 'b':
        return '\b';
    case 'n':
        return '\n';
    case 'r':
        return '\r';
    case 't':
        return '\t';
    default:
        return c;
    }
}

void postgres_escape(std::string_view body, std::size_t& i, std::string& out) {
    const char c = body[i];
    if (c >= '0' && c <= '7') {
        out += static_cast<char>(digits(body, i, 3, 8) & 0xff);
        return;
    }
    ++i;
    const bool hex_follows = i < body.size() && is_hex_digit(body[i]);
    if (c == 'x' && hex_follows) {
        out += static_cast<char>(digits(body, i, 2, 16));
    } else if ((c == 'u' || c == 'U') && hex_follows) {
        append_utf8(out, digits(body, i, c == 'u' ? 4 : 8, 16));
    } else {
        out += c == 'f' ? '\f' : plain_escape(c);
    }
}

void mysql_escape(std::string_view body, std::size_t& i, std::string& out) {
    const char c = body[i++];
    if (c == '%' || c == '_') {
        out += '\\'; // these two stay escaped, for LIKE
    }
    out += c == '0' ? '\0' : c == 'Z' ? '\x1a' : plain_escape(c);
}

// The text between the quotes: doubled quotes are one, escapes are what they stand for.
std::string body_text(std::string_view body, char quote, Escapes escapes) {
    std::string out;
    for (std::size_t i = 0; i < body.size();) {
        const char c = body[i++];
        if (c == quote && i < body.size() && body[i] == quote) {
            out += quote;
            ++i;
        } else if (c == '\\' && escapes != Escapes::none && i < body.size()) {
            escapes == Escapes::mysql ? mysql_escape(body, i, out) : postgres_escape(body, i, out);
        } else {
            out += c;
        }
    }
    return out;
}

std::string between(std::string_view text, Escapes escapes) {
    const std::size_t open = text.find_first_of("'\"`[$");
    if (text[open] == '$') {
        const std::size_t tag = text.find('$', open + 1) + 1;
        return std::string(text.substr(tag, text.size() - 2 * tag));
    }
    const char close = text[open] == '[' ? ']' : text[open];
    const std::string_view body = text.substr(open + 1, text.size() - open - 2);
    // A bracket cannot be doubled.
    return close == ']' ? std::string(body) : body_text(body, close, escapes);
}

} // namespace

bool Token::is(std::string_view keyword) const noexcept {
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
    return kind == TokenKind::word && std::ranges::equal(text, keyword, {}, lower, lower);
}

std::string unquoted(const Token& token) {
    switch (token.kind) {
    case TokenKind::quoted_name:
    case TokenKind::string:
    case TokenKind::blob:
        return between(token.text, token.escapes);
    default:
        return std::string(token.text);
    }
}

} // namespace migrate::sql
