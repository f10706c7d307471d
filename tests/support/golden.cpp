#include "support/golden.hpp"

#include "util/text.hpp"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <stdexcept>

namespace migrate::test {

namespace {

bool updating() {
    const char* value = std::getenv("MIGRATE_UPDATE_GOLDEN");
    return value != nullptr && std::string(value) == "1";
}

std::string first_difference(const std::string& expected, const std::string& actual) {
    const auto want = text::split(expected, '\n');
    const auto have = text::split(actual, '\n');
    const auto [w, h] = std::ranges::mismatch(want, have);
    const auto shown = [](const auto& at, const auto& end) {
        return at == end ? std::string("(the end)") : *at;
    };
    return "line " + std::to_string(w - want.begin() + 1) +
           "\n  expected: " + shown(w, want.end()) + "\n  actual:   " + shown(h, have.end());
}

} // namespace

std::filesystem::path golden_folder(const std::string& area) {
    return std::filesystem::path(MIGRATE_SOURCE_DIR) / "tests" / "golden" / area;
}

std::vector<std::filesystem::path> golden_inputs(const std::string& area,
                                                 const std::string& ending) {
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(golden_folder(area))) {
        if (entry.path().string().ends_with(ending)) {
            files.push_back(entry.path());
        }
    }
    std::ranges::sort(files);
    return files;
}

std::string read_text(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    if (!in) {
        throw std::runtime_error("cannot read " + file.string());
    }
    return {std::istreambuf_iterator<char>(in), {}};
}

std::string golden_difference(const std::filesystem::path& file, const std::string& actual) {
    if (updating()) {
        std::ofstream(file, std::ios::binary) << actual;
        return {};
    }
    if (!std::filesystem::exists(file)) {
        return file.filename().string() + " is missing: MIGRATE_UPDATE_GOLDEN=1 writes it";
    }
    const std::string expected = read_text(file);
    return expected == actual ? std::string{}
                              : file.filename().string() + " " + first_difference(expected, actual);
}

} // namespace migrate::test
