// What `migrate init` lays down: the templates that are built in, and folders of the user's own.
//
// A template mirrors a project. Its folder migrations/ stands for the folder that the user chose;
// a file that ends in .in loses that ending and has its words filled.
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace migrate::revision {

struct EmbeddedFile {
    std::string_view path; // generic/migrate.toml.in
    std::string_view text;
};

// All files of migrations_template/, by path.
std::span<const EmbeddedFile> embedded_templates();

struct BuiltInTemplate {
    std::string_view name;
    std::string_view summary; // one line
};

// The names that `--template` knows, the default first.
std::span<const BuiltInTemplate> built_in_templates();

// The words that a file ending in .in may hold: {script_location}, {version_locations}, {models}.
// Other words in braces, and ${variables}, stay as they are.
struct TemplateWords {
    std::string script_location = "migrations";
    std::string version_locations = "migrations/revisions";
    std::string models = "models/*.toml";
};

struct TemplateFile {
    std::filesystem::path path; // from the project's folder
    std::string text;

    bool operator==(const TemplateFile&) const = default;
};

// The files of a built-in template or, if the name holds a `/` or no such template exists, of a
// folder; filled, by path. Throws Error(usage) that lists the known names when there is neither.
std::vector<TemplateFile> template_files(const std::string& name_or_folder,
                                         const TemplateWords& words);

} // namespace migrate::revision
