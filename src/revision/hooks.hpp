// Programs that run after a revision file is written.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace migrate::revision {

// Runs the commands in their order, without a shell, in `working_directory`; {file} in an argument
// is the path. Throws Error(failed) at the first that fails, with what it printed; the file stays.
// Returns what the hooks printed on their standard output.
std::string run_post_write_hooks(const std::vector<std::vector<std::string>>& commands,
                                 const std::filesystem::path& file,
                                 const std::filesystem::path& working_directory);

} // namespace migrate::revision
