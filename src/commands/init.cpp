#include "migrate/commands.hpp"
#include "revision/template.hpp"
#include "util/file.hpp"

#include <algorithm>

namespace migrate::commands {

namespace fs = std::filesystem;

namespace {

// Several databases have a folder each, which their first revision makes.
bool names_folder(const std::vector<revision::TemplateFile>& files, const std::string& folder) {
    return std::ranges::any_of(files, [&](const revision::TemplateFile& file) {
        return file.path == "migrate.toml" && file.text.find(folder) != std::string::npos;
    });
}

} // namespace

InitResult init(const InitOptions& options) {
    revision::TemplateWords words;
    words.script_location = options.directory.generic_string();
    words.version_locations = (options.directory / "revisions").generic_string();
    InitResult result;
    const auto files = revision::template_files(options.template_name, words);
    for (const revision::TemplateFile& file : files) {
        if (fs::exists(fs::symlink_status(file.path))) {
            result.kept.push_back(file.path);
            continue;
        }
        create_new_file(file.path, file.text);
        result.created.push_back(file.path);
    }
    if (names_folder(files, words.version_locations))
        fs::create_directories(words.version_locations);
    return result;
}

std::vector<TemplateEntry> list_templates() {
    std::vector<TemplateEntry> result;
    for (const revision::BuiltInTemplate& each : revision::built_in_templates())
        result.push_back({std::string(each.name), std::string(each.summary)});
    return result;
}

} // namespace migrate::commands
