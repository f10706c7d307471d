// Which changes of a column make PostgreSQL write every row anew.
#pragma once

#include "migrate/schema.hpp"

#include <string_view>

namespace migrate::postgres {

inline constexpr const char* rewritten_rows =
    "Nobody reads or writes the table while its rows are written anew; there is no recipe.";

// Whether the change of the type does. What cannot be told is taken for one that does.
bool rewrites_rows(const Column& was, const Column& becomes);

// Whether the expression may give each row another value: it calls a function that is not known to
// stand still while a statement runs.
bool may_be_volatile(std::string_view expression);

} // namespace migrate::postgres
