// The bodies of revision files, as one dialect understands them.
#pragma once

#include "migrate/revision.hpp"

#include <filesystem>
#include <string>

namespace migrate::revision {

// Reads a whole file. Every step is checked, also those for other dialects; only those for this one
// are in the result.
Revision read_toml_revision(const std::string& text, const std::filesystem::path& path,
                            const std::string& shown, const Dialect& dialect);
Revision read_sql_revision(const std::string& text, const std::filesystem::path& path,
                           const std::string& shown, const Dialect& dialect);

// Whether something marked `only` is for the dialect: empty is for all, and a family's name is for
// its members.
bool is_for(const std::vector<std::string>& only, const Dialect& dialect);

} // namespace migrate::revision
