// `?` as text: values are written into the statement as literals that mean the same whatever the
// session's sql_mode or character set.
#pragma once

#include "migrate/connection.hpp"

#include <span>
#include <string>
#include <string_view>

namespace migrate::mysql {

// Throws DbError(syntax) when the statement takes another number of values.
std::string with_values(std::string_view sql, std::span<const Param> params);

} // namespace migrate::mysql
