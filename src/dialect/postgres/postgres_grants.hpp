// Privileges: `grant.ROLE = ["select", "update(a) with grant option"]`.
#pragma once

#include "migrate/schema.hpp"

#include <string>
#include <vector>

namespace migrate::postgres {

// `object` is "TABLE t", "FUNCTION f(integer)", "SCHEMA s". Groups of roles and their privileges;
// nullptr is none. What stands in both is left alone. An empty list takes away what the database
// gives to everybody.
std::vector<std::string> grant_statements(const std::string& object, const Node* from,
                                          const Node* to);

} // namespace migrate::postgres
