#include "sql/quote.hpp"

#include "migrate/error.hpp"
#include "sql/chars.hpp"

#include <algorithm>

namespace migrate::sql {

namespace {

void refuse_nul(std::string_view text, std::string_view what) {
    const std::size_t nul = text.find('\0');
    if (nul == std::string_view::npos) {
        return;
    }
    std::string message(what);
    message.append(" holds a NUL character after \"").append(text.substr(0, nul)).append("\"");
    throw Error(ErrorCode::usage, message).help("take the character out: no database stores it");
}

std::string between(char quote, std::string_view text, bool double_backslashes) {
    std::string out(1, quote);
    for (const char c : text) {
        if (c == quote || (c == '\\' && double_backslashes)) {
            out += c;
        }
        out += c;
    }
    return out += quote;
}

} // namespace

std::string quote_name(std::string_view name, const Syntax& syntax) {
    refuse_nul(name, "a name");
    return between(syntax.name_quote, name, false);
}

bool needs_quotes(std::string_view name, const Syntax& syntax) {
    const auto plain = [&](char c) {
        const bool upper = c >= 'A' && c <= 'Z';
        return (c >= 'a' && c <= 'z') || is_digit(c) || c == '_' ||
               (upper && syntax.name_case == NameCase::ignored);
    };
    return name.empty() || is_digit(name.front()) || !std::ranges::all_of(name, plain) ||
           is_reserved(name, syntax);
}

std::string quote_name_if_needed(std::string_view name, const Syntax& syntax) {
    return needs_quotes(name, syntax) ? quote_name(name, syntax) : std::string(name);
}

std::string quote_string(std::string_view text, const Syntax& syntax) {
    refuse_nul(text, "a string");
    return between('\'', text, syntax.string_escapes != Escapes::none);
}

std::string quote_bytes(std::string_view hex, const Syntax& syntax) {
    if (hex.size() % 2 != 0 || !std::ranges::all_of(hex, is_hex_digit)) {
        throw Error(ErrorCode::usage, "\"" + std::string(hex) + "\" is not a row of bytes in hex")
            .help("write two hex digits for each byte, as in \"00ff\"");
    }
    return std::string(syntax.bytes_prefix).append(hex).append(syntax.bytes_suffix);
}

} // namespace migrate::sql
