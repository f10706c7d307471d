#include "util/file.hpp"

#include "migrate/error.hpp"

#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

#include <cstdlib>

using namespace migrate;
namespace fs = std::filesystem;

namespace {

std::size_t files_in(const fs::path& folder) {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), {}));
}

} // namespace

TEST_CASE("a file is written whole and read whole", "[file]") {
    const test::TemporaryFolder folder;
    const std::string text(200000, 'x');
    create_new_file(folder / "a/b/c.txt", text);
    CHECK(read_file(folder / "a/b/c.txt") == text);
    write_file_atomically(folder / "a/b/c.txt", "new", Overwrite::allow);
    CHECK(read_file(folder / "a/b/c.txt") == "new");
    CHECK(files_in(folder / "a/b") == 1);
}

TEST_CASE("a file that is there is not overwritten unless that is allowed", "[file]") {
    const test::TemporaryFolder folder;
    create_new_file(folder / "a", "old");
    CHECK_THROWS_AS(create_new_file(folder / "a", "new"), Error);
    CHECK(read_file(folder / "a") == "old");
    CHECK(files_in(folder.path()) == 1);
}

TEST_CASE("a link is neither followed nor taken for absent", "[file]") {
    const test::TemporaryFolder folder;
    create_new_file(folder / "target", "old");
    fs::create_symlink(folder / "target", folder / "link");
    fs::create_symlink(folder / "nowhere", folder / "dangling");
    CHECK_THROWS_AS(create_new_file(folder / "dangling", "new"), Error);
    write_file_atomically(folder / "link", "new", Overwrite::allow);
    CHECK(read_file(folder / "target") == "old");
    CHECK(read_file(folder / "link") == "new");
}

TEST_CASE("a file that cannot be read is an error with its name and the reason", "[file]") {
    const test::TemporaryFolder folder;
    CHECK_THROWS_WITH(read_file(folder.path()),
                      "cannot read " + folder.path().string() + ": Is a directory");
}

TEST_CASE("a lock excludes others until it is given up", "[file]") {
    const test::TemporaryFolder folder;
    auto first = FileLock::try_lock(folder / "lock");
    REQUIRE(first);
    CHECK_FALSE(FileLock::try_lock(folder / "lock"));
    FileLock moved = std::move(*first);
    first.reset();
    CHECK_FALSE(FileLock::try_lock(folder / "lock"));
    {
        const FileLock gone = std::move(moved);
    }
    CHECK(FileLock::try_lock(folder / "lock"));
}
