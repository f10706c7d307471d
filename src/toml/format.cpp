#include "toml/writer.hpp"

#include "migrate/error.hpp"
#include "util/utf8.hpp"

#include <algorithm>
#include <array>

namespace migrate::toml {
namespace {

bool is_bare(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-';
}

// What may not stand for itself in any kind of quotes.
bool is_control(char c) {
    return (static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n') || c == 0x7F;
}

bool has(std::string_view text, std::string_view part) {
    return text.find(part) != std::string_view::npos;
}

std::string escape(char c) {
    switch (c) {
    case '"':
        return "\\\"";
    case '\\':
        return "\\\\";
    case '\n':
        return "\\n";
    case '\r':
        return "\\r";
    case '\t':
        return "\\t";
    default:
        break;
    }
    constexpr std::string_view digits = "0123456789ABCDEF";
    const auto byte = static_cast<unsigned char>(c);
    return std::string("\\u00") + digits[byte >> 4U] + digits[byte & 0xFU];
}

std::string escaped_on_one_line(std::string_view text) {
    std::string result = "\"";
    for (const char c : text)
        if (c == '"' || c == '\\' || c == '\n' || is_control(c))
            result += escape(c);
        else
            result += c;
    return result + '"';
}

std::string escaped_on_lines(std::string_view text) {
    std::string result = "\"\"\"\n";
    int quotes = 0; // in a row, unescaped
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        const bool closes = c == '"' && (quotes == 2 || i + 1 == text.size());
        quotes = c == '"' && !closes ? quotes + 1 : 0;
        if (closes || c == '\\' || is_control(c))
            result += escape(c);
        else
            result += c;
    }
    return result + "\"\"\"";
}

void refuse_what_is_no_text(std::string_view text) {
    if (utf8::valid(text))
        return;
    std::string shown;
    for (const char c : utf8::cut(text, 60))
        shown += static_cast<unsigned char>(c) < 0x80 && !is_control(c) ? c : '?';
    throw Error(ErrorCode::failed, "a text is not valid UTF-8 and cannot be written: " + shown);
}

} // namespace

std::string format_key(std::string_view key) {
    if (!key.empty() && std::ranges::all_of(key, is_bare))
        return std::string(key);
    return format_string_on_one_line(key);
}

std::string format_key_path(std::span<const std::string> path) {
    std::string result;
    for (const std::string& name : path) {
        if (&name != path.data())
            result += '.';
        result += format_key(name);
    }
    return result;
}

std::string format_string_on_one_line(std::string_view text) {
    refuse_what_is_no_text(text);
    const bool plain = !has(text, "\n") && std::ranges::none_of(text, is_control);
    if (plain && !has(text, "\"") && !has(text, "\\"))
        return '"' + std::string(text) + '"';
    if (plain && !has(text, "'"))
        return '\'' + std::string(text) + '\'';
    return escaped_on_one_line(text);
}

std::string format_string(std::string_view text) {
    refuse_what_is_no_text(text);
    const bool plain = std::ranges::none_of(text, is_control);
    const bool one_line = !has(text, "\n");
    if (one_line && (!plain || !has(text, "'") || (!has(text, "\"") && !has(text, "\\"))))
        return format_string_on_one_line(text);
    // A quote right before the closing three is legal, but not every reader knows it.
    if (plain && !has(text, "'''") && !text.ends_with('\''))
        return "'''\n" + std::string(text) + "'''";
    return escaped_on_lines(text);
}

} // namespace migrate::toml
