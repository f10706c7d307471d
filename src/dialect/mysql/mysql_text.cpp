#include "dialect/mysql/mysql_text.hpp"

#include "migrate/error.hpp"
#include "sql/quote.hpp"
#include "util/overloaded.hpp"
#include "util/text.hpp"

namespace migrate::mysql {

namespace {

// Numbers may come in TOML's spelling: 1_000, 0x1F, 0o17, 0b11, +inf, nan.
std::string number_text(const std::string& source) {
    const std::string number = text::replace_all(source, "_", "");
    const bool negative = number.starts_with('-');
    const std::string digits = number.substr(negative || number.starts_with('+') ? 1 : 0);
    const std::string sign = negative ? "-" : "";
    if (digits == "inf" || digits == "nan")
        throw Error(ErrorCode::usage, "MySQL has no number " + source);
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
        return literal.text == "true" ? "1" : "0";
    case Literal::Kind::number:
        return number_text(literal.text);
    case Literal::Kind::string:
    case Literal::Kind::datetime:
        return string_text(literal.text);
    case Literal::Kind::bytes:
        return sql::quote_bytes(literal.text, sql::mysql_syntax());
    }
    return {};
}

} // namespace

std::string name_text(std::string_view name) {
    return sql::quote_name(name, sql::mysql_syntax());
}

std::string name_text(const QualifiedName& name) {
    return (name.schema.empty() ? "" : name_text(name.schema) + ".") + name_text(name.name);
}

std::string string_text(std::string_view text) {
    return sql::quote_string(text, sql::mysql_syntax());
}

std::string value_text(const Value& value) {
    return std::visit(Overloaded{
                          [](const Literal& literal) { return literal_text(literal); },
                          [](const Expression& expression) { return expression.sql; },
                      },
                      value);
}

} // namespace migrate::mysql
