// One canonical spelling of SQL text, for comparing what a model says with what a database kept. It
// depends on the tokens alone: blanks and comments go, bare words are lower case, names are quoted
// only where they must be (and folded where the dialect ignores their case), != is <>. Strings and
// numbers stay exactly as they are.
#pragma once

#include "sql/syntax.hpp"

#include <string>
#include <string_view>

namespace migrate::sql {

// Of an expression: parentheses around the whole of it go too.
std::string normalize_expression(std::string_view text, const Syntax& syntax);
bool same_expression(std::string_view a, std::string_view b, const Syntax& syntax);

// Of a whole statement such as CREATE VIEW or CREATE TRIGGER: semicolons at its end go, and so do
// OR REPLACE and IF NOT EXISTS in its head, which say how to create and not what.
std::string normalize_statement(std::string_view text, const Syntax& syntax);
bool same_statement(std::string_view a, std::string_view b, const Syntax& syntax);

} // namespace migrate::sql
