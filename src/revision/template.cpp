#include "revision/template.hpp"

#include "migrate/error.hpp"
#include "util/edit_distance.hpp"
#include "util/file.hpp"
#include "util/text.hpp"

#include <algorithm>

namespace migrate::revision {

namespace fs = std::filesystem;

namespace {

constexpr BuiltInTemplate built_in[] = {
    {"generic", "one database"},
    {"multidb", "two databases, each with its models and its history"},
};

constexpr std::string_view script_folder_mark = "migrations/";
constexpr std::string_view filled_ending = ".in";

std::string fill(std::string text, const TemplateWords& words) {
    text = text::replace_all(std::move(text), "{script_location}", words.script_location);
    text = text::replace_all(std::move(text), "{version_locations}", words.version_locations);
    return text::replace_all(std::move(text), "{models}", words.models);
}

TemplateFile lay_down(std::string_view path, std::string text, const TemplateWords& words) {
    if (path.ends_with(filled_ending)) {
        path.remove_suffix(filled_ending.size());
        text = fill(std::move(text), words);
    }
    if (path.starts_with(script_folder_mark)) {
        path.remove_prefix(script_folder_mark.size());
        return {fs::path(words.script_location) / path, std::move(text)};
    }
    return {path, std::move(text)};
}

std::vector<TemplateFile> built_in_files(std::string_view name, const TemplateWords& words) {
    const std::string folder = std::string(name) + "/";
    std::vector<TemplateFile> files;
    for (const auto& file : embedded_templates()) {
        if (file.path.starts_with(folder)) {
            files.push_back(
                lay_down(file.path.substr(folder.size()), std::string(file.text), words));
        }
    }
    return files;
}

std::vector<TemplateFile> files_of_folder(const fs::path& folder, const TemplateWords& words) {
    std::vector<TemplateFile> files;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        if (entry.is_regular_file()) {
            const auto path = entry.path().lexically_relative(folder).generic_string();
            files.push_back(lay_down(path, read_file(entry.path()), words));
        }
    }
    return files;
}

[[noreturn]] void refuse(const std::string& asked) {
    std::vector<std::string> known;
    for (const auto& one : built_in) {
        known.emplace_back(one.name);
    }
    throw Error(ErrorCode::usage,
                "there is no template \"" + asked + "\"" + did_you_mean(asked, known))
        .help("--template takes " + text::join(known, " or ") + ", or a folder");
}

} // namespace

std::span<const BuiltInTemplate> built_in_templates() {
    return built_in;
}

std::vector<TemplateFile> template_files(const std::string& name_or_folder,
                                         const TemplateWords& words) {
    const bool known = std::ranges::find(built_in, name_or_folder, &BuiltInTemplate::name) !=
                       std::ranges::end(built_in);
    std::vector<TemplateFile> files;
    if (known) {
        files = built_in_files(name_or_folder, words);
    } else if (std::error_code ignored; fs::is_directory(name_or_folder, ignored)) {
        files = files_of_folder(name_or_folder, words);
    } else {
        refuse(name_or_folder);
    }
    std::ranges::sort(files, {}, &TemplateFile::path);
    return files;
}

} // namespace migrate::revision
