// Which tables the steps on a session rebuild, for a script that has to look at them before.
#pragma once

#include "migrate/connection.hpp"

#include <string>
#include <vector>

namespace migrate::sqlite {

// From here on the session keeps the names, in a temporary table.
void watch_rebuilds(Connection& session);
// Called when the statements of a rebuild are made; does nothing where nobody watches.
void tell_rebuild(Connection& session, const std::string& table);
// What was told since the last call, each table once, apart from rebuilds that have run meanwhile.
std::vector<std::string> take_rebuilds(Connection& session);

} // namespace migrate::sqlite
