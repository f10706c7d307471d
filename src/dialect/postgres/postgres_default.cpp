#include "dialect/postgres/postgres_default.hpp"

#include "forms/values.hpp"
#include "sql/lexer.hpp"
#include "util/text.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace migrate::postgres {
namespace {

constexpr std::array<std::string_view, 6> number_types{
    "bigint", "double precision", "integer", "numeric", "real", "smallint"};
constexpr std::array<std::string_view, 4> text_types{"bpchar", "character", "character varying",
                                                     "text"};

template <class List>
bool holds(const List& list, std::string_view item) {
    return std::ranges::find(list, item) != list.end();
}

// "timestamp(6) without time zone" to "timestamp without time zone".
std::string without_modifier(std::string_view type) {
    const auto open = type.find('(');
    const auto close = type.find(')', open);
    if (open == std::string_view::npos || close == std::string_view::npos || type.front() == '"')
        return std::string(type);
    return std::string(type.substr(0, open)) + std::string(type.substr(close + 1));
}

bool same_family(std::string_view cast, std::string_view type) {
    return cast == type || (holds(number_types, cast) && holds(number_types, type)) ||
           (holds(text_types, cast) && holds(text_types, type)) ||
           (cast == "\"bit\"" && type == "bit");
}

bool is_number(std::string_view text) {
    if (text.starts_with('-'))
        text.remove_prefix(1);
    const bool digits =
        std::ranges::all_of(text, [](char c) { return (c >= '0' && c <= '9') || c == '.'; });
    return digits && !text.empty() && std::ranges::count(text, '.') <= 1 && text != ".";
}

Literal constant(std::string text, std::string_view type) {
    if (holds(number_types, type) && is_number(text))
        return {Literal::Kind::number, std::move(text)};
    if (type == "bytea" && text.starts_with("\\x"))
        return {Literal::Kind::bytes, text.substr(2)};
    return {Literal::Kind::string, std::move(text)};
}

// 'x'::type and NULL::type.
std::optional<Literal> cast_constant(std::string_view printed, std::string_view type) {
    const std::vector<sql::Token> tokens = sql::significant_tokens(printed, sql::postgres_syntax());
    if (tokens.size() < 3 || !tokens[1].is_op("::"))
        return std::nullopt;
    const std::string base = without_modifier(type);
    if (!same_family(without_modifier(printed.substr(tokens[2].offset)), base))
        return std::nullopt;
    if (tokens[0].is("null"))
        return Literal{Literal::Kind::null, {}};
    if (tokens[0].kind != sql::TokenKind::string)
        return std::nullopt;
    return constant(sql::unquoted(tokens[0]), base);
}

std::optional<Literal> bare_constant(std::string_view printed) {
    if (printed == "true" || printed == "false")
        return Literal{Literal::Kind::boolean, std::string(printed)};
    if (is_number(printed))
        return Literal{Literal::Kind::number, std::string(printed)};
    return std::nullopt;
}

} // namespace

Value read_default(std::string_view printed, std::string_view type) {
    std::string inner = forms::read_expression(printed);
    if (const auto bare = bare_constant(inner))
        return *bare;
    if (const auto cast = cast_constant(inner, type))
        return *cast;
    return Expression{std::move(inner)};
}

} // namespace migrate::postgres
