#include "dialect/postgres/postgres_text.hpp"

#include "migrate/error.hpp"
#include "sql/lexer.hpp"
#include "sql/quote.hpp"
#include "sql/rewrite.hpp"
#include "util/text.hpp"

namespace migrate::postgres {

namespace {

// Numbers may come in TOML's spelling: 1_000, 0x1F, 0o17, 0b11, +inf, nan.
std::string number_text(const std::string& source) {
    const std::string number = text::replace_all(source, "_", "");
    const bool negative = number.starts_with('-');
    const std::string digits = number.substr(negative || number.starts_with('+') ? 1 : 0);
    const std::string sign = negative ? "-" : "";
    if (digits == "inf")
        return "'" + sign + "Infinity'";
    if (digits == "nan")
        return "'NaN'";
    if (digits.starts_with("0x") || digits.starts_with("0o") || digits.starts_with("0b")) {
        const int base = digits[1] == 'x' ? 16 : digits[1] == 'o' ? 8 : 2;
        return sign + std::to_string(std::stoull(digits.substr(2), nullptr, base));
    }
    return sign + digits;
}

std::string literal_text(const Literal& literal) {
    switch (literal.kind) {
    case Literal::Kind::null:
        return "NULL";
    case Literal::Kind::boolean:
        return literal.text == "true" ? "true" : "false";
    case Literal::Kind::number:
        return number_text(literal.text);
    case Literal::Kind::string:
    case Literal::Kind::datetime:
        return string_text(literal.text);
    case Literal::Kind::bytes:
        return sql::quote_bytes(literal.text, sql::postgres_syntax());
    }
    return {};
}

} // namespace

std::string name_text(std::string_view name) {
    return sql::quote_name_if_needed(name, sql::postgres_syntax());
}

std::string name_text(const QualifiedName& name) {
    return (name.schema.empty() ? "" : name_text(name.schema) + ".") + name_text(name.name);
}

std::string names_text(const std::vector<std::string>& names) {
    std::vector<std::string> quoted;
    for (const std::string& name : names)
        quoted.push_back(name_text(name));
    return "(" + text::join(quoted, ", ") + ")";
}

std::string string_text(std::string_view text) {
    return sql::quote_string(text, sql::postgres_syntax());
}

std::string value_text(const Value& value) {
    if (const auto* literal = std::get_if<Literal>(&value))
        return literal_text(*literal);
    return std::get<Expression>(value).sql;
}

std::string parenthesised(const std::string& expression) {
    const auto tokens = sql::tokenize(expression, sql::postgres_syntax());
    const bool open_line = !tokens.empty() && tokens.back().text.starts_with("--");
    return "(" + expression + (open_line ? "\n)" : ")");
}

bool mentions(std::string_view expression, std::string_view name) {
    return !expression.empty() && sql::mentions_name(expression, name, sql::postgres_syntax());
}

} // namespace migrate::postgres
