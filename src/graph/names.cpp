// Which texts can name a revision or a branch: those that a target can hold without being read as
// something else.
#include <algorithm>
#include <array>

#include "migrate/error.hpp"
#include "migrate/graph.hpp"

namespace migrate {

namespace {

constexpr std::size_t longest_id = 32; // the version column is VARCHAR(32)
constexpr std::array<std::string_view, 4> symbols = {"head", "heads", "base", "current"};

std::size_t code_points(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
    }));
}

bool is_blank_or_control(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte <= ' ' || byte == 0x7F;
}

Error bad_name(std::string_view kind, const std::string& name, const std::string& why,
               const std::string& file) {
    Error error(ErrorCode::usage, std::string(kind) + " \"" + name + "\" " + why);
    if (!file.empty()) {
        error.at({file, 0, 0});
    }
    return error;
}

void check_name(std::string_view kind, std::string_view refused, const std::string& name,
                const std::string& file) {
    if (name.empty()) {
        throw bad_name(kind, name, "is empty", file);
    }
    for (const char c : name) {
        if (is_blank_or_control(c)) {
            throw bad_name(kind, name, "holds a blank or a control character", file);
        }
        if (refused.find(c) != std::string_view::npos) {
            throw bad_name(kind, name,
                           std::string("holds the character '") + c + "', which targets use", file)
                .help("letters, digits and _ are safe");
        }
    }
    if (std::find(symbols.begin(), symbols.end(), name) != symbols.end()) {
        throw bad_name(kind, name, "is a word that targets use", file).help("choose another name");
    }
}

} // namespace

void check_revision_id(const std::string& id, const std::string& file) {
    check_name("the revision id", "@-+:", id, file);
    if (id.find_first_of("/\\") != std::string::npos || id.front() == '.') {
        throw bad_name("the revision id", id, "would lead out of its file name", file)
            .help("letters, digits and _ are safe");
    }
    if (code_points(id) > longest_id) {
        throw bad_name("the revision id", id,
                       "has more than 32 characters, which is what the version table holds", file);
    }
}

void check_branch_label(const std::string& label, const std::string& file) {
    check_name("the branch label", "@:", label, file);
    if (label.front() == '-' || label.front() == '+') {
        throw bad_name("the branch label", label, "begins like a number of steps", file);
    }
}

} // namespace migrate
