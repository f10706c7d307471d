// The only place that quotes names and literals.
#pragma once

#include "sql/syntax.hpp"

#include <string>
#include <string_view>

namespace migrate::sql {

// Always quoted. A name with a NUL is Error(usage): every database would cut it there.
std::string quote_name(std::string_view name, const Syntax& syntax);

// Bare where that means the same name: letters, digits and underscores, no reserved word, and lower
// case where the dialect folds bare names.
std::string quote_name_if_needed(std::string_view name, const Syntax& syntax);
bool needs_quotes(std::string_view name, const Syntax& syntax);

// A string literal; a NUL in it is Error(usage).
std::string quote_string(std::string_view text, const Syntax& syntax);

// A literal of bytes, given as pairs of hex digits; anything else is Error(usage).
std::string quote_bytes(std::string_view hex, const Syntax& syntax);

} // namespace migrate::sql
