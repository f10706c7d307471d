// The dialect that a server itself speaks: mysql:// may lead to MariaDB.
#pragma once

#include "migrate/dialect.hpp"

namespace migrate {

// `named` is the one that the URL names; it stays where the session knows no better.
const Dialect& dialect_of_server(const Dialect& named, const Connection& connection);

} // namespace migrate
