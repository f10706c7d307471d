// Files: whole contents in, whole contents out, and a lock.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace migrate {

// The whole file. Throws Error(usage) that says what the system said, when it cannot be read.
std::string read_file(const std::filesystem::path& path);

enum class Overwrite { refuse, allow };

// Writes a temporary file beside the target, makes it durable and puts it in the target's place, so
// that a reader sees the old text or the new one, and so does the disk after a crash. With
// Overwrite::refuse a target that exists (also one that came meanwhile, and a link that leads
// nowhere) is an error. A target that is a link is replaced by the file, what it leads to stays
// untouched. Throws Error(failed).
void write_file_atomically(const std::filesystem::path& path, std::string_view text,
                           Overwrite overwrite);

// The same for a file that must not be there yet; makes the folders on the way.
void create_new_file(const std::filesystem::path& path, std::string_view text);

// An advisory lock on a file, held until the object dies (or the process does). The file is made
// when it is not there, and left there. Processes and objects that lock the same file exclude each
// other.
class FileLock {
  public:
    // None when somebody else holds it. Throws Error(failed) when the file cannot be opened.
    static std::optional<FileLock> try_lock(const std::filesystem::path& path);

    FileLock(FileLock&& other) noexcept;
    FileLock& operator=(FileLock&& other) noexcept;
    ~FileLock();

  private:
    explicit FileLock(int descriptor) : descriptor_(descriptor) {}

    int descriptor_ = -1;
};

} // namespace migrate
