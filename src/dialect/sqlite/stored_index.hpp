// A stored CREATE INDEX text as an Index.
#pragma once

#include "migrate/schema.hpp"

#include <string>
#include <string_view>

namespace migrate::sqlite {

struct StoredIndex {
    std::string table;
    Index index;
};

// Throws Error(failed) with the line and column in the text where it is not understood.
StoredIndex parse_stored_index(std::string_view text);

} // namespace migrate::sqlite
