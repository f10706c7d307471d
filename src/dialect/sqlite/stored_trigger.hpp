// A stored CREATE TRIGGER text as a Trigger.
#pragma once

#include "migrate/schema.hpp"

#include <string>
#include <string_view>

namespace migrate::sqlite {

struct StoredTrigger {
    std::string table; // or view
    Trigger trigger;
};

// Throws Error(failed) with the line and column in the text where it is not understood.
StoredTrigger parse_stored_trigger(std::string_view text);

} // namespace migrate::sqlite
