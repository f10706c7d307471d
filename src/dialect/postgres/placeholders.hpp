// `?` as PostgreSQL's protocol has it.
#pragma once

#include <string>
#include <string_view>

namespace migrate::postgres {

struct Placeholders {
    std::string sql; // $1, $2, ... for each `?` that stands in no string, name or comment
    std::size_t count = 0;
};

Placeholders numbered(std::string_view sql);

} // namespace migrate::postgres
