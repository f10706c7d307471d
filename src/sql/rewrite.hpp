// Looking for names in SQL text, and replacing single tokens with every other byte kept.
#pragma once

#include "sql/token.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace migrate::sql {

// Whether a token is this name, as the dialect compares: a word or a quoted name, never a string.
bool is_this_name(const Token& token, std::string_view name, const Syntax& syntax);

// Whether the name occurs as a token. What it names there, a column or a table or a function, is
// not asked.
bool mentions_name(std::string_view text, std::string_view name, const Syntax& syntax);

// The text with each significant token replaced that `replacement` answers for.
using Replacement = std::function<std::optional<std::string>(const Token&)>;
std::string replace_tokens(std::string_view text, const Syntax& syntax,
                           const Replacement& replacement);

// Every token that is this name becomes another name, quoted where it has to be or was before.
std::string rename_everywhere(std::string_view text, std::string_view from, std::string_view to,
                              const Syntax& syntax);

} // namespace migrate::sql
