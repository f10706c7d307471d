// What pg_get_expr() prints for a default: a literal where it plainly is one.
#pragma once

#include "migrate/schema.hpp"

#include <string_view>

namespace migrate::postgres {

// `type` is the column's, as format_type() prints it. A constant that is cast to that type is the
// literal alone; a cast that an earlier type of the column left behind goes too, where both types
// are texts or both numbers.
Value read_default(std::string_view printed, std::string_view type);

} // namespace migrate::postgres
