#include "dialect/postgres/postgres_catalog.hpp"

#include <charconv>

namespace migrate::postgres {
namespace {

bool is_octal(char c) {
    return c >= '0' && c <= '7';
}

// "1 2 3" of a vector, "{1,2,3}" of an array.
template <class Number>
std::vector<Number> parse_numbers(std::string_view text) {
    std::vector<Number> numbers;
    const char* at = text.data();
    const char* const end = at + text.size();
    while (at != end) {
        Number number{};
        const auto [rest, error] = std::from_chars(at, end, number);
        if (error == std::errc{}) {
            numbers.push_back(number);
            at = rest;
        } else {
            ++at; // a brace, comma or blank
        }
    }
    return numbers;
}

} // namespace

char CatalogRow::letter() {
    const Cell cell = next();
    return cell && !cell->empty() ? cell->front() : '\0';
}

long long CatalogRow::number() {
    const std::string digits = text();
    long long value = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return value;
}

std::vector<std::string> CatalogRow::list() {
    return parse_array(text());
}

std::vector<int> CatalogRow::numbers() {
    return parse_numbers<int>(text());
}

std::vector<Oid> CatalogRow::oids() {
    return parse_numbers<Oid>(text());
}

std::vector<std::string> parse_array(std::string_view text) {
    std::vector<std::string> elements;
    if (text.size() < 3)
        return elements;
    std::string element;
    bool quoted = false; // inside quotes
    bool bare = true;    // the element had none
    const auto finish = [&] {
        elements.push_back(bare && element == "NULL" ? std::string() : std::move(element));
        element.clear();
        bare = true;
    };
    for (std::size_t i = 1; i + 1 < text.size(); ++i) {
        const char c = text[i];
        if (c == '\\' && i + 2 < text.size())
            element += text[++i];
        else if (c == '"') {
            quoted = !quoted;
            bare = false;
        } else if (c == ',' && !quoted)
            finish();
        else
            element += c;
    }
    finish();
    return elements;
}

std::string unescape_bytes(std::string_view text) {
    std::string bytes;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '\\') {
            bytes += text[i];
        } else if (i + 3 < text.size() && is_octal(text[i + 1])) {
            bytes += static_cast<char>((text[i + 1] - '0') * 64 + (text[i + 2] - '0') * 8 +
                                       (text[i + 3] - '0'));
            i += 3;
        } else if (i + 1 < text.size()) {
            bytes += text[++i];
        }
    }
    return bytes;
}

} // namespace migrate::postgres
