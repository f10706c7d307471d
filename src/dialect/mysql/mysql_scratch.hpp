// Empty databases that vanish with their connection.
#pragma once

#include "migrate/connection.hpp"

namespace migrate::mysql {

// A database migrate_scratch_<random> beside the URL's, with its character set and collation.
// Throws Error that names scratch_url where the user may not make one.
std::unique_ptr<Connection> scratch_database(const Url& url);

} // namespace migrate::mysql
