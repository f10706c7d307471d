#include "util/file.hpp"

#include "migrate/error.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <utility>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace migrate {
namespace {

namespace fs = std::filesystem;

Error system_error(ErrorCode code, const std::string& what, const fs::path& path, int number) {
    Error error(code, what + " " + path.string() + ": " + std::strerror(number));
    error.at({path.string(), 0, 0});
    return error;
}

// Closes itself; close() says whether the data arrived.
class Descriptor {
  public:
    explicit Descriptor(int number) : number_(number) {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor() {
        if (number_ >= 0)
            ::close(number_);
    }

    int get() const { return number_; }
    bool close() { return ::close(std::exchange(number_, -1)) == 0; }

  private:
    int number_;
};

bool write_all(int descriptor, std::string_view text) {
    while (!text.empty()) {
        const ssize_t written = ::write(descriptor, text.data(), text.size());
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return false;
        text.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
}

void sync_folder(const fs::path& folder) {
    // Some file systems know no fsync of a folder; then the rename is as durable as they make it.
    const Descriptor opened(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (opened.get() >= 0)
        ::fsync(opened.get());
}

mode_t usual_mode() {
    const mode_t mask = ::umask(0);
    ::umask(mask);
    return 0666U & ~mask;
}

// Writes the text to a new file beside the target and returns its name.
std::string write_temporary(const fs::path& target, std::string_view text) {
    std::string name = target.string() + ".XXXXXX";
    Descriptor file(::mkostemp(name.data(), O_CLOEXEC));
    if (file.get() < 0)
        throw system_error(ErrorCode::failed, "cannot write", target, errno);
    struct stat old{};
    const mode_t mode = ::lstat(target.c_str(), &old) == 0 && S_ISREG(old.st_mode)
                            ? old.st_mode & 07777U
                            : usual_mode();
    const bool done = write_all(file.get(), text) && ::fchmod(file.get(), mode) == 0 &&
                      ::fsync(file.get()) == 0 && file.close();
    if (!done) {
        const int number = errno;
        ::unlink(name.c_str());
        throw system_error(ErrorCode::failed, "cannot write", target, number);
    }
    return name;
}

} // namespace

std::string read_file(const fs::path& path) {
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    struct stat info{};
    if (file.get() < 0 || ::fstat(file.get(), &info) != 0)
        throw system_error(ErrorCode::usage, "cannot read", path, errno);
    std::string text;
    // One byte more than it should have: of most files the first read then sees the end.
    std::size_t room = static_cast<std::size_t>(info.st_size) + 1;
    for (;;) {
        const std::size_t before = text.size();
        text.resize(before + room);
        const ssize_t got = ::read(file.get(), text.data() + before, room);
        if (got < 0 && errno != EINTR)
            throw system_error(ErrorCode::usage, "cannot read", path, errno);
        text.resize(before + static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
        const bool whole = S_ISREG(info.st_mode) && std::cmp_equal(text.size(), info.st_size);
        if (got == 0 || (whole && got > 0))
            return text;
        room = 65536;
    }
}

void write_file_atomically(const fs::path& path, std::string_view text, Overwrite overwrite) {
    const std::string temporary = write_temporary(path, text);
    // A hard link fails when the target exists, a rename replaces it: so neither looks first and
    // acts later.
    const int result = overwrite == Overwrite::allow ? ::rename(temporary.c_str(), path.c_str())
                                                     : ::link(temporary.c_str(), path.c_str());
    const int number = errno;
    if (result != 0 || overwrite == Overwrite::refuse)
        ::unlink(temporary.c_str());
    if (result != 0)
        throw system_error(ErrorCode::failed, "cannot write", path, number);
    sync_folder(path.has_parent_path() ? path.parent_path() : fs::path("."));
}

void create_new_file(const fs::path& path, std::string_view text) {
    if (path.has_parent_path()) {
        std::error_code ec;
        fs::create_directories(path.parent_path(), ec);
        if (ec)
            throw system_error(ErrorCode::failed, "cannot make the folder", path.parent_path(),
                               ec.value());
    }
    write_file_atomically(path, text, Overwrite::refuse);
}

std::optional<FileLock> FileLock::try_lock(const fs::path& path) {
    const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (descriptor < 0)
        throw system_error(ErrorCode::failed, "cannot open the lock file", path, errno);
    FileLock lock(descriptor);
    if (::flock(descriptor, LOCK_EX | LOCK_NB) == 0)
        return lock;
    if (errno == EWOULDBLOCK || errno == EINTR)
        return std::nullopt;
    throw system_error(ErrorCode::failed, "cannot lock", path, errno);
}

FileLock::FileLock(FileLock&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {
}

FileLock& FileLock::operator=(FileLock&& other) noexcept {
    std::swap(descriptor_, other.descriptor_);
    return *this;
}

FileLock::~FileLock() {
    if (descriptor_ >= 0)
        ::close(descriptor_); // gives the lock up
}

} // namespace migrate
