// Names, values and expressions as PostgreSQL's text. Names are quoted only where they have to be.
#pragma once

#include "migrate/ops.hpp"
#include "migrate/schema.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace migrate::postgres {

std::string name_text(std::string_view name);
// shop.orders; bare in the default schema, which the session's search_path names.
std::string name_text(const QualifiedName& name);
// ("a", b): in parentheses.
std::string names_text(const std::vector<std::string>& names);
std::string string_text(std::string_view text);
std::string value_text(const Value& value);
// A comment up to the end of its line does not swallow what follows.
std::string parenthesised(const std::string& expression);
// Whether the expression names it, as a token.
bool mentions(std::string_view expression, std::string_view name);

} // namespace migrate::postgres
