// MySQL's option files (~/.my.cnf), as far as they say where and as whom to connect. They are read
// here and not by the client library, where what stands in one would win over what this program
// insists on.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace migrate::mysql {

using FileOptions = std::map<std::string, std::string>; // by name, with dashes: "ssl-ca"

// What the groups say, later lines win. `!include` and the like are not followed.
FileOptions read_options(std::string_view text, const std::vector<std::string>& groups);

// Throws Error(usage) when the file cannot be read.
FileOptions read_option_file(const std::filesystem::path& file,
                             const std::vector<std::string>& groups);

} // namespace migrate::mysql
