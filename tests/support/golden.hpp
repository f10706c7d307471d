// Expected output that stands in files. MIGRATE_UPDATE_GOLDEN=1 rewrites them; the diff is then
// reviewed like code.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace migrate::test {

// tests/golden/<area>.
std::filesystem::path golden_folder(const std::string& area);

// The files of an area whose names end so, in the order of their names.
std::vector<std::filesystem::path> golden_inputs(const std::string& area,
                                                 const std::string& ending);

std::string read_text(const std::filesystem::path& file);

// What differs between the text and the file's content, first line first; empty if nothing does. To
// be used as CHECK(golden_difference(file, text) == "").
std::string golden_difference(const std::filesystem::path& file, const std::string& actual);

} // namespace migrate::test
