#include "util/file.hpp"

#include "migrate/error.hpp"

#include "support/catch.hpp"

#include <cstdlib>

using namespace migrate;
namespace fs = std::filesystem;

namespace {

// A folder that goes away with the test.
struct Folder {
    fs::path path;

    Folder() {
        std::string name = (fs::temp_directory_path() / "migrate-file-XXXXXX").string();
        path = ::mkdtemp(name.data());
    }
    ~Folder() { fs::remove_all(path); }
};

std::size_t files_in(const fs::path& folder) {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), {}));
}

} // namespace

TEST_CASE("a file is written whole and read whole", "[file]") {
    const Folder folder;
    const std::string text(200000, 'x');
    create_new_file(folder.path / "a/b/c.txt", text);
    CHECK(read_file(folder.path / "a/b/c.txt") == text);
    write_file_atomically(folder.path / "a/b/c.txt", "new", Overwrite::allow);
    CHECK(read_file(folder.path / "a/b/c.txt") == "new");
    CHECK(files_in(folder.path / "a/b") == 1);
}

TEST_CASE("a file that is there is not overwritten unless that is allowed", "[file]") {
    const Folder folder;
    create_new_file(folder.path / "a", "old");
    CHECK_THROWS_AS(create_new_file(folder.path / "a", "new"), Error);
    CHECK(read_file(folder.path / "a") == "old");
    CHECK(files_in(folder.path) == 1);
}

TEST_CASE("a link is neither followed nor taken for absent", "[file]") {
    const Folder folder;
    create_new_file(folder.path / "target", "old");
    fs::create_symlink(folder.path / "target", folder.path / "link");
    fs::create_symlink(folder.path / "nowhere", folder.path / "dangling");
    CHECK_THROWS_AS(create_new_file(folder.path / "dangling", "new"), Error);
    write_file_atomically(folder.path / "link", "new", Overwrite::allow);
    CHECK(read_file(folder.path / "target") == "old");
    CHECK(read_file(folder.path / "link") == "new");
}

TEST_CASE("a file that cannot be read is an error with its name and the reason", "[file]") {
    const Folder folder;
    CHECK_THROWS_WITH(read_file(folder.path),
                      "cannot read " + folder.path.string() + ": Is a directory");
}

TEST_CASE("a lock excludes others until it is given up", "[file]") {
    const Folder folder;
    auto first = FileLock::try_lock(folder.path / "lock");
    REQUIRE(first);
    CHECK_FALSE(FileLock::try_lock(folder.path / "lock"));
    FileLock moved = std::move(*first);
    first.reset();
    CHECK_FALSE(FileLock::try_lock(folder.path / "lock"));
    {
        const FileLock gone = std::move(moved);
    }
    CHECK(FileLock::try_lock(folder.path / "lock"));
}
