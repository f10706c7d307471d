// A stored CREATE VIEW text as a View.
#pragma once

#include "migrate/schema.hpp"

#include <string_view>

namespace migrate::sqlite {

// Throws Error(failed) with the line and column in the text where it is not understood.
View parse_stored_view(std::string_view text);

} // namespace migrate::sqlite
