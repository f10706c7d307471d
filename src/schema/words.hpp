// SQL's words for values of the model that every database spells alike.
#pragma once

#include "migrate/schema.hpp"

#include <string_view>

namespace migrate {

// "NO ACTION", "SET NULL".
std::string_view sql_words(FkAction action);
// "ROLLBACK"; empty for none.
std::string_view sql_words(Conflict conflict);

} // namespace migrate
