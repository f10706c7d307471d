// Whether two expressions are one: PostgreSQL prints them from what it has understood, with
// parentheses, casts and operators that nobody has written.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace migrate::postgres {

// IN as = ANY (ARRAY[...]), BETWEEN as two comparisons, LIKE as ~~, no casts of literals and to
// text, no parentheses that change nothing. Nothing for an expression that is not understood.
std::optional<std::string> canonical_expression(std::string_view text);

bool same_expression(std::string_view a, std::string_view b);

} // namespace migrate::postgres
