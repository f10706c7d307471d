// The checksum of a revision: SHA-256 over what matters (docs/formats/checksum.md).
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace migrate::revision {

// Line ends are LF, a byte order mark and blanks at the end do not count; then the bytes of each
// file that the revision's steps name, in their order. 64 hex digits.
std::string checksum(std::string_view text, const std::vector<std::string>& included_files);

// The files that sql_file steps of a TOML revision name, as they are named.
std::vector<std::string> included_paths(const std::string& text, const std::string& file);

// Reads a file that stands beside a revision. Throws Error(usage) for one that is not there or that
// leads out of the revision's folder, by `..` or by a link.
std::string read_beside(const std::filesystem::path& revision, const std::string& name);

} // namespace migrate::revision
