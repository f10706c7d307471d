#include "util/text.hpp"

#include <algorithm>

namespace migrate::text {
namespace {

constexpr std::string_view blank_chars = " \t\r\n\f\v";

char lower_char(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

char upper_char(char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

} // namespace

std::string_view trim(std::string_view text) {
    const auto first = text.find_first_not_of(blank_chars);
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(blank_chars) - first + 1);
}

std::string lower(std::string_view text) {
    std::string result(text);
    std::ranges::transform(result, result.begin(), lower_char);
    return result;
}

std::string upper(std::string_view text) {
    std::string result(text);
    std::ranges::transform(result, result.begin(), upper_char);
    return result;
}

bool equals_folded(std::string_view a, std::string_view b) {
    // From the end: names of one schema often begin alike.
    return a.size() == b.size() && std::equal(a.rbegin(), a.rend(), b.rbegin(), [](char x, char y) {
               return x == y || lower_char(x) == lower_char(y);
           });
}

bool starts_with_folded(std::string_view text, std::string_view prefix) {
    return text.size() >= prefix.size() && equals_folded(text.substr(0, prefix.size()), prefix);
}

std::vector<std::string> split(std::string_view text, char separator) {
    std::vector<std::string> parts;
    for (;;) {
        const auto end = text.find(separator);
        parts.emplace_back(text.substr(0, end));
        if (end == std::string_view::npos)
            return parts;
        text.remove_prefix(end + 1);
    }
}

std::string join(const std::vector<std::string>& parts, std::string_view separator) {
    std::string result;
    for (const std::string& part : parts) {
        if (&part != &parts.front())
            result += separator;
        result += part;
    }
    return result;
}

std::string replace_all(std::string text, std::string_view from, std::string_view to) {
    if (from.empty())
        return text;
    for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
        text.replace(at, from.size(), to);
    return text;
}

std::string first_line(std::string_view text) {
    return std::string(text.substr(0, text.find('\n')));
}

std::string indent(std::string_view text, int blanks, bool first_too) {
    const std::string margin(static_cast<std::size_t>(blanks), ' ');
    std::string result;
    bool line_start = first_too;
    for (const char c : text) {
        if (line_start && c != '\n')
            result += margin;
        result += c;
        line_start = c == '\n';
    }
    return result;
}

std::string count(std::size_t n, std::string_view noun, std::string_view plural) {
    std::string result = std::to_string(n) + ' ';
    if (n == 1)
        return result.append(noun);
    return plural.empty() ? result.append(noun) + "s" : result.append(plural);
}

} // namespace migrate::text
