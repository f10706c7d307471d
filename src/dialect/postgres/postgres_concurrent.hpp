// Statements that run CONCURRENTLY: in transactions of their own, so that they can be left half
// done.
#pragma once

#include "migrate/dialect.hpp"

namespace migrate::postgres {

// Whether such an operation took effect, all of it; nothing for any other, and where the server
// does not tell. One that another session still works at has not.
std::optional<bool> concurrent_took_effect(const Op& op, Connection& live);

// Before a statement is run (again): the invalid indexes that it would meet are dropped, and of
// what it has half done the rest.
std::vector<Statement> without_half_done(std::vector<Statement> statements, Connection& live);

} // namespace migrate::postgres
