#include "dialect/mysql/bound_values.hpp"

#include "sql/lexer.hpp"
#include "sql/syntax.hpp"
#include "util/overloaded.hpp"
#include "util/text.hpp"
#include "util/utf8.hpp"

#include <algorithm>

namespace migrate::mysql {

namespace {

std::string hex(std::string_view bytes) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        (text += digits[byte >> 4U]) += digits[byte & 0xFU];
    }
    return text;
}

// A backslash may or may not be an escape, and a byte above 127 may belong to any character set;
// hex digits with an introducer are always themselves.
std::string text_literal(const std::string& text) {
    const bool plain =
        std::ranges::all_of(text, [](char c) { return c >= ' ' && c <= '~' && c != '\\'; });
    if (plain)
        return "'" + text::replace_all(text, "'", "''") + "'";
    return (utf8::valid(text) ? "_utf8mb4 0x" : "0x") + hex(text);
}

std::string literal(const Param& param) {
    return std::visit(Overloaded{
                          [](std::monostate) { return std::string("NULL"); },
                          [](std::int64_t value) { return std::to_string(value); },
                          [](const std::string& value) { return text_literal(value); },
                      },
                      param);
}

} // namespace

std::string with_values(std::string_view sql, std::span<const Param> params) {
    std::string text;
    std::size_t used = 0;
    sql::Lexer lexer(sql, sql::mysql_syntax());
    for (sql::Token token = lexer.next(); !token.at_end(); token = lexer.next()) {
        if (token.kind != sql::TokenKind::parameter || token.text != "?") {
            text += token.text;
            continue;
        }
        if (used < params.size())
            text += literal(params[used]);
        ++used;
    }
    if (used != params.size())
        throw DbError(DbErrorKind::syntax, "",
                      "the statement takes " + std::to_string(used) + " values and got " +
                          std::to_string(params.size()) + ": " + shortened(sql));
    return text;
}

} // namespace migrate::mysql
