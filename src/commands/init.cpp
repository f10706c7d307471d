#include "migrate/commands.hpp"
#include "revision/template.hpp"
#include "util/file.hpp"

namespace migrate::commands {

namespace fs = std::filesystem;

InitResult init(const InitOptions& options) {
    revision::TemplateWords words;
    words.script_location = options.directory.generic_string();
    words.version_locations = (options.directory / "revisions").generic_string();
    InitResult result;
    for (const revision::TemplateFile& file :
         revision::template_files(options.template_name, words)) {
        if (fs::exists(fs::symlink_status(file.path))) {
            result.kept.push_back(file.path);
            continue;
        }
        create_new_file(file.path, file.text);
        result.created.push_back(file.path);
    }
    fs::create_directories(words.version_locations);
    return result;
}

} // namespace migrate::commands
