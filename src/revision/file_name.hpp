// The names of new revision files.
#pragma once

#include "util/clock.hpp"

#include <filesystem>
#include <string>

namespace migrate::revision {

// Word characters of the message joined by `_`, lower case; cut at a word when it is longer than
// the limit (code points), as Alembic does it.
std::string slug(const std::string& message, int max_length);

// Fills {rev} {slug} {year} {month} {day} {hour} {minute} {second} {epoch}. A template may hold
// folders. Throws Error(usage) for another word in braces.
std::string file_name(const std::string& pattern, const std::string& id, const std::string& slug,
                      Timestamp now, const std::string& zone);

// The folder and name, with `_2`, `_3` before the extension while a file of that name is there.
std::filesystem::path free_path(const std::filesystem::path& folder, const std::string& name,
                                const std::string& extension);

} // namespace migrate::revision
