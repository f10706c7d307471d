// The words of CREATE TRIGGER that all databases share.
#pragma once

#include "migrate/dialect.hpp"

#include <string>

namespace migrate {

std::string timing_text(TriggerTiming timing); // "INSTEAD OF"
// "UPDATE OF a, b"
std::string event_text(const TriggerEvent& event, const sql::Syntax& syntax);

} // namespace migrate
